import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRecords } from "../../src/model/checks.ts";
import { type DueReport, dueReports } from "../../src/model/postmortem-due.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { loadRecords } from "../../src/records/load.ts";
import type { Past, Version } from "../../src/records/past.ts";
import { wordingsIn } from "../../src/records/postmortem/wording.ts";
import { checkTextWords, treeOf } from "../../src/records/postmortem/words.ts";
import { memoryFolder, rightSite } from "../records/memory.ts";
import { rightReport } from "../records/report.ts";
import { noHistory, origin } from "./record.ts";

const now = Date.parse("2026-11-20T12:00Z");
const REPORT = "content/postmortems/uploads.mdx";

const incident = (day: string, severity: string, kind = "incident"): string => `---
title: Uploads failing
kind: ${kind}
severity: ${severity}
${kind === "maintenance" ? `scheduled: { from: ${day}T08:00Z, to: ${day}T09:00Z }\n` : ""}impact:
  - { service: uploads, level: major, from: ${day}T08:00Z, to: ${day}T09:00Z }
---

## ${kind === "maintenance" ? "Completed" : "Resolved"} — ${day} 09:10 UTC

Uploads work.
`;

const report = (status: string, day = "2026-10-20"): string =>
  rightReport
    .replace("2026-11-02-mail-delayed", `${day}-uploads`)
    .replace("status: final", `status: ${status}${status === "superseded" ? "\nsupersededBy: other" : ""}`);

function site(...files: readonly (readonly [string, string])[]) {
  const records = loadRecords(memoryFolder(new Map([...rightSite, ...files])));
  return { records, model: buildModel(records, origin, now, noHistory) };
}

function due(model: SiteModel): DueReport[] {
  return dueReports(model.timelines, model.postmortemsByIncident, model.site, now);
}

const states = (model: SiteModel): string[] =>
  due(model).map(({ timeline, state, report: one }) =>
    [timeline.record.id, state, one?.record.status].filter(Boolean).join(" "),
  );

describe("Reports that the severity policy wants", () => {
  it("are due so many days after the end, and of incidents alone", () => {
    const { model } = site(
      ["incidents/2026/2026-11-10-uploads.md", incident("2026-11-10", "critical")],
      ["incidents/2026/2026-10-20-uploads.md", incident("2026-10-20", "critical")],
      ["incidents/2026/2026-10-25-uploads.md", incident("2026-10-25", "major")],
      ["incidents/2026/2026-10-26-uploads.md", incident("2026-10-26", "minor")],
      ["incidents/2026/2026-10-27-uploads.md", incident("2026-10-27", "critical", "maintenance")],
    );
    expect(states(model)).toEqual([
      "2026-11-10-uploads due",
      "2026-10-25-uploads due",
      "2026-10-20-uploads overdue",
    ]);
    expect(due(model).map((one) => new Date(one.due ?? 0).toISOString())).toEqual([
      "2026-11-24T09:00:00.000Z",
      "2026-11-24T09:00:00.000Z",
      "2026-11-03T09:00:00.000Z",
    ]);
  });

  it.each([
    ["final", "written final"],
    ["superseded", "written superseded"],
    ["in-review", "overdue in-review"],
    ["draft", "overdue"],
  ])("a report that is %s counts as such", (status, expected) => {
    const { model } = site(
      ["incidents/2026/2026-10-20-uploads.md", incident("2026-10-20", "critical")],
      [REPORT, report(status)],
    );
    expect(states(model)).toEqual([`2026-10-20-uploads ${expected}`]);
  });

  it("in review is in time until it is due", () => {
    const { model } = site(
      ["incidents/2026/2026-11-10-uploads.md", incident("2026-11-10", "critical")],
      [REPORT, report("in-review", "2026-11-10")],
    );
    expect(states(model)).toEqual(["2026-11-10-uploads in-review in-review"]);
  });

  it("are told at the incident for a year and no longer", () => {
    const told = (day: string): string[] => {
      const { records } = site([`incidents/${day}-uploads.md`, incident(day, "critical")]);
      return checkRecords(records, now).map(({ code, file, line }) => `${code} ${file}:${line}`);
    };
    expect(told("2025-11-21")).toEqual(["postmortem-overdue incidents/2025-11-21-uploads.md:4"]);
    expect(told("2025-11-19")).toEqual([]);
  });

  it("are told of by the days", () => {
    const { records } = site(["incidents/2026-11-05-uploads.md", incident("2026-11-05", "critical")]);
    const message = (at: string): string | undefined => checkRecords(records, Date.parse(at))[0]?.message;
    expect(message("2026-11-19T08:59Z")).toBeUndefined();
    expect(message("2026-11-19T12:00Z")).toContain("overdue since today");
    expect(message("2026-11-20T12:00Z")).toContain("overdue since yesterday");
    expect(message("2026-11-29T12:00Z")).toContain("overdue for 10 days");
  });
});

describe("Evidence that became restricted", () => {
  const address = "https://logs.example.org/4711";
  const file = "content/postmortems/2026-11-02-mail-delayed.mdx";
  const text = (access: string): string =>
    rightReport
      .replace(
        "type: degradation",
        `type: degradation\nevidence: [{ label: Log, url: "${address}", access: ${access} }]`,
      )
      .replace("The queue was full.", `See ${address} for it.`);
  const before: Version = {
    bytes: Buffer.from(text("public")),
    at: now - 1,
    commit: "a".repeat(40),
    path: file,
    until: undefined,
  };
  const past: Past = { versions: (one) => (one === file ? [before] : []), now, removed: [] };

  it("is told where it is shown, and not shown by an earlier version of the file", () => {
    const records = loadRecords(memoryFolder(new Map([...rightSite, [file, text("restricted")]])), past);
    expect(records.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "evidence-readable 11",
      "evidence-restricted-shown 37",
    ]);
    const [{ body, evidence, status } = {}] = records.postmortems;
    expect(status).toBe("final");
    expect(JSON.stringify([body, evidence])).not.toContain(address);
  });
});

describe("Wording", () => {
  const words = (text: string, guesses: "told" | "allowed" = "told"): string[] =>
    wordingsIn(text, guesses).map(({ word }) => word);

  it.each([
    ["It was a human error.", "human error"],
    ["The root cause was a full disk.", "root cause"],
    ["The on-call engineer should have known.", "The on-call engineer should have"],
    ["We could have seen it.", "We could have"],
    ["It should have been caught in review.", "should have been caught"],
    ["Somebody failed to look.", "Somebody failed to"],
    ["It was our own fault.", "our own fault"],
    ["Ann's fault, they say.", "Ann's fault"],
    ["The release manager forgot to look.", "forgot to"],
    ["He forgot it.", "He forgot"],
    ["They made a mistake.", "made a mistake"],
    ["Nobody bothered, and Ann never bothered.", "never bothered"],
    ["We will be more careful.", "be more careful"],
  ])("finds blame: %s", (text, word) => {
    expect(words(text)).toEqual([word]);
  });

  it.each([
    ["The disk was presumably full.", "presumably"],
    ["Perhaps because of the disk it stopped.", "Perhaps because"],
    ["It is most likely due to the disk.", "most likely due"],
    ["I think it was the disk.", "I think"],
    ["It must have been the disk.", "must have been"],
    ["This seems to be caused by the disk.", "seems to be caused"],
    ["It is believed to be the disk.", "is believed to"],
  ])("finds speculation: %s", (text, word) => {
    expect(words(text)).toEqual([word]);
    expect(words(text, "allowed")).toEqual([]);
  });

  it.each([
    "The job failed to start, and the check failed to notice.",
    "An alert could have shown it, and the script should have a test.",
    "We should have an alert for this.",
    "This report is blameless; git blame shows the commit.",
    "The default is a fault-tolerant queue, and page faults rose.",
    "Users who had forgotten their password could not sign in.",
    "Users will likely see errors for a while; maybe tomorrow too.",
    "The graphs seemed to be in order at that time.",
    "What do we assume about this check?",
    'The log said "operator error" and we closed it.',
    "A user said “you should have known”.",
  ])("leaves alone: %s", (text) => {
    expect(words(text)).toEqual([]);
  });

  const real = join(import.meta.dirname, "../../../shared/data/postmortems-mybinder");

  // Read by a person: 6 of 6 hits of blame and 18 of 20 of speculation are what they are taken for.
  it.skipIf(!existsSync(real))("finds few words in 23 real reports, and the right ones", () => {
    const counts = new Map<string, number>();
    for (const file of readdirSync(real).filter((name) => /^20.*\.md$/.test(name))) {
      const body = readFileSync(join(real, file), "utf8").replace(/\r\n/g, "\n");
      const tree = treeOf({ body, markup: "markdown" });
      for (const { at, mistake } of checkTextWords(body, tree, 1, { isEnglish: true, isFinished: true })) {
        counts.set(mistake.code, (counts.get(mistake.code) ?? 0) + 1);
        const line = body.split("\n")[at.line - 1] ?? "";
        expect(mistake.found).toContain(line.slice(at.column - 1, at.column + 4));
      }
    }
    expect([...counts].sort()).toEqual([
      ["mention-bare", 1],
      ["wording-blame", 6],
      ["wording-speculation", 20],
    ]);
  });
});
