import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { styleSheet } from "../../src/feeds/style.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { advisoriesView } from "../../src/views/advisory/list.ts";
import { feedScopes } from "../../src/views/feed.ts";
import { actionsView } from "../../src/views/lesson/actions.ts";
import { lessonsView } from "../../src/views/lesson/list.ts";
import { pageView } from "../../src/views/page.ts";
import { serviceView } from "../../src/views/service.ts";
import { subscribeView } from "../../src/views/subscribe.ts";
import { at, noHistory, origin, records, service, site } from "../model/record.ts";

function model(facts: object = {}): SiteModel {
  return buildModel(
    records({
      site: site({ groups: [{ id: "core", name: "Core" }], ...facts }),
      services: [
        service("api", { group: "core" }),
        service("mail"),
        service("old", { group: "core", retired: "2026-10-01" }),
      ],
    }),
    { ...origin, base: "/s" },
    at("12:00"),
    noHistory,
  );
}

describe("The page of subscriptions", () => {
  test("links every feed in every format", () => {
    const { general, sections } = subscribeView(model());
    const linked = [...general, ...sections.flatMap(({ feeds }) => feeds)]
      .flatMap(({ links }) => links.map(({ href }) => href))
      .filter((href) => !href.endsWith(".ics"));
    const expected = feedScopes(model()).flatMap(({ path }) =>
      ["atom", "rss", "json"].map((ending) => `/s${path}.${ending}`),
    );
    expect(linked.toSorted()).toEqual(expected.toSorted());
  });

  test("has a group's own feed before those of its services, and retired services last", () => {
    expect(
      subscribeView(model()).sections.map(({ name, feeds }) => [name, ...feeds.map((feed) => feed.name)]),
    ).toEqual([
      ["Core", "The whole group", "api"],
      ["Other services", "mail"],
      ["Retired services", "old"],
    ]);
  });

  test("offers a calendar of all maintenance and of each service", () => {
    const { general, sections } = subscribeView(model());
    const calendars = [...general, ...sections.flatMap(({ feeds }) => feeds)].flatMap(({ links }) =>
      links.filter(({ label }) => label === "Calendar").map(({ href }) => href),
    );
    expect(calendars).toEqual([
      "/s/maintenance.ics",
      "/s/services/api/maintenance.ics",
      "/s/services/mail/maintenance.ics",
      "/s/services/old/maintenance.ics",
    ]);
  });

  test("of the demonstration links nothing that is not there", () => {
    const dist = inject("demonstration");
    const html = readFileSync(join(dist, "subscribe/index.html"), "utf8");
    const paths = [...html.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map((match) => match[1] ?? "");
    const missing = paths.filter((path) => !existsSync(join(dist, decodeURIComponent(path))));
    expect(missing).toEqual([]);
    expect(paths.filter((path) => path.endsWith(".atom")).length).toBeGreaterThan(15);
  });

  test("of the demonstration has no two links that are called the same and lead elsewhere", () => {
    const html = readFileSync(join(inject("demonstration"), "subscribe/index.html"), "utf8");
    const links = [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
    const byName = Map.groupBy(links, ([, , inner = ""]) => inner.replaceAll(/<[^>]*>/g, "").trim());
    const ambiguous = [...byName].filter(([, all]) => new Set(all.map(([, href]) => href)).size > 1);
    expect(ambiguous.map(([name]) => name)).toEqual([]);
    expect(byName.has("Atom: The whole group Installing packages")).toBe(true);
  });
});

describe("What feed readers find by themselves", () => {
  test("is everything, in all formats, on every page", () => {
    const page = pageView(model({ name: "Example" }), { title: "x", description: "x", path: "/x/" });
    expect(page.feeds).toEqual([
      { format: "Atom", type: "application/atom+xml", title: "Example (Atom)", href: "/s/feed.atom" },
      { format: "RSS", type: "application/rss+xml", title: "Example (RSS)", href: "/s/feed.rss" },
      { format: "JSON", type: "application/feed+json", title: "Example (JSON)", href: "/s/feed.json" },
    ]);
    expect(page.twin).toBeUndefined();
  });

  test("is the service's own feed first on its page, and the page in Markdown", () => {
    const own = model({ name: "Example" });
    const api = own.services.get("api");
    if (!api) throw new Error("There is no service api.");
    const { page, subscribe } = serviceView(own, api);
    expect(page.feeds.map(({ title, href }) => `${title} ${href}`)).toEqual([
      "Example: api (Atom) /s/services/api/feed.atom",
      "Example: api (RSS) /s/services/api/feed.rss",
      "Example: api (JSON) /s/services/api/feed.json",
      "Example (Atom) /s/feed.atom",
      "Example (RSS) /s/feed.rss",
      "Example (JSON) /s/feed.json",
    ]);
    expect(page.twin).toBe("/s/services/api.md");
    expect(subscribe.map(({ label, href }) => `${label} ${href}`)).toEqual([
      "Atom /s/services/api/feed.atom",
      "RSS /s/services/api/feed.rss",
      "JSON /s/services/api/feed.json",
      "Calendar /s/services/api/maintenance.ics",
    ]);
  });
});

describe("The feeds that pages of the demonstration announce", () => {
  /** Title and address of each, as a page names them. */
  function announced(page: string): { title: string; href: string }[] {
    const html = readFileSync(join(inject("demonstration"), page, "index.html"), "utf8");
    const links = html.matchAll(
      /<link rel="alternate" type="[^"]*(?:xml|feed\+json)" title="([^"]*)" href="([^"]*)"/g,
    );
    return Array.from(links, ([, title = "", href = ""]) => ({ title, href }));
  }

  test.each([
    ["advisories", "/advisories/feed"],
    ["advisories/severity/high", "/advisories/feed"],
    ["advisories/packages", "/advisories/feed"],
    ["advisories/packages/cargo/kelp-cli", "/advisories/packages/cargo/kelp-cli/feed", "/advisories/feed"],
    ["advisories/check", "/advisories/feed"],
    ["advisories/KELP-2026-0006", "/advisories/feed"],
    ["lessons", "/feeds/lessons"],
    ["lessons/2026-05-12-dnssec-failure", "/feeds/lessons"],
    ["lessons/actions", "/feeds/actions", "/feeds/lessons"],
    ["lessons/metrics", "/feeds/lessons"],
    ["lessons/by/trigger", "/feeds/lessons"],
    ["lessons/digest/2026-10", "/feeds/digest", "/feeds/lessons"],
    ["services/api", "/services/api/feed"],
    ["audit", "/audit/feed"],
    ["audit/site", "/audit/feed"],
    ["lessons/2026-05-12-dnssec-failure/history", "/audit/feed"],
    ["subscribe"],
  ])("on /%s/ are the nearest ones before the one of everything, by their own titles", (page, ...paths) => {
    const expected = [...paths, "/feed"].flatMap((path) => {
      const { title } = JSON.parse(readFileSync(join(inject("demonstration"), `${path}.json`), "utf8"));
      return [
        { title: `${title} (Atom)`, href: `${path}.atom` },
        { title: `${title} (RSS)`, href: `${path}.rss` },
        { title: `${title} (JSON)`, href: `${path}.json` },
      ];
    });
    expect(announced(page)).toEqual(expected);
  });

  test("are named by their formats where the page itself has links to them", () => {
    const html = readFileSync(join(inject("demonstration"), "lessons/digest/2026-10/index.html"), "utf8");
    expect(html).toMatch(
      /by feed: <a href="\/feeds\/digest.atom">Atom<\/a>, <a href="\/feeds\/digest.rss">RSS<\/a>, <a href="\/feeds\/digest.json">JSON<\/a>, or/,
    );
  });
});

test("No page of a site without advisories and postmortems announces feeds of them", () => {
  const empty = model();
  const pages = [lessonsView(empty), actionsView(empty), advisoriesView(empty, [])];
  for (const { page } of pages) {
    expect(page.feeds.map(({ href }) => href)).toEqual(["/s/feed.atom", "/s/feed.rss", "/s/feed.json"]);
  }
});

test("The style sheet of feeds lets no name turn around what stands beside it", () => {
  const css = styleSheet(model({ name: "\u202eA\u2067 B\u2066" }));
  expect(css).toContain('"This is a feed of \\2068 A B\\2069 . Copy');
  expect(css).toContain('"This is an older part of a feed of \\2068 A B\\2069 . It gets');
});

test("The style sheet of feeds lets no name of a site end its strings", () => {
  const css = styleSheet(model({ name: 'A"; } * { display: none } \\' }));
  expect(css).toContain(
    '"This is a feed of \\2068 A\\22 ; \\7d  \\2a  \\7b  display: none \\7d  \\5c \\2069 . Copy its address, which is in the address bar, into a feed reader."',
  );
});
