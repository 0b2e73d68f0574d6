import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Import } from "../../src/importers/importer.ts";
import { importMarkdown, type ReportSource } from "../../src/importers/markdown.ts";
import { parseIncident } from "../../src/records/incident.ts";
import { parsePostmortem } from "../../src/records/postmortem.ts";
import { projectRoot } from "../site/build.ts";

const data = join(projectRoot, "../shared/data/postmortems-mybinder");
const TEMPLATE = "template-incident-report.md";

/** The words of a text, each as often as it comes. */
function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * Times in the timelines of a report, counted without the importer: headings, items and rows below "Timeline" that
 * begin with a day, a time, or what was meant as one. A day alone is none.
 */
function timestamps(text: string): string[] {
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => /^## Timeline/.test(line));
  let isCode = false;
  const found: string[] = [];
  for (const line of lines.slice(begin + 1)) {
    if (/^\s*```/.test(line)) isCode = !isCode;
    if (isCode) continue;
    // "## Feb 21, 13:00" goes on with the timeline.
    if (/^## /.test(line) && !/\d:\d\d/.test(line)) break;
    if (/^(?:#{2,6}|\s*[-*+]|\|)\s.{0,16}?(?:\d{1,2}:\d\d|\dX:XX)/.test(line)) found.push(line);
  }
  return found;
}

describe.skipIf(!existsSync(data))("mybinder's reports", () => {
  const sources: ReportSource[] = existsSync(data)
    ? readdirSync(data)
        .filter((name) => name.endsWith(".md"))
        .map((path) => ({ path, text: readFileSync(join(data, path), "utf8") }))
    : [];
  const reports = sources.filter(({ path }) => path !== TEMPLATE);
  const imported: Import = importMarkdown(sources, { now: Date.parse("2026-11-21T00:00Z") });
  const textOf = (path: string): string => imported.files.find((file) => file.path === path)?.text ?? "";
  const draftOf = (path: string): string => textOf(`content/postmortems/${path}`);
  const incidentOf = (path: string): string => textOf(`incidents/${path.slice(0, 4)}/${path}`);

  test("become 23 drafts with an incident each; the template becomes none", () => {
    expect(reports).toHaveLength(23);
    expect(imported.files).toHaveLength(46);
    for (const { path } of reports) {
      const draft = parsePostmortem({ file: `content/postmortems/${path}`, text: draftOf(path) });
      const incident = parseIncident({ file: `incidents/${path}`, text: incidentOf(path) });
      expect(
        draft.problems.filter(({ severity }) => severity === "error"),
        path,
      ).toEqual([]);
      expect(incident.problems, path).toEqual([]);
      expect(draft.record).toMatchObject({ status: "draft", incidents: [path.replace(/\.md$/, "")] });
    }
    expect(
      imported.report.filter(({ outcome }) => outcome === "not-imported").map(({ source }) => source),
    ).toEqual([TEMPLATE]);
  });

  test("keep every word", () => {
    for (const { path, text } of reports) {
      const there = wordCounts(draftOf(path));
      const missing = [...wordCounts(text)].filter(([word, count]) => (there.get(word) ?? 0) < count);
      expect(missing, path).toEqual([]);
    }
  });

  test("have their times recognised, all but one that is none", () => {
    const counted = reports.map(({ path, text }) => [path, timestamps(text)] as const);
    const total = counted.reduce((sum, [, { length }]) => sum + length, 0);
    const entries = counted.map(([path]) => {
      const { record } = parseIncident({ file: path, text: incidentOf(path) });
      return record?.updates.length ?? 0;
    });
    const found = entries.reduce((sum, one) => sum + one, 0);
    expect(total).toBe(195);
    expect(found / total).toBeGreaterThan(0.9);
    expect(found).toBe(194);
    const missed = imported.report.filter(({ message }) => /No time can be read|is no entry/.test(message));
    expect(missed.map(({ source, line }) => `${source}:${line}`)).toEqual([
      "2018-02-20-jupyterlab-announcement.md:243",
    ]);
  });

  test("have times in the right zone: links to the chat carry the second in which a message was sent", () => {
    const differences = reports.flatMap(({ path, text }) => {
      const { record } = parseIncident({ file: path, text: incidentOf(path) });
      const updates = record?.updates ?? [];
      // Above the timeline, the message is the one with which it began.
      const above = { at: updates[0]?.at ?? 0, text: text.split("## Timeline")[0] ?? "" };
      return [above, ...updates].flatMap((one) =>
        [...one.text.matchAll(/gitter\.im\/[\w./-]+\?at=([0-9a-f]{8})/g)].map(
          ([, seconds = ""]) => Math.abs(Number.parseInt(seconds, 16) * 1000 - one.at) / 60_000,
        ),
      );
    });
    expect(differences).toHaveLength(9);
    // An hour is the least by which a wrong zone would be wrong.
    expect(Math.max(...differences)).toBeLessThan(20);
  });

  test("have actions with the issues that they name", () => {
    const actions = reports.flatMap(({ path }) => {
      const { record } = parsePostmortem({ file: path, text: draftOf(path) });
      return record?.actions ?? [];
    });
    const listed = reports.flatMap(
      ({ text }) =>
        /^## Action items$([\s\S]*?)(?=^## |(?![\s\S]))/im.exec(text)?.[1]?.match(/^(?:\d+\.|-) /gm) ?? [],
    );
    // Two are paragraphs, and two items are below "What went wrong".
    expect(actions.length).toBe(listed.length + 2 - 2);
    expect(actions.filter(({ title }) => /\]\(|\(\s*\)|[:,;]$/.test(title))).toEqual([]);
    expect(actions.find(({ id }) => id === "implement-proactive-alerts-this-is-a")).toMatchObject({
      title: "Implement proactive alerts. This is a longstanding issue we have yet to address.",
      issue: "https://github.com/jupyterhub/mybinder.org-deploy/issues/611",
    });
  });
});
