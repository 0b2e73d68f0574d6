import { describe, expect, test } from "vitest";
import { formerIds, movedPage } from "../../src/formats/moved.ts";
import { sitemapDocuments } from "../../src/formats/sitemap.ts";
import { llmsText } from "../../src/formats/text/llms.ts";
import { harmless } from "../../src/formats/text/markdown.ts";
import { incidentTwin, serviceTwin } from "../../src/formats/text/twin.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";

const model: SiteModel = buildModel(
  records({
    site: site({
      url: "https://status.example.org/s",
      groups: [{ id: "main", name: "Main" }],
      description: "All *of* it",
    }),
    services: [service("api", { name: "API [v2]", description: "Calls" })],
    incidents: [
      incident({
        id: "slow",
        impact: ["api major 10:00 11:00"],
        updates: ["investigating 10:05", "resolved 11:10"],
      }),
    ],
  }),
  { ...origin, base: "/s" },
  at("12:00"),
  noHistory,
);

describe("The twin in Markdown", () => {
  test("of an incident says what its page says", () => {
    const [timeline] = model.timelines;
    expect(timeline && incidentTwin(model, timeline)).toMatchInlineSnapshot(`
      "# slow

      - Status: Resolved
      - Kind: Incident
      - Began: 20 Nov 2026, 10:00 UTC
      - Ended: 20 Nov 2026, 11:00 UTC
      - Lasted: 1 h

      Page: https://status.example.org/s/incidents/slow/

      ## Impact

      - API \\[v2\\]: Major outage, from 20 Nov 2026, 10:00 UTC to 20 Nov 2026, 11:00 UTC

      ## Investigating, 20 Nov 2026, 10:05 UTC

      ## Resolved, 20 Nov 2026, 11:10 UTC
      "
    `);
  });

  test("of a service tells how it is and what happened", () => {
    const state = model.services.get("api");
    expect(state && serviceTwin(model, state)).toMatchInlineSnapshot(`
      "# API \\[v2\\]

      Status at 20 Nov 2026, 12:00 UTC: Operational

      Calls

      Page: https://status.example.org/s/services/api/

      ## Incidents and maintenance

      - 20 Nov 2026, 10:00 UTC: [slow](https://status.example.org/s/incidents/slow.md), Resolved
      "
    `);
  });

  test.each([
    ["<script>alert(1)</script> and <b>", "\\<script>alert(1)\\</script> and \\<b>"],
    [
      "<!-- gone --> <https://example.org> <mailto:a@b.org>",
      "\\<!-- gone --> <https://example.org> <mailto:a@b.org>",
    ],
    ["`<b>` and ``a ` <i>`` but <u>", "`<b>` and ``a ` <i>`` but \\<u>"],
    ["```\n<b>\n```\n<b>", "```\n<b>\n```\n\\<b>"],
    ["a `lone <b>", "a `lone \\<b>"],
    ["[x](javascript:alert(1)) [y](https://a.org)", "[x](javascript alert(1)) [y](https://a.org)"],
    ["[x]: JavaScript:alert(1)", "[x]: JavaScript alert(1)"],
    ["[x](< vbscript:x>)", "[x](< vbscript x>)"],
    ["1 < 2, a <- b", "1 < 2, a <- b"],
  ])("makes %j harmless", (text, expected) => {
    expect(harmless(text)).toBe(expected);
  });

  test("takes a long line of backticks", () => {
    const line = "`".repeat(50_000) + " `` ` ".repeat(20_000);
    expect(harmless(line)).toHaveLength(line.length);
  });
});

test("llms.txt leads to everything that can be read by machines", () => {
  expect(llmsText(model)).toMatchInlineSnapshot(`
    "# Example

    > All \\*of\\* it

    All systems operational.
    As of 20 Nov 2026, 12:00 UTC. Times are UTC.

    ## Services

    - [API \\[v2\\]](https://status.example.org/s/services/api.md): Main

    ## Lately over

    - [slow](https://status.example.org/s/incidents/slow.md): Resolved, 20 Nov 2026, 10:00 UTC

    ## Data

    - [Summary](https://status.example.org/s/api/v2/summary.json): everything about the present, in the shape of Statuspage's API
    - [Incidents](https://status.example.org/s/api/v1/incidents.json): all incidents, maintenance and notices, in pages
    - [Services](https://status.example.org/s/api/v1/services.json): all services
    - [Uptime](https://status.example.org/s/api/v1/uptime.json): uptime, its rule and the intervals that it counts
    - [Export](https://status.example.org/s/export/records.jsonl): all records, one JSON object on each line
    - [JSON Feed](https://status.example.org/s/feed.json): every update, newest first, with archives
    "
  `);
});

describe("The sitemap", () => {
  test("names every page, with the time of the last change where it is known", () => {
    const files = Object.fromEntries([...sitemapDocuments(model)].map(({ path, body }) => [path, body]));
    expect(files["/robots.txt"]).toBe(
      "User-agent: *\nAllow: /\nSitemap: https://status.example.org/s/sitemap.xml\n",
    );
    expect(
      [...(files["/sitemap.xml"] ?? "").matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => match[1]),
    ).toEqual([
      "https://status.example.org/s/",
      "https://status.example.org/s/history/",
      "https://status.example.org/s/subscribe/",
      "https://status.example.org/s/search/",
      "https://status.example.org/s/history/2026-11/",
      "https://status.example.org/s/services/api/",
      "https://status.example.org/s/incidents/slow/",
    ]);
    expect(files["/sitemap.xml"]).toContain("<lastmod>2026-11-20T11:10:00Z</lastmod>");
  });

  test("is divided where there are very many pages", () => {
    const incidents = Array.from({ length: 10_001 }, (_, index) =>
      incident({ id: `i${index}`, updates: ["resolved 10:05"] }),
    );
    const large = buildModel(records({ incidents }), origin, at("12:00"), noHistory);
    expect([...sitemapDocuments(large)].map(({ path }) => path)).toEqual([
      "/sitemap-1.xml",
      "/sitemap-2.xml",
      "/sitemap.xml",
      "/robots.txt",
    ]);
  });
});

test("A renamed incident's former address leads to its present one", () => {
  const revision = (path: string) => ({ path }) as never;
  const history = {
    kind: "incident",
    id: "slow",
    revisions: [
      revision("incidents/old.md"),
      revision("incidents/2026/old.md"),
      revision("incidents/slow.md"),
    ],
  } as never;
  const moved = { ...model, history: { ...noHistory, records: [history] } };
  expect([...formerIds(moved)]).toEqual([["old", "slow"]]);
  expect(movedPage(moved, "slow")).toContain(
    '<a href="https://status.example.org/s/incidents/slow/">slow</a>',
  );
});
