import { describe, expect, test } from "vitest";
import { compareAdvisories } from "../../src/model/advisory.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { loadRecords } from "../../src/records/load.ts";
import { memoryFolder, rightSite } from "../records/memory.ts";
import { at, noHistory, origin } from "./record.ts";

const V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N";
const V4 = "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N";
const INCIDENT = "incidents/2026/2026-11-02-mail-delayed.md";

/** An advisory with front matter, and affected packages. */
function advisory(front: string, published = "2026-11-20T10:00Z"): string {
  return `---\ntitle: A hole\npublished: ${published}\n${front}---\n\n## Impact\n\nSome.\n`;
}

/** The model of a site with advisories, by their numbers, at noon. */
function model(
  advisories: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
  now = "12:00",
): SiteModel {
  const own = Object.entries(advisories).map(([number, text]): [string, string] => [
    `advisories/2026/EX-2026-${number}.md`,
    text,
  ]);
  const records = loadRecords(memoryFolder(new Map([...rightSite, ...own, ...Object.entries(more)])));
  return buildModel(records, origin, at(now), noHistory);
}

function ids({ advisories }: SiteModel): string[] {
  return advisories.map(({ record }) => record.id);
}

describe("The advisories of the model", () => {
  test("are those that are published at the time, newest first", () => {
    const all = {
      "0001": advisory("", "2026-11-20T10:00Z"),
      "0002": advisory("", "2026-11-20T12:00Z"),
      "0003": advisory("", "2026-11-20T12:01Z"),
      "0004": advisory("").replace("published", "# published"),
      "0005": advisory("reserved: true\n"),
      "0006": advisory("withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\n", "2026-11-20T11:00Z"),
      "0007": "---\ntitle: Reserved\nreserved: true\n---\n",
      "0008": advisory("", "2026-11-20T10:00Z"),
    };
    expect(ids(model(all))).toEqual(["EX-2026-0002", "EX-2026-0006", "EX-2026-0008", "EX-2026-0001"]);
    expect(ids(model(all, {}, "12:01"))[0]).toBe("EX-2026-0003");
    const { advisoriesById, leftOut, mistaken } = model(all);
    expect([...advisoriesById.keys()]).toEqual(ids(model(all)));
    expect([leftOut, mistaken]).toEqual([[], []]);
  });

  test("name no draft among what is left out or wrong", () => {
    const { leftOut, mistaken, problems } = model({
      "0001": advisory("cwe: [22]\n").replace("published", "# published"),
      "0002": advisory("reserved: true\n"),
      "0003": advisory("cwe: [22]\n", "2026-11-21T10:00Z"),
    });
    expect([leftOut, mistaken]).toEqual([[], []]);
    expect(problems.map(({ code }) => code).sort()).toEqual([
      "affected-missing",
      "key-misplaced",
      "publication-ahead",
      "value-invalid",
      "value-invalid",
    ]);
  });
});

describe("The state of an advisory", () => {
  const state = (front: string, more: Readonly<Record<string, string>> = {}) => {
    const found = model({ "0001": advisory(front) }, more).advisoriesById.get("EX-2026-0001");
    if (!found) throw new Error("The advisory is not in the model.");
    return found;
  };

  test.each([
    ["no vector", "", undefined, undefined],
    ["one vector", `severity: [${V31}]\n`, 7.5, "high"],
    ["vectors of two versions: the newer one", `severity: [${V31}, ${V4}]\n`, 4.6, "medium"],
    [
      "packages with vectors of their own: the worst of them",
      `affected:
  - { package: pkg:npm/a, ranges: [{ introduced: "0", fixed: 1.0.0 }], severity: [${V4}] }
  - { package: pkg:npm/b, ranges: [{ introduced: "0", fixed: 1.0.0 }], severity: [${V31}] }\n`,
      7.5,
      "high",
    ],
  ])("is scored with %s", (_, front, score, severity) => {
    expect(state(front).score?.score).toBe(score);
    expect(state(front).severity).toBe(severity);
  });

  test("has the incidents that it names and those that name it, each once", () => {
    const naming = (rightSite.get(INCIDENT) ?? "").replace("title:", "advisories: [EX-2026-0001]\ntitle:");
    const other = naming.replace("Mail delayed", "Mail lost");
    const both = { [INCIDENT]: naming, "incidents/2026/2026-11-01-mail-lost.md": other };
    expect(state("").incidents).toEqual([]);
    expect(state("incidents: [2026-11-02-mail-delayed]\n").incidents).toEqual(["2026-11-02-mail-delayed"]);
    expect(state("incidents: [2026-11-02-mail-delayed]\n", both).incidents).toEqual([
      "2026-11-01-mail-lost",
      "2026-11-02-mail-delayed",
    ]);
  });

  test("has its publication as the one change where git knows nothing", () => {
    const { changes, modified, isWithdrawn } = state("");
    expect(changes).toEqual([
      { number: 1, kind: "published", at: at("10:00"), commit: undefined, words: [] },
    ]);
    expect([modified, isWithdrawn]).toEqual([at("10:00"), false]);
  });

  test("has its withdrawal as a change, and was modified then", () => {
    const { changes, modified, isWithdrawn } = state(
      "withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\n",
    );
    expect(changes.map(({ number, kind, at: time }) => [number, kind, time])).toEqual([
      [1, "published", at("10:00")],
      [2, "withdrawn", at("11:00")],
    ]);
    expect([modified, isWithdrawn]).toEqual([at("11:00"), true]);
  });

  test("was modified when the database that it comes from says, and never before it was published", () => {
    expect(state("modified: 2026-11-20T11:30Z\n").modified).toBe(at("11:30"));
    expect(state("modified: 2026-11-20T09:00Z\n").modified).toBe(at("10:00"));
  });
});

test("Advisories in the order of what to look at first: the worst, then the newest; without a vector after low", () => {
  const low = "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N";
  const none = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N";
  const { advisories } = model({
    "0001": advisory(""),
    "0002": advisory(`severity: [${low}]\n`),
    "0003": advisory(`severity: [${none}]\n`),
    "0004": advisory(`severity: [${V31}]\n`),
    "0005": advisory(`severity: [${V31}]\n`, "2026-11-20T11:00Z"),
    "0006": advisory(`severity: [${V31}]\n`, "2026-11-20T11:00Z"),
  });
  for (const some of [advisories, advisories.toReversed()])
    expect(some.toSorted(compareAdvisories).map(({ record }) => record.id)).toEqual([
      "EX-2026-0005",
      "EX-2026-0006",
      "EX-2026-0004",
      "EX-2026-0002",
      "EX-2026-0001",
      "EX-2026-0003",
    ]);
});
