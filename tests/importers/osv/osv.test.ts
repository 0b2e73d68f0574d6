import { describe, expect, test } from "vitest";
import { importOsv, type OsvFile } from "../../../src/importers/osv.ts";
import { parseAdvisory } from "../../../src/records/advisory.ts";

// biome-ignore lint/suspicious/noExplicitAny: records as other databases write them, right or wrong
type Json = any;

const times = { published: "2026-03-02T18:31:07Z", modified: "2026-05-20T21:45:12.250Z" };
const one = { id: "TEST-2026-1", ...times, summary: "It breaks", details: "Text." };

const file = (record: Json, path = "a.json"): OsvFile => ({ path, text: JSON.stringify(record) });

/** What the report says beside the names of files that were written. */
function reportOf(...sources: OsvFile[]): string[] {
  return importOsv(sources)
    .report.filter(({ outcome }) => outcome !== "record")
    .map(({ source, outcome, message }) => `${source} ${outcome}: ${message}`);
}

describe("A record", () => {
  test("becomes a file by its year, with front matter in the order of the schema", () => {
    const record = {
      schema_version: "1.7.0",
      ...one,
      id: "GHSA-2c4f-5g6h-7j8m",
      withdrawn: "2026-05-20T21:45:12Z",
      aliases: ["CVE-2026-20001"],
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
      affected: [
        {
          package: { ecosystem: "npm", name: "@acme/widget", purl: "pkg:npm/%40acme/widget" },
          ranges: [
            { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.10" }, { introduced: "2.0.0" }] },
          ],
          ecosystem_specific: { functions: ["a::b"], none: null },
        },
        {
          ranges: [
            {
              type: "GIT",
              repo: "https://git.example.org/a",
              events: [{ introduced: "0" }, { fixed: "A".repeat(40) }],
            },
          ],
        },
      ],
      references: [{ type: "FIX", url: "https://example.org/fix" }],
      credits: [{ name: "R. Example", contact: ["r@example.org"], type: "REMEDIATION_DEVELOPER" }],
      database_specific: { cwe_ids: ["CWE-22"], license: "CC0-1.0" },
    };
    const { files } = importOsv([file(record)]);
    expect(files).toEqual([
      {
        path: "advisories/2026/GHSA-2c4f-5g6h-7j8m.md",
        source: "a.json",
        text: `---
title: It breaks
published: 2026-03-02T18:31:07Z
modified: 2026-05-20T21:45:12.250Z
withdrawn: { at: 2026-05-20T21:45:12Z, reason: none }
aliases: [ CVE-2026-20001 ]
severity: [ CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H ]
cwe: [ CWE-22 ]
affected:
  - package: { ecosystem: npm, name: "@acme/widget" }
    ranges:
      - { introduced: "0", fixed: "1.10" }
      - { introduced: 2.0.0, fixed: none }
    ecosystemSpecific:
      functions: [ a::b ]
      none: null
  - repo: https://git.example.org/a
    ranges:
      - { introduced: "0", fixed: ${"a".repeat(40)} }
credits:
  - name: R. Example
    type: remediation-developer
    contact: [ mailto:r@example.org ]
references:
  - { type: fix, url: https://example.org/fix }
databaseSpecific: { license: CC0-1.0 }
---

Text.
`,
      },
    ]);
  });

  test("says nothing that it does not know", () => {
    const { files, report } = importOsv([
      file({ ...one, published: undefined, summary: undefined, details: undefined, affected: [] }),
    ]);
    expect(files[0]?.text).toBe(
      "---\ntitle: TEST-2026-1\npublished: 2026-05-20T21:45:12.250Z\nmodified: 2026-05-20T21:45:12.250Z\n---\n",
    );
    expect(report[0]?.message).toBe(
      "TEST-2026-1: Nothing says when it was published: modified stands for it.",
    );
  });

  test("of malware is malware, and our own id comes back as it was", () => {
    const text = (id: string): string => importOsv([file({ ...one, id })]).files[0]?.text ?? "";
    expect(text("MAL-2026-1")).toContain("\nkind: malware\n");
    expect(text("TEST-2026-1")).not.toContain("kind:");
    const own = {
      ...one,
      id: "x_DM-2026-0001",
      related: ["x_DM-2026-0002"],
      database_specific: { native_id: "DM-2026-0001" },
    };
    const [imported] = importOsv([file(own)]).files;
    expect(imported?.path).toBe("advisories/2026/DM-2026-0001.md");
    expect(imported?.text).toContain("related: [ DM-2026-0002 ]");
    expect(imported?.text).not.toContain("native_id");
  });

  test("of malware may say so by a category, its own or that of a package, which is passed on", () => {
    const textOf = (more: object): string => importOsv([file({ ...one, ...more })]).files[0]?.text ?? "";
    const malicious = { categories: ["memory-corruption", "malicious"] };
    const named = { package: { ecosystem: "crates.io", name: "rustdecimal" }, versions: ["1.0.0"] };
    for (const more of [
      { database_specific: malicious },
      { affected: [named, { ...named, database_specific: malicious }] },
    ]) {
      expect(textOf(more)).toContain("\nkind: malware\n");
      expect(textOf(more)).toMatch(/categories: \[ ?memory-corruption, malicious ?\]/);
    }
    for (const categories of [["crypto-failure"], "malicious", null, [["malicious"]]]) {
      expect(textOf({ database_specific: { categories } })).not.toContain("kind:");
    }
  });

  test("keeps what its database added, whatever it is called", () => {
    const text = `{"id":"TEST-1","modified":"2026-01-01T00:00:00Z","summary":"a","database_specific":{"constructor":{"prototype":1},"__proto__":{"x":1},"toString":"y","yes":"no","n":"1e3","long":"${"word ".repeat(60)}","lines":"a\\n---\\nb"}}`;
    const { files, report } = importOsv([{ path: "a.json", text }]);
    const source = { file: files[0]?.path ?? "", text: files[0]?.text ?? "" };
    expect(parseAdvisory(source).record?.databaseSpecific).toEqual({
      constructor: { prototype: 1 },
      toString: "y",
      yes: "no",
      n: "1e3",
      long: "word ".repeat(60),
      lines: "a\n---\nb",
    });
    expect(report.map(({ message }) => message)).toContain(
      'TEST-1: A key __proto__ in database_specific is left out: {"x":1}',
    );
  });
});

describe("What has no place", () => {
  const messages = (record: Json): string[] =>
    reportOf(file({ ...one, ...record })).map((line) =>
      line.replace("a.json ", "").replace("TEST-2026-1: ", ""),
    );

  test.each<[string, Json, string[]]>([
    [
      "severities that are no CVSS",
      { severity: [{ type: "Ubuntu", score: "high" }] },
      ['not-imported: Only CVSS vectors have a place here. Severity: {"type":"Ubuntu","score":"high"}'],
    ],
    [
      "who gave a score",
      { severity: [{ type: "CVSS_V2", score: "AV:N/AC:L/Au:N/C:P/I:P/A:P", source: "NVD" }] },
      ["not-imported: Who gave a score has no place here: NVD"],
    ],
    [
      "a vector in another order",
      { severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AC:L/AV:N/PR:N/UI:N/S:U/C:H/I:H/A:H" }] },
      [
        "adapted: A vector is written in the order of its specification: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
      ],
    ],
    [
      "ids of aliases that are there twice",
      { aliases: ["CVE-2026-10000", "cve-2026-10000", "TEST-2026-1"] },
      [
        "adapted: An id is in aliases twice, or is that of the record itself: cve-2026-10000",
        "adapted: An id is in aliases twice, or is that of the record itself: TEST-2026-1",
      ],
    ],
    [
      "references that nobody can follow",
      {
        references: [
          { type: "WEB", url: "git@example.org:a" },
          { type: "BLOG", url: "https://example.org" },
          5,
        ],
      },
      [
        "not-imported: An entry of references is no object: 5",
        "not-imported: A reference has no address of a page: git@example.org:a",
        "adapted: A reference of type BLOG is written as web: https://example.org",
      ],
    ],
    [
      "keys that OSV does not define",
      {
        oops: 1,
        affected: [
          { package: { ecosystem: "npm", name: "a", version: "1" }, versions: ["1.0.0"], extra: {} },
        ],
      },
      [
        "not-imported: OSV defines no oops: 1",
        "not-imported: OSV defines no affected[].extra: {}",
        "not-imported: OSV defines no affected[].package.version: 1",
      ],
    ],
    [
      "limits of ranges",
      {
        affected: [
          {
            package: { ecosystem: "npm", name: "a" },
            ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { limit: "2.0.0" }] }],
          },
        ],
      },
      ["not-imported: A limit of a range has no place here, so more may be affected: 2.0.0"],
    ],
    [
      "versions in package URLs",
      {
        affected: [
          { package: { ecosystem: "npm", name: "@a/b", purl: "pkg:npm/%40a/b@1.0.0" }, versions: ["1.0.0"] },
        ],
      },
      ["adapted: A package URL is written without its version: pkg:npm/%40a/b@1.0.0"],
    ],
    [
      "times that are none",
      { withdrawn: "yesterday" },
      ["not-imported: withdrawn is no time with its zone: yesterday"],
    ],
    [
      "lists that are none",
      { aliases: "CVE-2026-10000" },
      ["not-imported: aliases is no list: CVE-2026-10000"],
    ],
  ])("is reported: %s", (_what, record, expected) => {
    expect(messages(record)).toEqual(expected);
    expect(importOsv([file({ ...one, ...record })]).files).toHaveLength(1);
  });

  const range = (events: Json, more: Json = {}): Json => ({
    affected: [{ package: { ecosystem: "npm", name: "a" }, ranges: [{ type: "SEMVER", events, ...more }] }],
  });

  test.each<[string, Json, string]>([
    [
      "versions that are none",
      range([{ introduced: "0" }, { fixed: "1.0 or later" }]),
      "fixed is no version: 1.0 or later",
    ],
    ["versions that are numbers", range([{ introduced: 0 }]), "introduced is no version: 0"],
    [
      "lists of versions that hold none",
      { affected: [{ package: { ecosystem: "npm", name: "a" }, versions: ["1.0.0", null] }] },
      "an entry of versions is no version: null",
    ],
    [
      "commits in no repository",
      range([{ introduced: "0" }], { type: "GIT", repo: "svn://example.org/a" }),
      "none of its ranges can be written",
    ],
    [
      "packages without a name",
      { affected: [{ package: { ecosystem: "npm" }, versions: ["1.0.0"] }] },
      'a package has no ecosystem and name: {"ecosystem":"npm"}',
    ],
    [
      "ranges that are none",
      { affected: [{ package: { ecosystem: "npm", name: "a" }, ranges: [[]] }] },
      "a range is no object with events: []",
    ],
    ["entries that are none", { affected: [null] }, "an entry of affected is no object: null"],
  ])("leaves out a record whose versions cannot be said: %s", (_what, record, why) => {
    expect(importOsv([file({ ...one, ...record })]).files).toEqual([]);
    expect(messages(record).at(-1)).toBe(
      `not-imported: What is affected cannot be said here whole, so nothing is: ${why}`,
    );
  });

  test("leaves out a record whose id cannot be a file name", () => {
    for (const id of ["RHSA-2026:1", "../../etc/passwd", "a/b", "", "x".repeat(300), ".hidden", "x_"]) {
      expect(importOsv([file({ ...one, id })]).files).toEqual([]);
    }
  });
});

describe("Events", () => {
  const intervals = (events: Json, ecosystem = "PyPI"): string[] => {
    const record = {
      ...one,
      affected: [{ package: { ecosystem, name: "a" }, ranges: [{ type: "ECOSYSTEM", events }] }],
    };
    const { files } = importOsv([file(record)]);
    return (files[0]?.text.match(/^ {6}- \{.*$/gm) ?? []).map((line) => line.slice(8));
  };

  test("are walked in the order of versions", () => {
    expect(
      intervals([{ fixed: "1.10" }, { introduced: "1.9" }, { introduced: "0" }, { fixed: "1.2" }]),
    ).toEqual(['{ introduced: "0", fixed: "1.2" }', '{ introduced: "1.9", fixed: "1.10" }']);
  });

  test("that change nothing are left out", () => {
    expect(
      intervals([
        { fixed: "0.1" },
        { introduced: "1.0" },
        { introduced: "1.1" },
        { fixed: "1.2" },
        { fixed: "1.3" },
        { introduced: "2.0" },
        { fixed: "2.0" },
      ]),
    ).toEqual(['{ introduced: "1.0", fixed: "1.2" }']);
  });

  test("are taken as they come where nobody knows the order", () => {
    expect(intervals([{ introduced: "b" }, { fixed: "a" }, { introduced: "z" }], "opam")).toEqual([
      "{ introduced: b, fixed: a }",
      "{ introduced: z, fixed: none }",
    ]);
  });
});

describe("A file", () => {
  test.each<[string, string, string]>([
    ["a.json", "", "The file is empty."],
    [
      "a.json",
      "<html></html>",
      "It is a page of HTML or XML. Expected a record of OSV, an object with id, modified and what it is about.",
    ],
    [
      "a.json",
      "[]",
      "It is an empty list. Expected a record of OSV, an object with id, modified and what it is about.",
    ],
    ["a.json", "5", "It is 5. Expected a record of OSV, an object with id, modified and what it is about."],
    [
      "a.json",
      '{"name":"a","version":"1.0.0"}',
      "It is an object with the keys name, version. Expected a record of OSV, an object with id, modified and what it is about.",
    ],
    [
      "a.json",
      '[{"id":"A-1","modified":"2026-01-01T00:00:00Z"}]',
      "Entry 1: It says nothing of A-1 but id, modified, as an index does. Expected a record of OSV, an object with id, modified and what it is about.",
    ],
    [
      "a.json",
      `{"id":"A-1","modified":"x","details":${"[".repeat(500)}${"]".repeat(500)}}`,
      "Its values are more than 60 deep in each other, as in no record.",
    ],
    [
      "a.json",
      '{"id":"A-1","modified":"x","details":""}',
      "A-1: Without a time in modified it is no record: x",
    ],
  ])("%s that holds %s is reported", (path, text, message) => {
    const { files, report } = importOsv([{ path, text }]);
    expect(files).toEqual([]);
    expect(report.at(-1)).toEqual({ source: path, outcome: "not-imported", message });
  });

  test("that holds whatever is reported, and breaks nothing", () => {
    const odd = [null, true, 0, -1, 1e308, "", "x", [], {}, [[]], { a: {} }, "\ud800", "\u0000", "__proto__"];
    const keys =
      "id modified published withdrawn aliases related upstream summary details severity affected references credits database_specific".split(
        " ",
      );
    for (const key of keys) {
      for (const value of odd) {
        for (const wrapped of [
          value,
          [value],
          [
            {
              package: value,
              ranges: value,
              versions: value,
              type: value,
              url: value,
              name: value,
              contact: value,
              score: value,
            },
          ],
          [
            {
              package: { ecosystem: "npm", name: "a" },
              ranges: [{ type: "SEMVER", events: [{ introduced: value }], database_specific: value }],
              ecosystem_specific: value,
            },
          ],
        ]) {
          const sources = [file({ ...one, [key]: wrapped })];
          const { files, report } = importOsv(sources);
          for (const { path, text } of files)
            expect(parseAdvisory({ file: path, text }).record).toBeDefined();
          if (files.length === 0) expect(report.some(({ outcome }) => outcome === "not-imported")).toBe(true);
        }
      }
    }
  });

  test("of JSON that never ends in itself is reported", () => {
    const deep = `{"id":"A-1","modified":"2026-01-01T00:00:00Z","details":"x","database_specific":${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`;
    expect(importOsv([{ path: "a.json", text: deep }]).files).toEqual([]);
    expect(importOsv([{ path: "a.json", text: "[".repeat(1_000_000) }]).files).toEqual([]);
  });

  test.each<[string, string]>([
    ["list.json", JSON.stringify([one, { ...one, id: "TEST-2" }])],
    ["api.json", JSON.stringify({ vulns: [one, { ...one, id: "TEST-2" }] })],
    ["lines.jsonl", `${JSON.stringify(one)}\n${JSON.stringify({ ...one, id: "TEST-2" })}\n`],
    [
      "one.yaml",
      "id: TEST-2026-1\nmodified: 2026-05-20T21:45:12Z\npublished: 2026-03-02T18:31:07Z\ndetails: |\n  Text.\naffected:\n- package: {name: a, ecosystem: PyPI}\n  versions: ['1.0', 1.1.0]\n",
    ],
  ])("%s gives its records", (path, text) => {
    const { files, report } = importOsv([{ path, text }]);
    expect(files.map((one) => one.path)).toEqual(
      path.endsWith("yaml")
        ? ["advisories/2026/TEST-2026-1.md"]
        : ["advisories/2026/TEST-2.md", "advisories/2026/TEST-2026-1.md"],
    );
    expect(report.filter(({ outcome }) => outcome !== "record")).toEqual([]);
  });
});

describe("Several records of one id", () => {
  const older = { ...one, id: "test-2026-1", modified: "2026-04-01T00:00:00Z", details: "Older." };

  test("give the newest, whatever the order of files", () => {
    for (const [a, b] of [
      [one, older],
      [older, one],
    ] as const) {
      const { files } = importOsv([file(a, "a.json"), file(b, "b.json")]);
      expect(files.map(({ path, text }) => [path, text.includes("Older.")])).toEqual([
        ["advisories/2026/TEST-2026-1.md", false],
      ]);
    }
    expect(reportOf(file(older, "a.json"), file(one, "b.json"))).toEqual([
      "a.json not-imported: test-2026-1: one that was modified later, or came first, is in b.json.",
    ]);
  });
});
