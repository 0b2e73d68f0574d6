import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { feedDocuments } from "../../src/feeds/document.ts";
import { type FeedItem, feedItems } from "../../src/feeds/item.ts";
import { opmlDocument } from "../../src/feeds/opml.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { type Advisory, parseAdvisory } from "../../src/records/advisory.ts";
import { type FeedFormat, feedFormats, feedScopes } from "../../src/views/feed.ts";
import { subscribeView } from "../../src/views/subscribe.ts";
import { at, incident, noHistory, origin, records, service } from "../model/record.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit } from "../site/repository.ts";
import { faults, feedsmithEntries, NO_XML, rssParserEntries } from "./read.ts";

const formats = Object.keys(feedFormats) as FeedFormat[];
const HIGH = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const LOW = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N";

interface Written {
  readonly title?: string;
  readonly published?: string | undefined;
  readonly kind?: string;
  readonly severity?: string | undefined;
  readonly purl?: string;
  readonly fixed?: string;
  /** More lines of the front matter. */
  readonly more?: string;
  readonly text?: string;
}

/** The text of an advisory's file. */
function written({
  title = "Parser hangs",
  published = "2026-11-01T10:00Z",
  kind = "vulnerability",
  severity = HIGH,
  purl = "pkg:npm/%40acme/widget",
  fixed = "1.4.2",
  more = "",
  text = "A file can make the parser hang.",
}: Written = {}): string {
  const lines = [
    `title: ${JSON.stringify(title)}`,
    ...(published === "" ? [] : [`published: ${published}`]),
    `kind: ${kind}`,
    ...(severity === "" ? [] : [`severity: [${severity}]`]),
    `affected: [{ package: ${JSON.stringify(purl)}, ranges: [{ introduced: "0", fixed: "${fixed}" }] }]`,
    ...(more === "" ? [] : [more]),
  ];
  return `---\n${lines.join("\n")}\n---\n\n## Impact\n\n${text}\n`;
}

function advisory(id: string, facts: Written = {}): Advisory {
  const { record, problems } = parseAdvisory({ file: `advisories/2026/${id}.md`, text: written(facts) });
  if (!record) throw new Error(problems.map(({ message }) => message).join("\n"));
  return record;
}

function modelOf(advisories: readonly Advisory[], facts: object = {}): SiteModel {
  return buildModel(
    records({ advisories: [...advisories], services: [service("api")], ...facts }),
    origin,
    at("12:00"),
    noHistory,
  );
}

function texts(model: SiteModel): ReadonlyMap<string, string> {
  return new Map(
    Array.from(feedDocuments(model), ({ path, body }) => [
      path,
      typeof body === "string"
        ? body
        : Buffer.concat(body instanceof Uint8Array ? [body] : [...body]).toString("utf8"),
    ]),
  );
}

function idsIn(all: ReadonlyMap<string, string>, path: string): string[] {
  return feedsmithEntries("atom", all.get(`${path}.atom`) ?? "").map(({ id = "" }) => id);
}

function only(items: readonly FeedItem[], status: string): FeedItem {
  const found = items.filter(({ facts }) => facts.status === status);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} entries are ${status}.`);
  return found[0];
}

const page = (id: string): string => `https://status.example.org/advisories/${id}/`;

describe("An advisory in feeds", () => {
  test("is one entry when it is published, with what it says first and absolute links", () => {
    const text = "See [the check](/advisories/check/) and [this](#impact).\n\n<script>alert(1)</script>";
    const [item, ...others] = feedItems(modelOf([advisory("EX-2026-0001", { text })]));
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      id: page("EX-2026-0001"),
      url: page("EX-2026-0001"),
      title: "[High] EX-2026-0001: Parser hangs",
      published: at("2026-11-01T10:00Z"),
      updated: at("2026-11-01T10:00Z"),
      categories: ["advisory", "published", "high", "@acme/widget"],
      facts: {
        record: "EX-2026-0001",
        kind: "advisory",
        status: "published",
        services: [],
        advisory: { kind: "vulnerability", severity: "high", packages: ["pkg:npm/%40acme/widget"] },
      },
    });
    const html = item?.html() ?? "";
    expect(html).toContain(
      '<li><a href="https://status.example.org/advisories/packages/npm/@acme/widget/">@acme/widget</a> (npm): all before 1.4.2; fixed in 1.4.2</li>',
    );
    expect(html).toContain('<a href="https://status.example.org/advisories/check/">the check</a>');
    expect(html).toContain(`<a href="${page("EX-2026-0001")}#impact">this</a>`);
    expect(html).not.toContain("<script");
  });

  test.each([
    ["malware", { kind: "malware", severity: "" }, "[Malware] X-1: Parser hangs"],
    ["for information", { kind: "informational", severity: "" }, "[For information] X-1: Parser hangs"],
    ["not scored", { severity: "" }, "[Advisory] X-1: Parser hangs"],
    ["not harmful", { severity: LOW }, "[Low] X-1: Parser hangs"],
    ["without a title of its own", { title: "X-1" }, "[High] X-1"],
  ])("that is %s says so in its title", (_name, facts, title) => {
    expect(feedItems(modelOf([advisory("X-1", facts)])).map((item) => item.title)).toEqual([title]);
  });

  test("that came withdrawn is two entries at their times, of which the second has the reason", () => {
    const more =
      'modified: 2026-11-03T09:00Z\nwithdrawn: { at: 2026-11-02T09:00Z, reason: "A <b> & a \\"c\\"" }';
    const items = feedItems(modelOf([advisory("EX-1", { more })]));
    expect(items.map(({ id, title, published }) => [id, title, published])).toEqual([
      [`${page("EX-1")}#withdrawn`, "[Withdrawn] EX-1: Parser hangs", at("2026-11-02T09:00Z")],
      [page("EX-1"), "[High] EX-1: Parser hangs", at("2026-11-01T10:00Z")],
    ]);
    expect(items[0]?.html()).toContain("<p>A &lt;b&gt; &amp; a &quot;c&quot;</p>");
    expect(items[1]?.html()).toContain("This advisory was withdrawn on 2 Nov 2026, 09:00 UTC.");
    expect(items[1]?.updated).toBe(at("2026-11-03T09:00Z"));
    expect(items[1]?.categories).toContain("withdrawn");
  });

  test("is in no feed while it is a draft, a reserved number or dated ahead", () => {
    const drafts = [
      advisory("EX-1", { published: "" }),
      advisory("EX-2", { published: "2026-11-20T12:01Z" }),
      advisory("EX-3", { published: "", more: "reserved: true" }),
    ];
    const model = modelOf(drafts);
    expect(feedItems(model)).toEqual([]);
    const bytes = [...texts(model)].flat().join("\n");
    expect(bytes).not.toMatch(/EX-\d|advisor|widget/);
    expect(texts(model)).toEqual(texts(modelOf([])));
  });
});

describe("The scopes of advisories", () => {
  const state = modelOf(
    [
      advisory("EX-1"),
      advisory("EX-2", { severity: LOW, purl: "pkg:pypi/tool", published: "2026-11-02T10:00Z" }),
      advisory("EX-3", { kind: "malware", severity: "", published: "2026-11-03T10:00Z" }),
      advisory("EX-4", { kind: "informational", severity: HIGH, published: "2026-11-04T10:00Z" }),
    ],
    { incidents: [incident({ id: "one", services: ["api"], updates: ["investigating 10:00"] })] },
  );
  const all = texts(state);
  const update = "https://status.example.org/incidents/one/#update-2026-11-20T10:00";

  test("hold what belongs to them, newest first, in every format", () => {
    const each = ["EX-4", "EX-3", "EX-2", "EX-1"].map(page);
    expect(idsIn(all, "/feed")).toEqual([update, ...each]);
    expect(idsIn(all, "/advisories/feed")).toEqual(each);
    expect(idsIn(all, "/feeds/severe")).toEqual(["EX-3", "EX-1"].map(page));
    expect(idsIn(all, "/feeds/incidents")).toEqual([update]);
    expect(idsIn(all, "/services/api/feed")).toEqual([update]);
    expect(idsIn(all, "/advisories/packages/pypi/tool/feed")).toEqual([page("EX-2")]);
    // The file of a scoped package is named as hosts look for it; its address is percent-encoded.
    const scoped = all.get("/advisories/packages/npm/@acme/widget/feed.atom") ?? "";
    expect(feedsmithEntries("atom", scoped).map(({ id }) => id)).toEqual(["EX-4", "EX-3", "EX-1"].map(page));
    expect(scoped).toContain(
      'rel="self" type="application/atom+xml" href="https://status.example.org/advisories/packages/npm/@acme/widget/feed.atom"',
    );
    for (const { path } of feedScopes(state)) {
      for (const format of formats) {
        const document = all.get(decodeURIComponent(`${path}.${format}`));
        expect(document && faults(format, document), path).toEqual([]);
      }
    }
  });

  test("are all found: in the list of feeds and on the page of subscriptions", () => {
    const opml = opmlDocument(state);
    const { general, sections, packages } = subscribeView(state);
    const linked = [...general, ...sections.flatMap(({ feeds }) => feeds)].flatMap(({ links }) =>
      links.map(({ href }) => href),
    );
    for (const { path } of feedScopes(state)) {
      expect(opml).toContain(`xmlUrl="https://status.example.org${path}.atom"`);
      expect(linked).toContain(`${path}.atom`);
    }
    expect(packages).toBeUndefined();
  });

  test("of a thousand packages are a sentence on the page of subscriptions", () => {
    const many = modelOf(
      Array.from({ length: 1000 }, (_, index) => advisory(`EX-${index}`, { purl: `pkg:npm/p${index}` })),
    );
    const { sections, packages } = subscribeView(many);
    expect(packages).toEqual({ label: "1000 affected packages", href: "/advisories/packages/" });
    expect(sections.flatMap(({ feeds }) => feeds).length).toBeLessThan(10);
    const polled = [...texts(many).keys()].filter((path) =>
      /^\/advisories\/packages\/.*\/feed\.json$/.test(path),
    );
    expect(polled.length).toBe(1000);
  });

  test("are not there on a site without advisories", () => {
    const none = modelOf([]);
    expect([...texts(none).keys()].filter((path) => path.includes("advisories"))).toEqual([]);
    expect(feedScopes(none).map(({ kind }) => kind)).not.toContain("advisories");
  });
});

describe("Changes of an advisory", () => {
  const FILE = "advisories/2026/EX-2026-0001.md";
  const start: ScriptedCommit = {
    at: "2026-11-01T10:05:00Z",
    files: { ...smallSite, "content/people.yaml": "eve: { consent: anonymous }\n", [FILE]: written() },
  };
  const steps: readonly ScriptedCommit[] = [
    { at: "2026-11-02T10:00:00Z", files: { [FILE]: written({ fixed: "1.4.3" }) } },
    {
      at: "2026-11-03T10:00:00Z",
      files: { [FILE]: written({ fixed: "1.4.3", more: "incidents: []" }) },
    },
    {
      at: "2026-11-04T10:00:00Z",
      files: { [FILE]: written({ fixed: "1.4.3", more: "credits: [{ name: eve }]" }) },
    },
    {
      at: "2026-11-05T10:00:00Z",
      files: {
        [FILE]: written({
          fixed: "1.4.3",
          more: 'withdrawn: { at: 2026-11-05T09:59Z, reason: "Not reachable" }',
        }),
      },
    },
  ];

  test("are entries of their own, whose ids and texts stay when more is changed", async () => {
    const made = repository(start);
    const hashes: string[] = [];
    const seen: FeedItem[][] = [];
    const read = async (): Promise<FeedItem[]> =>
      feedItems((await loadModel(made.root, { now: at("12:00") })).model);
    seen.push(await read());
    for (const step of steps) {
      hashes.push(made.commit(step).slice(0, 12));
      seen.push(await read());
    }
    const own = page("EX-2026-0001");
    expect(seen.map((items) => items.map(({ id }) => id))).toEqual([
      [own],
      [`${own}#r-${hashes[0]}`, own],
      [`${own}#r-${hashes[0]}`, own],
      [`${own}#r-${hashes[2]}`, `${own}#r-${hashes[0]}`, own],
      [`${own}#r-${hashes[3]}`, `${own}#r-${hashes[2]}`, `${own}#r-${hashes[0]}`, own],
    ]);
    const [last = []] = seen.slice(-1);
    expect(last.map(({ title }) => title)).toEqual([
      "[Withdrawn] EX-2026-0001: Parser hangs",
      "[Changed] EX-2026-0001: Parser hangs",
      "[Changed] EX-2026-0001: Parser hangs",
      "[High] EX-2026-0001: Parser hangs",
    ]);
    const told = (items: readonly FeedItem[] = [], hash = ""): unknown[] =>
      items.filter(({ id }) => id.endsWith(hash)).map((item) => [item.url, item.updated, item.html()]);
    expect(told(seen[1], hashes[0])).toEqual(told(last, hashes[0]));
    expect(told(last, hashes[0])).toEqual([
      [
        `${own}history/#r-${hashes[0]}`,
        at("2026-11-02T10:00Z"),
        `<ul>\n<li>fixed version of @acme/widget changed from 1.4.2 to 1.4.3</li>\n</ul>\n<p><a href="${own}">The advisory as it is now</a>, and <a href="${own}history/#r-${hashes[0]}">what changed, word by word</a>.</p>`,
      ],
    ]);
    expect(only(last, "withdrawn").html()).toContain("<p>Not reachable</p>");
    expect(only(last, "withdrawn").published).toBe(at("2026-11-05T10:00Z"));
    // The text of the publication is the present one, and its time says so.
    expect(only(last, "published").published).toBe(at("2026-11-01T10:00Z"));
    expect(only(last, "published").updated).toBe(at("2026-11-05T10:00Z"));
    expect(only(last, "published").html()).toContain("fixed in 1.4.3");
    expect(told(last, hashes[2]).flat().join()).not.toContain("eve");
  });
});

describe("Hostile advisories in feeds", () => {
  test.each([
    "]]>",
    "]]><script>alert(1)</script>",
    "</title></entry></feed>",
    "&amp; &lt; &nbsp; <b>bold</b>",
    "\"quotes\" 'and' $& $1 \\n",
    "😀 漢字 e\u0301",
    "\u202eright to left\u202c مرحبا",
    "__proto__ constructor",
  ])("are valid and read alike by two readers: %j", async (text) => {
    const base = advisory("EX-1", { text: `${text}\n\n    ${text}`, more: "aliases: [CVE-2026-12345]" });
    const record: Advisory = {
      ...base,
      title: text,
      withdrawn: { at: at("10:00"), reason: text },
      affected: base.affected.map((entry) => ({
        ...entry,
        package: entry.package && { ...entry.package, name: text, ecosystem: text },
        ranges: [{ introduced: text, fixed: text }],
      })),
    };
    const model = modelOf([record]);
    const all = texts(model);
    const clean = (one: string): string => one.replace(NO_XML, "").trim();
    const expected = feedItems(model).map((item) => [
      item.id,
      item.url,
      clean(item.title),
      clean(item.html()),
    ]);
    expect(expected).toHaveLength(2);
    for (const path of ["/feed", "/advisories/feed", "/advisories/packages/npm/@acme/widget/feed"]) {
      for (const format of formats) {
        const document = all.get(`${path}.${format}`) ?? "";
        expect(faults(format, document), path).toEqual([]);
        const read = [
          feedsmithEntries(format, document),
          ...(format === "json" ? [] : [await rssParserEntries(document)]),
        ];
        for (const entries of read) {
          expect(entries.map(({ id, url, title, html }) => [id, url, clean(title ?? ""), html])).toEqual(
            expected,
          );
        }
      }
    }
    for (const [, , , html] of expected) expect(html).not.toMatch(/<script|<b>/);
  });
});

test("An archive of many old advisories fills no feed but by its time, and is read back whole", () => {
  const old = Array.from({ length: 589 }, (_, index) => {
    const published = new Date(at("2020-01-01T00:00Z") + index * 3 * 86_400_000).toISOString();
    return advisory(`EX-${index}`, {
      published: published.slice(0, 16).concat("Z"),
      purl: `pkg:npm/p${index % 7}`,
    });
  });
  const model = modelOf(old, {
    incidents: [incident({ id: "one", services: ["api"], updates: ["investigating 10:00"] })],
  });
  const all = texts(model);
  for (const [path, count] of [
    ["/feed", 590],
    ["/advisories/feed", 589],
    ["/advisories/packages/npm/p0/feed", 85],
  ] as const) {
    const polled = idsIn(all, path);
    const archived = [...all.keys()].filter((one) => one.startsWith(`${path}/`) && one.endsWith(".atom"));
    const ids = new Set([...polled, ...archived.flatMap((one) => idsIn(all, one.replace(/\.atom$/, "")))]);
    expect([polled.length, ids.size]).toEqual([50, count]);
  }
  expect(idsIn(all, "/feed")[0]).toContain("/incidents/one/");
});
