import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Advisory, parseAdvisory } from "../../../src/records/advisory.ts";
import type { Parsed } from "../../../src/records/parse/record.ts";
import { problemCodes } from "../../../src/records/problem.ts";
import { runs } from "../../model/random.ts";

const FILE = "advisories/2026/EX-2026-0001.md";

function parse(front: string, body = "## Impact\n\nSome.\n"): Parsed<Advisory> {
  return parseAdvisory({
    file: FILE,
    text: `---\ntitle: A hole\npublished: 2026-11-20T10:00Z\n${front}---\n\n${body}`,
  });
}

describe("Keys that every object has", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "such as %s are no keys of ours",
    (key) => {
      const fronts = [
        `${key}: { published: 2026-01-01T00:00Z }\n`,
        `affected: [{ ${key}: 1, package: pkg:npm/widget, versions: [1.0.0] }]\n`,
        `affected: [{ package: { ${key}: 1, ecosystem: npm, name: widget }, versions: [1.0.0] }]\n`,
      ];
      for (const front of fronts)
        expect(parse(front).problems.map(({ code }) => code)).toContain("key-unknown");
      expect(({} as Record<string, unknown>)["published"]).toBeUndefined();
    },
  );

  test.each(["constructor", "toString"])("such as %s are passed on as data", (key) => {
    const { record, problems } = parse(
      `kind: informational\ndatabaseSpecific: { ${key}: { polluted: true } }\n`,
    );
    expect(problems).toEqual([]);
    expect(JSON.stringify(record?.databaseSpecific)).toBe(`{"${key}":{"polluted":true}}`);
  });

  test.each(["__proto__", "constructor", "toString"])("such as %s are no words of a vocabulary", (word) => {
    const { problems } = parse(
      `kind: ${word}\ncredits: [{ name: R, type: ${word} }]\nreferences: [{ type: ${word}, url: "https://example.org" }]\n` +
        `affected: [{ package: { ecosystem: ${word}, name: x }, versions: [1.0.0] }]\nseverity: [${word}]\ncwe: [${word}]\n`,
    );
    expect(problems.length).toBeGreaterThanOrEqual(5);
  });
});

describe("An advisory that was made to do harm", () => {
  const long = 100_000;

  test.each([
    ["deep data", `databaseSpecific: { a: ${"[".repeat(3000)}${"]".repeat(3000)} }\n`, undefined],
    ["deep keys", `databaseSpecific: ${"{ a: ".repeat(3000)}1${" }".repeat(3000)}\n`, undefined],
    ["a long version", `affected: [{ package: pkg:npm/x, versions: ["${"1.".repeat(long)}"] }]\n`, undefined],
    ["a long vector", `severity: ["CVSS:3.1/${"AV:N/".repeat(long)}"]\n`, undefined],
    [
      "a long package URL",
      `affected: [{ package: "pkg:npm/${"%2".repeat(long)}", versions: [1.0.0] }]\n`,
      undefined,
    ],
    [
      "a long package URL of slashes",
      `affected: [{ package: "pkg:${"a/".repeat(long)}@", versions: [1.0.0] }]\n`,
      undefined,
    ],
    ["a long alias", `aliases: ["${"CVE-".repeat(long)}"]\n`, undefined],
    ["a long weakness", `cwe: ["CWE-${"1".repeat(long)}"]\n`, undefined],
    [
      "a long ecosystem",
      `affected: [{ package: { ecosystem: "${":".repeat(long)}", name: x }, versions: ["1"] }]\n`,
      undefined,
    ],
    ["many mentions", "", `## Impact\n\n${"@a ".repeat(20_000)}\n`],
    ["hyphens after an @", "", `## Impact\n\n@${"a-".repeat(long)}\n`],
    ["many headings", "", `${"## Impact\n\n".repeat(5000)}`],
    ["a long heading", "", `## ${"Impact ".repeat(long)}\n`],
    ["many unknown headings", "", `## Impact\n\nSome.\n\n${"## Patchs\n\n".repeat(5000)}`],
  ])("is answered with problems, never with a crash: %s", (_, front, body) => {
    const { problems } = parse(front, body);
    expect(problems.length).toBeGreaterThan(0);
    for (const { code, message, found, hint } of problems) {
      expect(Object.hasOwn(problemCodes, code)).toBe(true);
      expect(message.length + found.length).toBeLessThan(600);
      expect(hint).not.toBe("");
    }
  });

  test("may have many ranges, versions and assertions", () => {
    const ranges = Array.from(
      { length: 500 },
      (_, index) => `{ introduced: ${index}.0.1, fixed: ${index}.1.0 }`,
    );
    const versions = Array.from({ length: 500 }, (_, index) => `${index}.0.5`);
    const { record, problems } = parse(
      `affected: [{ package: pkg:npm/x, ranges: [${ranges.join(", ")}], vulnerableAt: [${versions.join(", ")}] }]\n`,
    );
    expect(problems).toEqual([]);
    expect(record?.affected[0]?.ranges).toHaveLength(500);
  });
});

test("Whatever is written into a key is read, or told with line, found, expected and what to do", () => {
  const keys = [
    "published",
    "modified",
    "withdrawn",
    "severity",
    "cwe",
    "affected",
    "timeline",
    "credits",
    "references",
  ];
  const value = fc.oneof(
    fc.constantFrom(
      "",
      "~",
      "true",
      "7",
      "1.10",
      ".nan",
      "x",
      "[]",
      "{}",
      "[x]",
      "[[x]]",
      "{ a: b }",
      "[{ a: b }]",
    ),
    fc.constantFrom(
      "[{ package: 7 }]",
      "[{ package: [] }]",
      "[{ package: {} }]",
      "[{ package: ~ }]",
      "[{ ranges: 7 }]",
    ),
    fc.constantFrom(
      "[{ name: x, contact: {} }]",
      "[{ name: x, contact: [7] }]",
      "[{ at: x }]",
      "{ at: 1, reason: 2 }",
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), value), (fields) => {
      const lines = Object.entries(fields).map(([key, text]) => `${key}: ${text}\n`);
      const text = `---\ntitle: A hole\n${lines.join("")}---\n\n## Impact\n\nSome.\n`;
      const { record, problems } = parseAdvisory({ file: FILE, text });
      expect(record !== undefined || problems.length > 0).toBe(true);
      for (const { line, message, found, expected, hint } of problems) {
        expect(line).toBeGreaterThan(1);
        for (const part of [message, found, expected, hint]) expect(part).toMatch(/^[^\n]+$/);
        expect(message).not.toMatch(/undefined|\[object|Invalid/);
      }
    }),
    runs,
  );
});
