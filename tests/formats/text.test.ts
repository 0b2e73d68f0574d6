import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sitemapDocuments } from "../../src/formats/sitemap.ts";
import { advisoryTwin } from "../../src/formats/text/advisory.ts";
import { withoutComments } from "../../src/formats/text/comment.ts";
import { placeAt, withAbsoluteLinks } from "../../src/formats/text/link.ts";
import { llmsText } from "../../src/formats/text/llms.ts";
import { harmless } from "../../src/formats/text/markdown.ts";
import { incidentTwin, serviceTwin } from "../../src/formats/text/twin.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { markdownTokens, renderMarkdown } from "../../src/records/markdown.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { advisory, siteOf } from "./osv/site.ts";

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

/** The page of an incident of a site below a path. */
const place = placeAt(model, "/incidents/slow/");

describe("Links within the site", () => {
  const root = "https://status.example.org/s";
  const page = `${root}/incidents/slow/`;

  test.each([
    ["[a](/incidents/i1/) ![b](/files/b.png)", `[a](${root}/incidents/i1/) ![b](${root}/files/b.png)`],
    ["[![b](/b.png)](/c)", `[![b](${root}/b.png)](${root}/c)`],
    [
      "[a](../x/#y) [a](#y) [a](?y) [a](y)",
      `[a](${root}/incidents/x/#y) [a](${page}#y) [a](${page}?y) [a](${page}y)`,
    ],
    ['[a]( /x "/title (/x)")', `[a]( ${root}/x "/title (/x)")`],
    [
      "[a](</x y>) [a](/x(y)) [a](/x&amp;copy;)",
      `[a](${root}/x%20y) [a](${root}/x%28y%29) [a](${root}/x&amp;copy;)`,
    ],
    ["[a](//other.example/x)", "[a](https://other.example/x)"],
    ["[a][b] [b]\n\n[b]: /x 'T'", `[a][b] [b]\n\n[b]: ${root}/x 'T'`],
    ["[b]:\n  </x y>\n[c]: #y\ntext", `[b]:\n  ${root}/x%20y\n[c]: ${page}#y\ntext`],
    ["> - [a](/x)\n>   [b]\n>\n> [b]: /y", `> - [a](${root}/x)\n>   [b]\n>\n> [b]: ${root}/y`],
    ["| a |\n|---|\n| [a](/x) `[a](/x)` |", `| a |\n|---|\n| [a](${root}/x) \`[a](/x)\` |`],
    ["# [a](/x)\n\n[b](/x)\n===", `# [a](${root}/x)\n\n[b](${root}/x)\n===`],
  ])("become absolute: %j", (text, expected) => {
    expect(harmless(text, place)).toBe(expected);
  });

  test.each([
    "[a](https://example.org/x) [a](mailto:a@example.org) <https://example.org/x>",
    "`[a](/x)` and ``[a](/x) ` ``",
    "```\n[a](/x)\n[b]: /x\n```\n\n[c](#)".replace("[c](#)", "x"),
    "    [a](/x)\n    [b]: /x",
    "\\[a](/x) and [a] (/x) and [a]()",
    "a](/x) and [a](/x y)",
  ])("are none here, which stays as it was typed: %j", (text) => {
    expect(harmless(text, place)).toBe(text);
  });

  test("lead where those of the page lead, whatever a text is made of", () => {
    const pieces = [
      "[a](",
      "/x",
      ")",
      "](",
      "]",
      "[",
      "[b]: ",
      "[b]",
      "<",
      ">",
      "\n",
      "\n\n",
      "`",
      "``",
      "\\",
      " ",
      '"t"',
      "#y",
      "(",
      "> ",
      "- ",
      "    ",
      "```\n",
      "&amp;",
      "|",
      "| a | b |\n|---|---|\n| ",
    ];
    const absolutely = (text: string, base?: string): string =>
      renderMarkdown(text, { headingLevel: 2, ...(base !== undefined && { base, absolute: page }) })
        .replaceAll(' rel="noopener"', "")
        .replaceAll(`href="${page}"`, 'href=""')
        .replaceAll(/(?<=<a href="[^"]*)[()]/g, (sign) => (sign === "(" ? "%28" : "%29"));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        // Each address once: what only looks like a link is taken for one where its address is also in one.
        const text = parts.map((part, index) => part.replace(/^(?:\/x|#y)/, `$&${index}`)).join("");
        expect(absolutely(withAbsoluteLinks(text, place))).toBe(absolutely(text, "/s"));
      }),
      { numRuns: 5000, seed: 7 },
    );
  });

  test("are found in a moment, however hostile a text is", () => {
    for (const piece of [
      "[a](",
      "](/",
      "](<",
      "[a]:",
      "[a]:/x]:y",
      "]:y",
      "\n[a",
      "\n[a]: /x\n[b]: ",
      "<!--",
      "<!-- -->",
      "`<!--",
    ]) {
      harmless(`[z](/z) [y]\n\n[y]: /y\n\n${piece.repeat(20_000)}`, place);
    }
  });
});

describe("Comments", () => {
  test.each([
    ["a <!-- secret --> b", "a  b"],
    ["a\n\n<!-- secret\n\n[x](/y) -->\n\nb", "a\n\n\nb"],
    ["a\n<!-- secret -->\nb", "a\n\nb"],
    ["a <!-- se\ncr\net --> b", "a  b"],
    ["a\n     <!-- secret -->\nb", "a\nb"],
    ["> a\n> <!-- secret\n> more -->", "> a\n> "],
    ["| a <!-- secret --> |\n|---|\n| <!-- secret -->b |", "| a  |\n|---|\n| b |"],
    ["a <!-- ` --> b ` c", "a  b ` c"],
    ["x <!-->a <!---> b", "x a  b"],
    ["text\n\n<!-- secret, to the end", "text\n"],
  ])("are left out: %j", (text, expected) => {
    expect(harmless(text)).toBe(expected);
  });

  test.each([
    "`<!-- code -->` and `` ` <!-- code --> ``",
    "```html\n<!-- code -->\n```",
    "    <!-- code -->",
  ])("stay in code: %j", (text) => {
    expect(harmless(text)).toBe(text);
  });

  test("that are none are text, as on the page", () => {
    expect(harmless("a \\<!-- b --> <!-- c")).toBe("a \\<!-- b --> \\<!-- c");
    expect(harmless("a <!<!-- -->-- b -->")).toBe("a \\<!-- b -->");
  });
});

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

  test("has no begin of a maintenance that never took place", () => {
    const began = (...updates: string[]): boolean => {
      const record = incident({ scheduled: ["10:00", "11:00"], updates });
      const own = buildModel(records({ incidents: [record] }), origin, at("12:00"), noHistory);
      return own.timelines.some((timeline) => incidentTwin(own, timeline).includes("Began:"));
    };
    expect(began("completed 09:00")).toBe(false);
    expect(began("cancelled 09:00")).toBe(false);
    expect(began("in-progress 08:00", "completed 09:00")).toBe(true);
  });

  test("has absolute links and no comments", () => {
    const text = "[a](/a) <!-- b -->";
    const record = { ...incident({ updates: ["resolved 10:05"] }), summary: text };
    const updates = record.updates.map((update) => ({ ...update, text, known: text }));
    const all = records({
      incidents: [{ ...record, updates }],
      services: [{ ...service("api"), body: text }],
    });
    const own = buildModel(all, { ...origin, base: "/s" }, at("12:00"), noHistory);
    const twins = [
      ...own.timelines.map((timeline) => incidentTwin(own, timeline)),
      ...[...own.services.values()].map((one) => serviceTwin(own, one)),
    ].join("");
    expect(twins.match(/\[a\]\(https:\/\/status\.example\.org\/s\/a\) ?$/gm)).toHaveLength(4);
    expect(twins).not.toContain("<!--");
  });

  test("of an advisory has absolute links", () => {
    const own = siteOf({
      "DM-2026-0001": advisory(
        "affected: [{ package: pkg:npm/widget, ranges: [{ introduced: '0', fixed: 1.4.3 }] }]",
        "## Impact\n\n[b](/x)\n\n## Else\n\n[c](#y)\n",
      ),
    });
    const twins = own.advisories.map((state) => advisoryTwin(own, state));
    expect(twins.join("").match(/^\[.*$/gm)).toEqual([
      "[b](https://security.example.org/x)",
      "[c](https://security.example.org/advisories/DM-2026-0001/#y)",
    ]);
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
    ["<!-- gone --> <https://example.org> <mailto:a@b.org>", " <https://example.org> <mailto:a@b.org>"],
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

  test("names every month of changes", () => {
    const commit = (time: string) => ({ commit: { hash: time, at: at(time) } }) as never;
    const record = {
      kind: "site",
      id: "site",
      revisions: [commit("2026-09-30T10:00Z"), commit("2026-11-20T10:00Z")],
    } as never;
    const audited = { ...model, history: { ...noHistory, state: "on", records: [record] } } as SiteModel;
    const [sitemap] = sitemapDocuments(audited);
    expect(String(sitemap?.body).match(/(?<=<loc>)[^<]*\/audit\/[^<]*/g)).toEqual([
      "https://status.example.org/s/audit/",
      "https://status.example.org/s/audit/2026-11/",
      "https://status.example.org/s/audit/2026-09/",
      "https://status.example.org/s/audit/site/",
    ]);
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

describe("A comment that separates", () => {
  test.each([
    "- one\n\n<!-- -->\n\n- two\n",
    "1. one\n\n<!-- end -->\n\n1. two\n",
    "- one\n\n<!-- -->\n\n      code [a](/x)\n",
  ])("goes on separating when it is gone: %j", (text) => {
    const without = withoutComments(text);
    expect(without).not.toContain("<!--");
    const kinds = (markdown: string) =>
      markdownTokens(markdown)
        .map(({ type }) => type)
        .filter((type) => type.includes("list_open") || type === "code_block");
    expect(kinds(without)).toEqual(kinds(text));
  });
});

test.each([
  ["[a](java&#115;cript:x)", "[a]\\(java&#115;cript:x)"],
  ["[a](\\javascript:x)", "[a]\\(\\javascript:x)"],
  ["[a]([b](javascript:x )", "[a]([b](javascript x )"],
  ["[a](data&colon;text/html,x)", "[a]\\(data&colon;text/html,x)"],
  ["[a]: java&#115;cript:x\n\n[a]", "[a]\\: java&#115;cript:x\n\n[a]"],
  ["| a |\n|---|\n| [b](java&#115;cript:x) |", "| a |\n|---|\n| [b]\\(java&#115;cript:x) |"],
  ["`[a](java&#115;cript:x)` [b](https://e.org/a:b)", "`[a](java&#115;cript:x)` [b](https://e.org/a:b)"],
])("A link whose scheme is disguised is none: %j", (text, expected) => {
  expect(harmless(text)).toBe(expected);
});
