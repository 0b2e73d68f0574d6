import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nearest } from "../../src/records/nearest.ts";
import { problemCodes } from "../../src/records/problem.ts";
import { alternatives, quote } from "../../src/records/quote.ts";
import { readCases } from "./wrong/case.ts";

describe("Codes of problems", () => {
  it("are permanent: this list only grows", () => {
    expect(Object.keys(problemCodes).sort()).toEqual([
      "action-overdue",
      "advisory-not-public",
      "advisory-unknown",
      "affected-missing",
      "alias-shared",
      "assertion-failed",
      "begin-missing",
      "block-unclosed",
      "charter-incomplete",
      "code-in-text",
      "comment-in-value",
      "component-invalid",
      "component-unknown",
      "conflict-marker",
      "consent-exceeded",
      "date-invalid",
      "duration-invalid",
      "ecosystem-unknown",
      "encoding-invalid",
      "entry-repeated",
      "evidence-internal",
      "evidence-readable",
      "evidence-restricted-shown",
      "factor-unanswered",
      "factor-unknown",
      "facts-contradict",
      "file-empty",
      "file-unexpected",
      "file-unreadable",
      "folder-crowded",
      "folder-unknown",
      "front-matter-missing",
      "front-matter-unclosed",
      "group-unknown",
      "heading-level",
      "heading-unknown",
      "html-shown-as-text",
      "id-duplicate",
      "id-invalid",
      "id-placeholder",
      "ignored-commit-invalid",
      "ignored-commit-unknown",
      "impact-missing",
      "incident-open",
      "incident-unknown",
      "instant-invalid",
      "instant-without-zone",
      "interval-future",
      "interval-open",
      "interval-reversed",
      "key-misplaced",
      "key-missing",
      "key-unknown",
      "kind-not-published",
      "link-unsafe",
      "mdx-syntax",
      "mention-bare",
      "owner-twice",
      "owner-unknown",
      "package-not-exported",
      "person-unknown",
      "placeholder-left",
      "playbook-unknown",
      "postmortem-overdue",
      "prerelease-left-out",
      "publication-ahead",
      "published-changed",
      "reason-missing",
      "record-removed",
      "report-circle",
      "report-incomplete",
      "report-unknown",
      "report-withdrawn",
      "reviewer-involved",
      "section-expected",
      "section-missing",
      "section-repeated",
      "section-unknown",
      "security-expired",
      "security-expiring",
      "service-retired",
      "service-unknown",
      "services-missing",
      "severity-unknown",
      "site-missing",
      "status-unknown",
      "term-shared",
      "term-unknown",
      "text-unfinished",
      "time-order",
      "time-unusual",
      "times-contradict",
      "trailer-invalid",
      "trailer-misplaced",
      "trailer-repeated",
      "trailer-unknown",
      "update-future",
      "update-missing",
      "update-order",
      "url-invalid",
      "value-invalid",
      "value-type",
      "value-unknown",
      "version-invalid",
      "weakness-unknown",
      "wording-blame",
      "wording-speculation",
      "yaml-duplicate-key",
      "yaml-not-a-map",
      "yaml-syntax",
    ]);
  });

  it("are all shown by a wrong file", () => {
    const folder = join(import.meta.dirname, "wrong");
    const texts = readdirSync(folder).filter((file) => file.endsWith(".txt"));
    const reports = texts.flatMap((file) => readCases(readFileSync(join(folder, file), "utf8")));
    const printed = reports.map((one) => one.report).join("");
    // A file that cannot be opened needs a real disk: tests/records/load.test.ts. What git tells: tests/history.
    const elsewhere =
      /^(?:file-unreadable|record-removed|published-changed|report-withdrawn|folder-crowded|ignored-commit-.*)$/;
    const shown = Object.keys(problemCodes).filter((code) =>
      new RegExp(` (error|warning) ${code}$`, "m").test(printed),
    );
    expect(shown).toEqual(Object.keys(problemCodes).filter((code) => !elsewhere.test(code)));
  });
});

describe("Quotes", () => {
  it.each([
    ["uploads", '"uploads"'],
    ['say "no"', '"say "no""'],
    ["C:\\x", '"C:\\x"'],
    ["a\nb\tc\u00a0d\u202e\u0000", '"a\\nb\\tc\\u00a0d\\u202e\\u0000"'],
    ["x".repeat(100), `"${"x".repeat(58)}…`],
    ["👩‍🚒".repeat(40), `"${"👩‍🚒".repeat(19)}👩…`],
    [503, "503"],
    [["a"], '["a"]'],
    [undefined, "undefined"],
    [Number.NaN, "null"],
  ])("show %j", (value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  it("list words", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => alternatives(words))).toEqual([
      "",
      "a",
      "a or b",
      "a, b or c",
    ]);
  });
});

describe("The nearest word", () => {
  const words = ["title", "kind", "from", "to", "impact", "severity", "service-outage", "docs", "api"];

  it.each([
    ["titel", "title"],
    ["Title", "title"],
    ["form", "from"],
    ["kin", "kind"],
    ["impcat", "impact"],
    ["serverity", "severity"],
    ["service_outtage", "service-outage"],
    ["doc", "docs"],
    ["ap", "api"],
  ])("to %s is %s", (word, expected) => {
    expect(nearest(word, words)).toBe(expected);
  });

  it.each(["", "x", "at", "mind the gap", "dogs-and-cats", "status", "time", "uploads", "app-store", "db"])(
    "to %j is none",
    (word) => {
      expect(nearest(word, words)).toBeUndefined();
    },
  );
});
