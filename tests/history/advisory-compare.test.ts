import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, Names } from "../../src/history/change.ts";
import { compareAdvisories } from "../../src/history/compare/advisory.ts";
import { type Advisory, parseAdvisory } from "../../src/records/advisory.ts";
import { advisorySchema } from "../../src/records/schema/advisory.ts";
import { runs } from "../model/random.ts";

const names: Names = { service: (id) => id, severityRank: () => undefined, person: () => undefined };

const FULL = `---
title: Path traversal in archives
kind: vulnerability
published: 2026-11-20T10:00Z
modified: 2026-11-20T11:00Z
withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }
aliases: [CVE-2026-12345]
related: [CVE-2026-12346]
upstream: [CVE-2026-12347]
severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N]
cwe: [CWE-22]
affected:
  - package: { ecosystem: npm, name: widget, purl: pkg:npm/widget }
    ranges:
      - { introduced: "0", fixed: 1.4.2, databaseSpecific: { note: range } }
      - { introduced: 2.0.1, lastAffected: 2.1.0 }
    versions: [1.0.1]
    vulnerableAt: [1.4.1]
    notAffectedAt: [1.4.2]
    ecosystemSpecific: { note: ecosystem }
    databaseSpecific: { note: package }
  - repo: https://git.example.org/acme/widget
    ranges:
      - { introduced: "0", fixed: ${"a".repeat(40)} }
      - { introduced: "0", fixed: ${"b".repeat(40)} }
timeline: [{ at: 2026-11-02T09:00Z, event: reported }]
credits: [{ name: R. Example, type: finder, contact: "https://example.org/r" }]
references: [{ type: fix, url: "https://example.org/fix" }]
incidents: [2026-11-20-uploads-failing]
databaseSpecific: { note: record }
---

## Impact

An archive can write outside of its folder.
`;

function read(text: string): Advisory {
  const { record } = parseAdvisory({ file: "advisories/2026/EX-2026-0001.md", text });
  if (!record) throw new Error(`No advisory: ${text}`);
  return record;
}

/** An edit of one place of the text above: what stood there, and what stands there then. */
type Edit = readonly [from: string, to: string];

/** One change of everything that a format carries on, by the keys of the schema. */
const facts: Readonly<Record<string, readonly Edit[]>> = {
  title: [["in archives", "in packages"]],
  kind: [["kind: vulnerability", "kind: malware"]],
  published: [["published: 2026-11-20T10:00Z", "published: 2026-11-20T10:01Z"]],
  modified: [["modified: 2026-11-20T11:00Z", "modified: 2026-11-20T12:00Z"]],
  withdrawn: [
    ["withdrawn: { at: 2026-11-20T11:00Z", "withdrawn: { at: 2026-11-20T11:30Z"],
    ["reason: A duplicate.", "reason: Not a bug."],
    ["withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\n", ""],
  ],
  aliases: [["CVE-2026-12345", "CVE-2026-22345"]],
  related: [["CVE-2026-12346", "CVE-2026-22346"]],
  upstream: [["CVE-2026-12347", "CVE-2026-22347"]],
  severity: [["AV:N/AC:L", "AV:N/AC:H"]],
  cwe: [["CWE-22", "CWE-23"]],
  affected: [
    ["ecosystem: npm, name", "ecosystem: PyPI, name"],
    ["name: widget", "name: gadget"],
    ["pkg:npm/widget", "pkg:npm/%40acme/widget"],
    ["fixed: 1.4.2", "fixed: 1.4.3"],
    ["fixed: 1.4.2", "fixed: none"],
    ['introduced: "0", fixed: 1.4.2', "introduced: 1.0.1, fixed: 1.4.2"],
    ["introduced: 2.0.1", "introduced: 2.0.2"],
    ["lastAffected: 2.1.0", "lastAffected: 2.1.1"],
    ["lastAffected: 2.1.0", "fixed: 2.1.0"],
    ["      - { introduced: 2.0.1, lastAffected: 2.1.0 }\n", ""],
    ["note: range", "note: other"],
    ["versions: [1.0.1]", "versions: [1.0.2]"],
    ["note: ecosystem", "note: other"],
    ["note: package", "note: other"],
    ["/acme/widget", "/acme/gadget"],
    ["a".repeat(40), "c".repeat(40)],
    ["b".repeat(40), "c".repeat(40)],
    [`      - { introduced: "0", fixed: ${"b".repeat(40)} }\n`, ""],
    ["    versions:", "    severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:H]\n    versions:"],
  ],
  credits: [
    ["R. Example", "S. Example"],
    ["type: finder", "type: reporter"],
    ["https://example.org/r", "https://example.org/s"],
  ],
  references: [
    ["{ type: fix", "{ type: web"],
    ["https://example.org/fix", "https://example.org/fixed"],
  ],
  databaseSpecific: [["note: record", "note: other"]],
  timeline: [["event: reported", "event: fixed"]],
  incidents: [["2026-11-20-uploads-failing", "2026-11-21-uploads-failing"]],
  assertions: [
    ["vulnerableAt: [1.4.1]", "vulnerableAt: [1.4.0]"],
    ["notAffectedAt: [1.4.2]", "notAffectedAt: [1.4.3]"],
  ],
  text: [
    ["An archive can", "An archive may"],
    ["An archive", "**An archive**"],
    ["## Impact", "## Patches"],
  ],
};

function edited([from, to]: Edit): Advisory {
  if (!FULL.includes(from)) throw new Error(`Not in the text: ${from}`);
  return read(FULL.replace(from, to));
}

function listed(edits: Readonly<Record<string, readonly Edit[]>>): [name: string, edit: Edit][] {
  return Object.entries(edits).flatMap(([key, all]) =>
    all.map(([from, to]): [string, Edit] => [`${key}: ${from} to ${to || "nothing"}`, [from, to]]),
  );
}

function isMaterial(change: Change): boolean {
  return change.material;
}

describe("Every field of an advisory", () => {
  const full = read(FULL);

  test("is in the list of this test, so that a new one is not forgotten", () => {
    // `reserved` makes a draft, which is never compared.
    const known = new Set([...Object.keys(facts), "reserved"]);
    expect(Object.keys(advisorySchema.shape).filter((key) => !known.has(key))).toEqual([]);
  });

  test.each(listed(facts))("changed alone is a fact, told both ways: %s", (_, edit) => {
    const there = compareAdvisories(full, edited(edit), names);
    const back = compareAdvisories(edited(edit), full, names);
    expect([there.some(isMaterial), back.some(isMaterial)]).toEqual([true, true]);
    for (const { text } of [...there, ...back]) expect(text).toMatch(/^[^\n]{3,400}$/);
  });
});

describe("Two advisories", () => {
  test("that are the same have no change", () => {
    expect(compareAdvisories(read(FULL), read(FULL), names)).toEqual([]);
  });

  test("that are written in another way have none either", () => {
    const anew = FULL.replaceAll("T10:00Z", " 10:00 UTC")
      .replace("kind: vulnerability\n", "")
      .replace("AV:N/AC:L/PR:N/UI:R", "PR:N/UI:R/AV:N/AC:L")
      .replace("cwe: [CWE-22]", "cwe:\n  - cwe-22 # a comment")
      .replace("outside of", "outside\nof");
    expect(compareAdvisories(read(FULL), read(anew), names)).toEqual([]);
  });

  test("differ by a fact exactly if one has a fact that the other has not", () => {
    const pool = [
      "title",
      "aliases",
      "cwe",
      "credits",
      "references",
      "databaseSpecific",
      "timeline",
      "incidents",
    ];
    const edits = pool.map((key) => (facts[key] ?? [])[0]).filter((one) => one !== undefined);
    const applied = (choice: readonly boolean[]): Advisory =>
      read(edits.reduce((text, [from, to], index) => (choice[index] ? text.replace(from, to) : text), FULL));
    const choices = fc.array(fc.boolean(), { minLength: pool.length, maxLength: pool.length });
    fc.assert(
      fc.property(choices, choices, (one, other) => {
        const changes = compareAdvisories(applied(one), applied(other), names);
        const differ = pool.map((_, index) => one[index] !== other[index]);
        expect(changes.length > 0).toBe(differ.some(Boolean));
        expect(changes.some(isMaterial)).toBe(differ.some(Boolean));
      }),
      runs,
    );
  });
});

describe("The words of a change", () => {
  const words = (...edit: Edit): string[] =>
    compareAdvisories(read(FULL), edited(edit), names).map(({ text }) => text);

  test.each([
    [["fixed: 1.4.2", "fixed: 1.4.3"], "fixed version of widget changed from 1.4.2 to 1.4.3"],
    [
      ["lastAffected: 2.1.0", "lastAffected: 2.1.1"],
      "last affected version of widget changed from 2.1.0 to 2.1.1",
    ],
    [
      ["      - { introduced: 2.0.1, lastAffected: 2.1.0 }\n", ""],
      "affected versions of widget, from 2.0.1 up to and including 2.1.0, removed",
    ],
    [["versions: [1.0.1]", "versions: [1.0.1, 1.0.2]"], "affected version of widget 1.0.2 added"],
    [["reason: A duplicate.", "reason: Not a bug."], 'reason of the withdrawal changed to "Not a bug."'],
    [["withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\n", ""], "no longer withdrawn"],
    [["type: finder", "type: reporter"], 'credit of "R. Example": type changed from finder to reporter'],
  ] satisfies [Edit, string][])("%j: %s", (edit, expected) => {
    expect(words(...edit)).toEqual([expected]);
  });

  test("name a package that was added with its first ranges", () => {
    const many = Array.from({ length: 9 }, (_, index) => `{ introduced: ${index}.0.1, fixed: ${index}.1.0 }`);
    const entry = `  - { package: pkg:pypi/gadget, ranges: [${many.join(", ")}] }\n`;
    expect(words("timeline:", `${entry}timeline:`)).toEqual([
      "affected package gadget (from 0.0.1, before 0.1.0; from 1.0.1, before 1.1.0; from 2.0.1, before 2.1.0; 6 more) added",
    ]);
  });

  test("say why an advisory was withdrawn, where a reason is given, and mark it as that", () => {
    const before = edited(["withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\n", ""]);
    const withdrawn = (reason: string): readonly Change[] =>
      compareAdvisories(before, edited(["reason: A duplicate.", `reason: ${reason}`]), names);
    expect(withdrawn("A duplicate.")).toEqual([
      { text: "advisory withdrawn: A duplicate.", material: true, event: "withdrawn" },
    ]);
    expect(withdrawn("none")).toEqual([{ text: "advisory withdrawn", material: true, event: "withdrawn" }]);
  });
});
