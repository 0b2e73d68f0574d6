import { describe, expect, test } from "vitest";
import { isRegistered, osvId } from "../../../src/formats/osv/id.ts";
import { osvRecord } from "../../../src/formats/osv/record.ts";
import { packagePage } from "../../../src/formats/osv/reference.ts";
import { summaryOf } from "../../../src/formats/osv/summary.ts";
import { harmless } from "../../../src/formats/text/markdown.ts";
import { markdownTokens } from "../../../src/records/markdown.ts";
import { advisory, exported, osvOf, recordsIn, siteOf } from "./site.ts";

const widget = "affected: [{ package: pkg:npm/%40acme/widget, ranges: [{ introduced: '0', fixed: 1.4.3 }] }]";

describe("A record", () => {
  test("says everything that its advisory says, keys in the order of the schema, and nothing that is empty", () => {
    const record = osvOf(
      `
title: Path traversal in archive extraction
aliases: [CVE-2026-12345]
severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N, "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N"]
cwe: [CWE-22]
affected:
  - package: pkg:npm/%40acme/widget
    ranges:
      - { introduced: 2.0.0, fixed: 2.1.1 }
      - { introduced: "0", fixed: 1.4.3 }
credits: [{ name: R. Example, type: remediation-developer, contact: https://example.org }]
references: [{ type: fix, url: https://git.example.org/acme/widget/commit/9f31 }]
`,
      "## Impact\n\nFiles are written.",
    );
    expect(Object.entries(record)).toEqual(
      Object.entries({
        schema_version: "1.8.0",
        id: "x_DM-2026-0001",
        modified: "2026-11-10T12:00:00Z",
        published: "2026-11-10T12:00:00Z",
        aliases: ["CVE-2026-12345"],
        summary: "Path traversal in archive extraction",
        details: "## Impact\n\nFiles are written.",
        severity: [
          { type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N" },
          { type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N" },
        ],
        affected: [
          {
            package: { ecosystem: "npm", name: "@acme/widget", purl: "pkg:npm/%40acme/widget" },
            ranges: [
              {
                type: "SEMVER",
                events: [
                  { introduced: "0" },
                  { fixed: "1.4.3" },
                  { introduced: "2.0.0" },
                  { fixed: "2.1.1" },
                ],
              },
            ],
          },
        ],
        references: [
          { type: "FIX", url: "https://git.example.org/acme/widget/commit/9f31" },
          { type: "ADVISORY", url: "https://security.example.org/advisories/DM-2026-0001/" },
          { type: "PACKAGE", url: "https://www.npmjs.com/package/@acme/widget" },
        ],
        credits: [{ name: "R. Example", contact: ["https://example.org"], type: "REMEDIATION_DEVELOPER" }],
        database_specific: { cwe_ids: ["CWE-22"], native_id: "DM-2026-0001" },
      }),
    );
  });

  test("of something informational is not exported, nor are drafts and reserved numbers", () => {
    const model = siteOf({
      "DM-2026-0001": advisory("kind: informational"),
      "DM-2026-0002": advisory(`kind: malware\n${widget}`),
      "DM-2026-0003": "---\ntitle: Embargoed\n---\n\n## Impact\n\nSecret.\n",
      "DM-2026-0004": "---\ntitle: Reserved\nreserved: true\n---\n",
      "DM-2026-0005": advisory(`published: 2026-12-24T00:00Z\n${widget}`),
    });
    expect([...recordsIn(exported(model)).keys()]).toEqual(["x_DM-2026-0002"]);
  });

  test("that was withdrawn says when, and why in its text", () => {
    const record = osvOf(
      `${widget}\nwithdrawn: { at: 2026-11-12T08:00Z, reason: "Not a <bug>, see *docs*" }`,
      "## Impact\n\nNone.",
    );
    expect(record.withdrawn).toBe("2026-11-12T08:00:00Z");
    expect(record.modified).toBe("2026-11-12T08:00:00Z");
    expect(record.details).toBe("**Withdrawn:** Not a \\<bug\\>, see \\*docs\\*\n\n## Impact\n\nNone.");
  });

  test("has its severity on one level only", () => {
    const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const one = osvOf(
      `affected:\n  - { package: pkg:npm/a, ranges: [{ introduced: '0', fixed: none }], severity: ["${vector}"] }\n  - { package: pkg:npm/b, ranges: [{ introduced: '0', fixed: none }] }`,
    );
    expect(one.severity).toBeUndefined();
    expect(one.affected?.map(({ severity }) => severity?.[0]?.score)).toEqual([vector, undefined]);
  });

  test("names packages as their ecosystem spells them", () => {
    const record = osvOf(
      "affected: [{ package: { ecosystem: PyPI, name: Foo_Bar }, ranges: [{ introduced: '0', fixed: '2.0' }] }]",
    );
    expect(record.affected?.[0]?.package).toEqual({
      ecosystem: "PyPI",
      name: "foo-bar",
      purl: "pkg:pypi/foo-bar",
    });
  });

  test("leaves out packages that OSV has no ecosystem for, and stays a record without any", () => {
    const record = osvOf(
      "affected: [{ package: pkg:generic/openssl, ranges: [{ introduced: '0', fixed: 3.0.1 }] }]",
    );
    expect(record.affected).toBeUndefined();
    expect(record.summary).toBe("Something breaks");
  });

  test("calls another advisory of this site what it is called in OSV", () => {
    const model = siteOf({
      "DM-2026-0001": advisory(`${widget}\nrelated: [DM-2026-0002, CVE-2026-1000]`),
      "DM-2026-0002": advisory(widget),
    });
    expect(recordsIn(exported(model)).get("x_DM-2026-0001")?.related).toEqual([
      "x_DM-2026-0002",
      "CVE-2026-1000",
    ]);
  });
});

describe("Ids", () => {
  test.each([
    ["GHSA-9c5g-6jv3-m2rw", true],
    ["openSUSE-SU-2026-1", true],
    ["SUSE-RU-2026-1", true],
    ["ASB-A-1", true],
    ["ASB-1", false],
    ["ghsa-9c5g", false],
    ["DM-2026-0001", false],
    ["CVE", false],
  ])("%s has a registered prefix: %s", (id, is) => {
    expect(isRegistered(id)).toBe(is);
    expect(osvId(siteOf({}), id)).toBe(is ? id : `x_${id}`);
  });

  test("with the prefix that a site says to have registered are as they are", () => {
    const model = siteOf({});
    const site = { ...model.site, advisories: { osvPrefix: "DM" } };
    expect(osvId({ site }, "DM-2026-0001")).toBe("DM-2026-0001");
    expect(osvId({ site }, "DMX-2026-0001")).toBe("x_DMX-2026-0001");
  });

  test("are told beside OSV's where the two differ, and only there", () => {
    const model = siteOf({ "DM-2026-0001": advisory(""), "DMX-2026-0001": advisory("") });
    const site = { ...model.site, advisories: { osvPrefix: "DM" } };
    const natives = model.advisories
      .map((state) => osvRecord({ ...model, site }, state))
      .map((record) => {
        return [record.id, record.database_specific];
      });
    expect(Object.fromEntries(natives)).toEqual({
      "DM-2026-0001": undefined,
      "x_DMX-2026-0001": { native_id: "DMX-2026-0001" },
    });
  });
});

describe("Ranges", () => {
  const ranges = (entry: string): unknown => osvOf(`affected: [{ ${entry} }]`).affected?.[0]?.ranges;
  const events = (...list: string[]): unknown[] =>
    list.map((one) => Object.fromEntries([one.split(" ") as [string, string]]));

  test("of versions that are no SemVer, or not in an ecosystem of SemVer, have the type ECOSYSTEM", () => {
    expect(ranges("package: pkg:npm/a, ranges: [{ introduced: '0', fixed: '1.2' }]")).toEqual([
      { type: "ECOSYSTEM", events: events("introduced 0", "fixed 1.2") },
    ]);
    expect(
      ranges("package: pkg:golang/example.org/a, ranges: [{ introduced: v1.0.0, fixed: v1.2.0 }]"),
    ).toEqual([{ type: "ECOSYSTEM", events: events("introduced v1.0.0", "fixed v1.2.0") }]);
    expect(ranges("package: pkg:pypi/a, ranges: [{ introduced: 1.0.0, fixed: 1.2.0 }]")).toEqual([
      { type: "ECOSYSTEM", events: events("introduced 1.0.0", "fixed 1.2.0") },
    ]);
  });

  test("never have fixed and last_affected together, nor an interval that ends another", () => {
    expect(
      ranges(
        "package: pkg:npm/a, ranges: [{ introduced: 1.0.0, fixed: 1.5.0 }, { introduced: 1.2.0, fixed: 1.3.0 }, { introduced: 3.0.0, lastAffected: 3.1.0 }, { introduced: 2.0.0, fixed: 2.0.1 }, { introduced: 4.0.0, fixed: none }]",
      ),
    ).toEqual([
      {
        type: "SEMVER",
        events: events(
          "introduced 1.0.0",
          "fixed 1.5.0",
          "introduced 2.0.0",
          "fixed 2.0.1",
          "introduced 4.0.0",
        ),
      },
      { type: "SEMVER", events: events("introduced 1.2.0", "fixed 1.3.0") },
      { type: "SEMVER", events: events("introduced 3.0.0", "last_affected 3.1.0") },
    ]);
  });

  test("of commits come last, one for each repository and all fixes", () => {
    const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(40));
    expect(
      ranges(
        `package: pkg:pypi/a, ranges: [{ introduced: "0", fixed: ${a}, repo: https://git.example.org/a }, { introduced: "0", fixed: "${b}", repo: https://git.example.org/a }, { introduced: "${c}", fixed: none, repo: https://git.example.org/b }, { introduced: "0", fixed: "1.0" }]`,
      ),
    ).toEqual([
      { type: "ECOSYSTEM", events: events("introduced 0", "fixed 1.0") },
      {
        type: "GIT",
        repo: "https://git.example.org/a",
        events: events("introduced 0", `fixed ${a}`, `fixed ${b}`),
      },
      { type: "GIT", repo: "https://git.example.org/b", events: events(`introduced ${c}`) },
    ]);
  });

  test("of a repository without a package are an entry without a package", () => {
    const record = osvOf(
      `affected: [{ repo: https://git.example.org/a, ranges: [{ introduced: "0", fixed: "${"1".repeat(40)}" }] }]`,
    );
    expect(record.affected).toEqual([
      {
        ranges: [
          {
            type: "GIT",
            repo: "https://git.example.org/a",
            events: events("introduced 0", `fixed ${"1".repeat(40)}`),
          },
        ],
      },
    ]);
  });

  test("stay apart where nobody knows the order of versions", () => {
    expect(
      ranges(
        "package: { ecosystem: opam, name: a }, ranges: [{ introduced: b, fixed: c }, { introduced: d, fixed: e }]",
      ),
    ).toEqual([
      { type: "ECOSYSTEM", events: events("introduced b", "fixed c") },
      { type: "ECOSYSTEM", events: events("introduced d", "fixed e") },
    ]);
  });
});

describe("A summary", () => {
  test("of up to 120 characters stays as it is", () => {
    expect(summaryOf("x".repeat(120))).toBe("x".repeat(120));
  });

  test("that is longer ends after a word, with an ellipsis", () => {
    const summary = summaryOf(`${"word ".repeat(23)}last, unseen`);
    expect(summary).toBe(`${"word ".repeat(23)}last…`);
    expect(summary.length).toBeLessThanOrEqual(120);
    expect(summaryOf(`${"word ".repeat(22)}extraordinarily long`)).toBe(`${"word ".repeat(22).trim()}…`);
  });

  test("is cut within no character, even without any space", () => {
    const summary = summaryOf("👩‍🚒".repeat(60));
    expect(summary).toBe(`${"👩‍🚒".repeat(23)}…`);
  });
});

describe("Details", () => {
  test.each([
    ["a <b>word</b>", "a \\<b>word\\</b>"],
    ["`<b>` and <i>", "`<b>` and \\<i>"],
    ["a `code over\ntwo <b> lines` and <i>", "a `code over\ntwo <b> lines` and \\<i>"],
    ["```\n<script>\n```", "```\n<script>\n```"],
    ["    <script>", "    <script>"],
    [
      "<details>\n<summary>x</summary>\n\n`<b>`\n\n</details>",
      "\\<details>\n\\<summary>x\\</summary>\n\n`<b>`\n\n\\</details>",
    ],
    ["a <!-- hidden --> b", "a  b"],
    ["<!-- hidden\n\n<b>\n-->", ""],
    ["already \\<b>", "already \\<b>"],
    ["not yet \\\\<b>", "not yet \\\\\\<b>"],
    ["<https://example.org>, <a@example.org>, 1 < 2", "<https://example.org>, <a@example.org>, 1 < 2"],
    ["<img src=x onerror=a=1>", "\\<img src=x onerror=a=1>"],
    ["Vec<T> in text", "Vec\\<T> in text"],
    [
      "| `a | <b> | `c` |\n|---|---|---|\n| `<b>` | <i> | x |",
      "| `a | \\<b> | `c` |\n|---|---|---|\n| `<b>` | \\<i> | x |",
    ],
    ["> <div>\n> x", "> \\<div>\n> x"],
    ["- <div>", "- \\<div>"],
    ["[x](javascript:alert(1))", "[x](javascript alert(1))"],
    ["<![CDATA[ ]]> <?php ?>", "\\<![CDATA[ ]]> \\<?php ?>"],
  ])("%j become %j", (text, safe) => {
    expect(harmless(text)).toBe(safe);
    expect(harmless(safe)).toBe(safe);
  });

  test("have no HTML in them, whatever they are made of", () => {
    const pieces = [
      "<b>",
      "`",
      "``",
      "\n",
      "\n\n",
      "<!--",
      "-->",
      "\\",
      "<script>",
      "</script>",
      "> ",
      "- ",
      "    ",
      "```\n",
      "x",
      "[a](",
      "<a href='",
      "'>",
      "<![CDATA[",
      "]]>",
      "| a | b |\n|---|---|\n| ",
      " | ",
    ];
    let seed = 7;
    for (let round = 0; round < 2000; round++) {
      let text = "";
      for (let part = 0; part < 12; part++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        text += pieces[Math.floor(seed / 65_536) % pieces.length];
      }
      const html = markdownTokens(harmless(text)).flatMap((token) =>
        [token, ...(token.children ?? [])].filter(({ type }) => type.startsWith("html_")),
      );
      expect(
        html.map(({ content }) => content),
        JSON.stringify(text),
      ).toEqual([]);
    }
  });
});

describe("Pages of packages", () => {
  test.each([
    ["npm", "@acme/widget", "https://www.npmjs.com/package/@acme/widget"],
    ["Maven", "org.example:core", "https://central.sonatype.com/artifact/org.example/core"],
    ["Go", "stdlib", "https://pkg.go.dev/std"],
    ["Go", "example.org/a/v2", "https://pkg.go.dev/example.org/a/v2"],
    ["Debian:12", "openssl", undefined],
    ["npm", "a b/../c?", "https://www.npmjs.com/package/a%20b/../c%3F"],
  ])("the page of %s %s is %s", (ecosystem, name, page) => {
    expect(packagePage({ ecosystem, name })).toBe(page);
  });
});
