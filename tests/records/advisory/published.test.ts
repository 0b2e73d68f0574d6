import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isBroken } from "../../../src/records/problem.ts";
import { readCases, runCase } from "../wrong/case.ts";

const folder = join(import.meta.dirname, "../wrong");
const texts = readdirSync(folder).filter((file) => /^advisory-.*\.txt$/.test(file));
const cases = texts.flatMap((file) => readCases(readFileSync(join(folder, file), "utf8")));

const SIBLING = `---
title: Another hole
published: 2026-11-20T09:00Z
affected:
  - { package: pkg:npm/other, ranges: [{ introduced: "0", fixed: 2.0.0 }] }
---

## Impact

Something else.
`;

/** The site of a wrong file, with an advisory beside it that is right. */
const sites = cases.map((wrong) => {
  const files = new Map([...wrong.files, ["advisories/2026/EX-2026-0099.md", SIBLING] as const]);
  return { title: wrong.title, ...runCase({ ...wrong, files }) };
});

describe("Beside a wrong file", () => {
  it.each(sites)("an advisory that is right is published: $title", ({ model }) => {
    expect(model.advisoriesById.get("EX-2026-0099")?.record.title).toBe("Another hole");
  });
});

describe("A wrong advisory", () => {
  it.each(sites)("is left out whole where check says so, and never in part: $title", ({ model }) => {
    const left = model.problems.filter(({ file, leavesOut }) => leavesOut && file.startsWith("advisories/"));
    for (const { file } of left) {
      expect(model.advisories.some(({ record }) => record.source.file === file)).toBe(false);
      expect(model.leftOut).toContain(file);
    }
  });

  it("is published all the same where nothing that it says would be other than meant", () => {
    const shown = sites
      .filter(({ model }) =>
        model.problems.some(
          (problem) =>
            isBroken(problem) && model.advisories.some(({ record }) => record.source.file === problem.file),
        ),
      )
      .map(({ title }) => title);
    expect(shown).toMatchInlineSnapshot(`
      [
        "An affected entry without a package",
        "A package without versions",
        "A misspelt ecosystem",
        "An ecosystem that OSV does not know",
        "A misspelt ecosystem with a release",
        "A severity for the advisory and for a package",
        "A short commit",
        "A commit in capitals",
        "A range that ends before it begins",
        "A range that ends where it begins",
        "A last affected version before the first one",
        "A single version that is none in its ecosystem",
        "A version that must be affected and is not",
        "A version that must not be affected and is",
        "A pre-release that is not affected by the fix of its release",
        "An assertion that is no version",
        "A placeholder as an alias",
        "Its own alias",
        "An alias twice",
        "An alias of a known kind that is not of its form",
        "Withdrawn before it was published",
        "Changed before it was published",
        "Steps of the disclosure that are not in time order",
        "A step of the disclosure in the future",
        "Withdrawn in the future",
        "An incident that there is not",
        "No heading for the impact",
        "An impact without text",
        "A heading twice",
        "A misspelt heading for the impact",
        "A heading of the wrong level",
        "A mark of unfinished work",
        "A code block without an end",
        "A code block around the impact",
        "A merge conflict in the affected versions",
        "A version with a v of an ecosystem that has none",
        "A weakness as a number",
        "A weakness without its hyphen",
        "A weakness by its name",
        "An unknown step of the disclosure",
        "A step of the disclosure without a time",
        "A credit as text",
        "An unknown kind of credit",
        "An address of a credited person that is none",
        "One wrong address of several of a credited person",
        "A number as the address of a credited person",
        "A reference without a type",
        "A reference as text",
        "An unknown type of reference",
        "An alias with a space",
        "Data of other tools that is no JSON",
        "A key of another format",
        "An advisory without a title",
      ]
    `);
  });
});
