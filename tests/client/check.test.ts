import { describe, expect, it } from "vitest";
import { answerTo } from "../../src/client/check/answer.ts";
import { adviceFor, certaintyOf, doubtAbout, verdictOf } from "../../src/client/check/words.ts";
import type { CheckResult, Finding, FindingAdvisory } from "../../src/inventory/check.ts";
import { type CheckData, DATA_FORM } from "../../src/inventory/data.ts";
import type { UnjudgedPackage } from "../../src/inventory/inventory.ts";

const advisory: FindingAdvisory = {
  id: "A-1",
  title: "Bad",
  sign: "partial",
  label: "High, 7.5",
  isMalware: false,
  fix: "1.0.1",
  last: undefined,
};
const finding: Finding = {
  ecosystem: "npm",
  name: "widget",
  version: "1.0.0",
  unjudged: undefined,
  isComparable: true,
  upgrade: "1.0.1",
  last: undefined,
  advisories: [advisory],
};

function result(checked: number, affectedCount: number, unknownCount: number): CheckResult {
  const list = (count: number): Finding[] => Array.from({ length: count }, () => finding);
  return {
    checked,
    byName: 0,
    affectedCount,
    affected: list(affectedCount),
    unknownCount,
    unknown: list(unknownCount),
    isCut: false,
  };
}

describe("The answer in a sentence", () => {
  it.each([
    [0, 0, 0, "notice", "There is nothing in it that could be checked"],
    [1, 0, 0, "operational", "This package is not affected by an advisory published here"],
    [526, 0, 0, "operational", "None of 526 packages is affected by an advisory published here"],
    [1, 1, 0, "partial", "This package is affected"],
    [526, 1, 0, "partial", "1 of 526 packages is affected"],
    [526, 2, 3, "partial", "2 of 526 packages are affected"],
    [1, 0, 1, "notice", "We cannot tell whether this package is affected"],
    [526, 0, 1, "notice", "We cannot tell whether 1 of 526 packages is affected"],
    [526, 0, 2, "notice", "We cannot tell whether 2 of 526 packages are affected"],
  ])(
    "for %i packages, %i affected, %i unknown has the sign %s: %s",
    (checked, affected, unknown, sign, text) => {
      expect(verdictOf(result(checked, affected, unknown), "go.sum")).toMatchObject({ sign, sentence: text });
    },
  );

  it("never keeps silent about what could not be told", () => {
    expect(verdictOf(result(526, 2, 3), "go.sum").detail).toBe("Read as go.sum. Of 3 more we cannot tell.");
    expect(verdictOf(result(5, 0, 5), "go.sum").detail).toBe("Read as go.sum.");
    expect(verdictOf(result(5, 0, 4), "go.sum").detail).toContain(
      "No advisory published here affects the others.",
    );
    expect(verdictOf(result(5, 0, 0), "go.sum").detail).toContain("Advisories that others publish");
  });
});

describe("What was looked up by its name", () => {
  it.each([
    [
      1,
      1,
      "Read as go.sum. It has no version to compare, but no advisory published here names it. Advisories",
    ],
    [9, 1, "Read as go.sum. 1 of them has no version to compare, but no advisory names it. Advisories"],
    [9, 2, "Read as go.sum. 2 of them have no version to compare, but no advisory names them. Advisories"],
  ])("is told: of %i, %i", (checked, byName, text) => {
    expect(verdictOf({ ...result(checked, 0, 0), byName }, "go.sum").detail).toContain(text);
  });

  const unjudged = (reason: UnjudgedPackage["reason"]): Finding => ({
    ...finding,
    version: undefined,
    isComparable: false,
    unjudged: { ecosystem: "npm", name: "widget", label: "widget>=2.0", reason },
  });

  it.each([
    ["versionless", "No version is given."],
    ["inexact", "“widget>=2.0” does not say which version is installed."],
    ["git", "It comes from git, where a commit is no version that could be compared."],
    ["address", "It comes from an address and not from a registry, so its version cannot be compared."],
    ["local", "It is a local or workspace package, which may be another one of this name."],
    ["branch", "It is at a branch, which is no version that could be compared."],
    ["unread", "The version of “widget>=2.0” cannot be read."],
  ] as const)("has a reason: %s", (reason, text) => {
    expect(doubtAbout(unjudged(reason))).toBe(`${text} See which versions are affected.`);
    expect(certaintyOf(unjudged(reason))).toBe(`${text} The advisory is about every version.`);
  });

  it("is told apart from versions that cannot be compared, and from commits", () => {
    expect(certaintyOf(finding)).toBeUndefined();
    expect(doubtAbout({ ...finding, version: "main", isComparable: false })).toContain(
      "“main” is no version",
    );
    expect(doubtAbout(finding)).toContain("Only commits are named");
  });
});

describe("What to do", () => {
  it.each([
    [finding, "Upgrade to 1.0.1"],
    [
      { ...finding, advisories: [advisory, { ...advisory, isMalware: true }] },
      "Remove it, and treat every secret that was within its reach as known to others.",
    ],
    [{ ...finding, upgrade: undefined, last: "1.9.0" }, "Upgrade to a version after 1.9.0"],
    [
      { ...finding, upgrade: undefined, advisories: [{ ...advisory, fix: undefined, last: "1.9.0" }] },
      "No version is free of all of these yet",
    ],
    [{ ...finding, upgrade: undefined }, "No version is free of all of these yet"],
    [
      { ...finding, upgrade: undefined, advisories: [{ ...advisory, fix: undefined }] },
      "No fix yet: see the advisory for what to do meanwhile",
    ],
  ])("about %j is: %s", (one, text) => {
    expect(adviceFor(one)).toBe(text);
  });
});

describe("An answer", () => {
  const data: CheckData = {
    form: DATA_FORM,
    severities: [["partial", "High, 7.5"]],
    advisories: [["A-1", "Bad", 0]],
    packages: [["npm", "widget", [[0, [["0", "1.0.1"]]]]]],
  };
  const request = { name: undefined, data: JSON.stringify(data) };

  it("is found in a text and in a file alike", async () => {
    const purl = "pkg:npm/widget@1.0.0\npkg:npm/other";
    const answer = await answerTo({ ...request, source: purl });
    expect(answer).toMatchObject({
      format: "a list of purls",
      notes: [expect.stringContaining("without a version")],
      result: { checked: 2, byName: 1, affectedCount: 1, unknownCount: 0, affected: [finding] },
    });
    expect(await answerTo({ ...request, source: new Blob([purl]) })).toEqual(answer);
  });

  it.each([
    [
      "a text that is no inventory",
      "widget 1.0.0",
      data,
      "A name and a version alone do not tell the ecosystem.",
    ],
    [
      "data of another form",
      "pkg:npm/widget@1",
      { ...data, form: 0 },
      "This page is older than the site's advisories.",
    ],
  ])("is a message for %s", async (_what, source, advisories, message) => {
    const answer = await answerTo({ ...request, source, data: JSON.stringify(advisories) });
    expect(answer).toMatchObject({ mistake: { message } });
  });

  it("is a message for a file that cannot be read", async () => {
    const folder = new Blob([]);
    folder.text = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    expect(await answerTo({ ...request, source: folder })).toMatchObject({
      mistake: { message: "The browser cannot read this." },
    });
  });
});
