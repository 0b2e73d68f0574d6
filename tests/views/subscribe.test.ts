import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { styleSheet } from "../../src/feeds/style.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { feedScopes } from "../../src/views/feed.ts";
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
});

describe("What feed readers find by themselves", () => {
  test("is everything, in all formats, on every page", () => {
    const page = pageView(model({ name: "Example" }), { title: "x", description: "x", path: "/x/" });
    expect(page.feeds).toEqual([
      { type: "application/atom+xml", title: "Example (Atom)", href: "/s/feed.atom" },
      { type: "application/rss+xml", title: "Example (RSS)", href: "/s/feed.rss" },
      { type: "application/feed+json", title: "Example (JSON)", href: "/s/feed.json" },
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

test("The style sheet of feeds lets no name of a site end its strings", () => {
  const css = styleSheet(model({ name: 'A"; } * { display: none } \\' }));
  expect(css).toContain(
    '"This is a feed of A\\22 ; \\7d  \\2a  \\7b  display: none \\7d  \\5c . Copy its address, which is in the address bar, into a feed reader."',
  );
});
