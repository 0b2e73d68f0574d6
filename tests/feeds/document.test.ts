import { describe, expect, test } from "vitest";
import { feedDocuments } from "../../src/feeds/document.ts";
import { type FeedItem, feedItems } from "../../src/feeds/item.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Incident } from "../../src/records/incident.ts";
import type { SiteDocument } from "../../src/views/document.ts";
import { type FeedFormat, feedFormats, feedScopes } from "../../src/views/feed.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import {
  entry,
  faults,
  feedsmithEntries,
  feedsmithTitle,
  links,
  NO_XML,
  type ReadEntry,
  rssParserEntries,
} from "./read.ts";

/** A text without what XML 1.0 (section 2.2) has no place for. */
function clean(text: string): string {
  return text.toWellFormed().replace(NO_XML, "");
}

const formats = Object.keys(feedFormats) as FeedFormat[];
const groups = [{ id: "main", name: "Main" }];

function modelOf(incidents: readonly Incident[], settings: object = {}, now = "12:00"): SiteModel {
  const services = [service("api", { name: "API" }), service("uploads", { name: "Uploads" })];
  const facts = { incidents: [...incidents], services, site: site({ groups, ...settings }) };
  return buildModel(records(facts), origin, at(now), noHistory);
}

/** Texts of all documents by their path. */
function texts(model: SiteModel): ReadonlyMap<string, string> {
  return new Map(
    [...feedDocuments(model)].map((document) => [
      document.path,
      new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(document)),
    ]),
  );
}

function bytesOf({ body }: SiteDocument): Uint8Array {
  if (typeof body === "string") return Buffer.from(body);
  return body instanceof Uint8Array ? body : Buffer.concat(body);
}

function wanted(item: FeedItem): ReadEntry {
  return entry(
    item.id,
    clean(item.title),
    item.url,
    new Date(item.published).toISOString(),
    clean(item.html()),
  );
}

const hostile = [
  "]]>",
  "]]]]><![CDATA[>",
  "]]><script>alert(1)</script>",
  "</title></entry></feed>",
  "<lastBuildDate>now</lastBuildDate>",
  "<?xml version='1.0'?> <!DOCTYPE a [<!ENTITY b 'c'>]> &b;",
  "&amp; &lt; &#60; &nbsp; & <b>bold</b>",
  "\"quotes\" 'and' `ticks` $& $1 $` \\n \\u0041",
  "😀 👩‍👩‍👧‍👦 漢字 é e\u0301",
  "\u202eright to left\u202c مرحبا שלום",
  "line\u2028and paragraph\u2029separators",
  "control\u0000\u0001\u0008\u000b\u000c\u001b[31m characters\ufffe\uffff",
  "an escape \\ud800 that is none, \\\\udc00 neither",
  "half \ud800 and half \udc00 of a character",
] as const;

describe("Hostile texts in feeds", () => {
  test.each(hostile)("are valid and read without loss: %j", async (text) => {
    const base = incident({ services: ["api"], updates: ["investigating 10:00", "resolved 11:00"] });
    const record: Incident = {
      ...base,
      title: text,
      summary: `${text}\n`,
      updates: base.updates.map((update) => ({ ...update, text: `${text}\n\n    ${text}\n` })),
    };
    const model = buildModel(
      records({
        incidents: [record],
        services: [{ ...service("api"), name: text }],
        site: { ...site({ groups: [{ id: "main", name: "Main" }] }), name: text, description: text },
      }),
      origin,
      at("12:00"),
      noHistory,
    );
    const items = feedItems(model).map(wanted);
    const all = texts(model);
    const titles = new Map(feedScopes(model).map((scope) => [scope.path, scope.title.trim()]));
    for (const format of formats) {
      for (const path of ["/feed", "/feeds/incidents", "/services/api/feed", "/feeds/groups/main"]) {
        const document = all.get(`${path}.${format}`) ?? "";
        expect(document.isWellFormed()).toBe(true);
        expect(clean(feedsmithTitle(format, document) ?? ""), path).toBe(clean(titles.get(path) ?? ""));
        expect(faults(format, document), path).toEqual([]);
        if (format === "json") {
          const parsed = JSON.parse(document) as { items: { title: string; content_html: string }[] };
          const halves = parsed.items.filter((one) => !`${one.title} ${one.content_html}`.isWellFormed());
          expect(halves).toEqual([]);
          expect(parsed.items.map(({ title }) => clean(title))).toEqual(items.map(({ title }) => title));
          expect(parsed.items.map((one) => clean(one.content_html).trim())).toEqual(
            items.map(({ html }) => html),
          );
        } else {
          expect(await rssParserEntries(document), path).toEqual(items);
        }
        if (format !== "json") expect(feedsmithEntries(format, document), path).toEqual(items);
      }
    }
    expect(all.get("/feed.rss")).toContain("<lastBuildDate>Fri, 20 Nov 2026 11:00:00 GMT</lastBuildDate>");
    expect(faults("rss", all.get("/feeds.opml") ?? "")).toEqual([]);
  });
});

describe("The entry of the first update", () => {
  const html = (text: string, known?: string): string | undefined => {
    const base = incident({ updates: ["investigating 10:00 next 10:30", "update 10:20"] });
    const updates = base.updates.map((update, index) =>
      index === 0 ? { ...update, text, ...(known !== undefined && { known }) } : update,
    );
    return feedItems(modelOf([{ ...base, summary: "Nothing was *lost*.", updates }]))
      .at(-1)
      ?.html();
  };
  const summary = "<p>Nothing was <em>lost</em>.</p>\n";
  const next = "<p>Next update by 20 Nov 2026, 10:30 UTC.</p>";

  test("tells what was written then before the summary, which is what is known now", () => {
    expect(html("We look.")).toBe(`<p>We look.</p>\n\n${next}\n<h3>Summary</h3>\n${summary}`);
    expect(html("", "Little.")).toBe(
      `<h3>Known</h3>\n<p>Little.</p>\n\n${next}\n<h3>Summary</h3>\n${summary}`,
    );
  });

  test("is the summary where nothing else was written", () => {
    expect(html("")).toBe(`${summary}\n${next}`);
  });
});

describe("The WebSub hub of a site", () => {
  const hub = "https://hub.example.org/?a=1&b=2";
  const months = ["2026-09", "2026-10"].map((month) => {
    const times = Array.from(
      { length: 12 },
      (_, day) => `update ${month}-${String(day + 1).padStart(2, "0")}T10:00Z`,
    );
    return incident({ id: month, services: ["api"], updates: times });
  });
  const all = texts(modelOf(months, { feeds: { entries: 50, hub } }));

  test.each(formats)("is named by the main feed in %s next to the feed's own address", (format) => {
    const document = all.get(`/feed.${format}`) ?? "";
    expect(faults(format, document)).toEqual([]);
    expect(links(format, document)).toMatchObject({
      hub,
      self: `https://status.example.org/feed.${format}`,
    });
  });

  test("is named by no archive and no other feed, of which it is not told", () => {
    const paths = [...all].filter(([, text]) => /\bhubs?\b/.test(text)).map(([path]) => path);
    expect(all.has("/feed/2026-09.atom")).toBe(true);
    expect(paths.sort()).toEqual(["/feed.atom", "/feed.json", "/feed.rss"]);
  });

  test("is not there unless the site says it", () => {
    const without = texts(modelOf(months));
    expect([...without.values()].filter((text) => /\bhubs?\b/.test(text))).toEqual([]);
  });
});

describe("Feeds that are built again", () => {
  const first = incident({ id: "one", services: ["api"], updates: ["investigating 10:00"] });
  const second = incident({
    id: "one",
    services: ["api"],
    updates: ["investigating 10:00", "resolved 11:00"],
  });

  test("are the same bytes, later too where nothing has happened", () => {
    const before = texts(modelOf([first]));
    expect(texts(modelOf([first]))).toEqual(before);
    expect(texts(modelOf([first], {}, "21T12:00"))).toEqual(before);
  });

  test("keep all ids and entries when an update is appended", () => {
    const [before, after] = [first, second].map((record) => texts(modelOf([record])));
    for (const format of formats) {
      const [old, own] = [before, after].map((all) =>
        feedsmithEntries(format, all?.get(`/feed.${format}`) ?? ""),
      );
      expect(old?.map(({ id }) => id)).toEqual([
        "https://status.example.org/incidents/one/#update-2026-11-20T10:00",
      ]);
      expect(own?.slice(1)).toEqual(old);
      expect(own?.[0]?.id).toBe("https://status.example.org/incidents/one/#update-2026-11-20T11:00");
    }
  });

  test("have neither entries nor a time that is the build's where nothing has happened yet", () => {
    const all = texts(modelOf([]));
    for (const format of formats) {
      const document = all.get(`/feed.${format}`) ?? "";
      expect(faults(format, document)).toEqual([]);
      expect(feedsmithEntries(format, document)).toEqual([]);
    }
    expect(all.get("/feed.atom")).toContain("<updated>1970-01-01T00:00:00Z</updated>");
    expect(all.get("/feed.rss")).not.toContain("lastBuildDate");
  });
});

describe("A month of 5,000 large updates", () => {
  const words = 'Uploads of packages fail, and "we" <know> why & how: ]]> 漢字. '.repeat(40);
  const crowd = (month: string): Incident[] =>
    Array.from({ length: 100 }, (_, index) => {
      const base = incident({
        id: `crowd-${index}`,
        services: ["api"],
        updates: Array.from({ length: 50 }, (_unused, update) => {
          const minutes = index * 50 + update;
          const time = new Date(Date.parse(`${month}-01T00:00Z`) + minutes * 5 * 60_000).toISOString();
          return `update ${time.slice(0, 16)}Z`;
        }),
      });
      return { ...base, updates: base.updates.map((update) => ({ ...update, text: words })) };
    });

  test.each([
    ["that is over", "2026-10", 50],
    ["that is not over", "2026-11", 50],
    ["that is not over, in long feeds", "2026-11", 500],
  ])("%s is in no file above 2 MiB, and can be read back", (_name, month, entries) => {
    const model = modelOf(crowd(month), { feeds: { entries } });
    const documents = new Map([...feedDocuments(model)].map((one) => [one.path, one]));
    expect(Math.max(...[...documents.values()].map((one) => bytesOf(one).length))).toBeLessThanOrEqual(
      2 * 1024 * 1024,
    );
    const expected = feedItems(model).map(({ id }) => id);
    expect(expected).toHaveLength(5000);
    for (const format of formats) {
      const ids = new Set<string>();
      let steps = 0;
      let address: string | undefined = `https://status.example.org/feed.${format}`;
      while (address !== undefined) {
        const found: SiteDocument | undefined = documents.get(
          address.slice("https://status.example.org".length),
        );
        const document: string = found === undefined ? "" : new TextDecoder().decode(bytesOf(found));
        for (const { id = "" } of feedsmithEntries(format, document)) ids.add(id);
        address = links(format, document)["prev-archive"];
        steps++;
      }
      expect(steps).toBeGreaterThan(10);
      expect([...ids]).toEqual(expected);
    }
  });
});
