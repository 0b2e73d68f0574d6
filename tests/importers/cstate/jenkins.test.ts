import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Import, importCstate, type SourceFile } from "../../../src/importers/cstate.ts";
import { checkRecords } from "../../../src/model/checks.ts";
import { loadRecords } from "../../../src/records/load.ts";
import { now } from "./notice.ts";

const data = join(import.meta.dirname, "../../../../shared/data/incidents-jenkins");

describe.skipIf(!existsSync(data))("the status page of Jenkins", () => {
  const folder = mkdtempSync(join(tmpdir(), "daymark-jenkins-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const { sources, files, report } = existsSync(data) ? importJenkins(folder) : nothing;
  const issues = sources.filter((source) => source.path !== "config.yml");

  it("has 298 files, and every one is accounted for", () => {
    const imported = new Set(files.map((file) => file.source));
    const refused = issues.filter((source) => !imported.has(source.path)).map((source) => source.path);
    expect(issues).toHaveLength(298);
    expect(files.filter((file) => file.path.startsWith("incidents/"))).toHaveLength(297);
    expect(refused).toEqual(["content/issues/.gitkeep"]);
    expect(report.filter((line) => refused.includes(line.source))).toEqual([
      {
        source: "content/issues/.gitkeep",
        outcome: "not-imported",
        message: "It is an empty placeholder file.",
      },
    ]);
  });

  it("keeps every file name as the id, which is the permalink", () => {
    const records = files.filter((file) => file.path.startsWith("incidents/"));
    expect(records.map((file) => file.path.split("/").at(-1))).toEqual(
      records.map((file) => file.source?.split("/").at(-1)),
    );
  });

  it("makes records that Daymark reads without a problem", () => {
    const bytes = new Map(files.map((file) => [file.path, new TextEncoder().encode(file.text)]));
    const records = loadRecords({
      list: (path) => [...bytes.keys()].filter((file) => file.startsWith(`${path}/`)).sort(),
      read: (file) => bytes.get(file),
    });
    expect([...records.problems, ...checkRecords(records, now)]).toEqual([]);
    expect(records.incidents).toHaveLength(297);
    expect(records.services).toHaveLength(91);
  });

  it("loses no word: each is in the record or in the report, as often as in the source", () => {
    const lost: string[] = [];
    for (const { path, text } of issues) {
      const record = files.find((file) => file.source === path && file.path.startsWith("incidents/"));
      if (!record) continue;
      const said = report.filter((line) => line.source === path).map((line) => line.message);
      const found = countWords([record.text, ...said].join("\n"));
      for (const [word, count] of countWords(readable(text))) {
        if ((found.get(word) ?? 0) < count) lost.push(`${path}: ${word}`);
      }
    }
    expect(lost).toEqual([]);
  });

  it("is reported in so many lines", () => {
    const counts = Object.fromEntries(
      [...Map.groupBy(report, (line) => line.outcome)].map(([key, list]) => [key, list.length]),
    );
    expect(counts).toEqual({ record: 298, adapted: 212, "kept-as-text": 28, "not-imported": 28 });
  });
});

interface Jenkins extends Import {
  readonly sources: readonly SourceFile[];
}

const nothing: Jenkins = { sources: [], files: [], report: [] };

function importJenkins(folder: string): Jenkins {
  const site = join(folder, "site");
  execFileSync("git", ["clone", "--quiet", "--branch", "main", join(data, "jenkins-status.bundle"), site], {
    stdio: "pipe",
  });
  const paths = readdirSync(join(site, "content/issues")).map((name) => `content/issues/${name}`);
  const sources = [
    { path: "config.yml", text: readFileSync(join(data, "config.yml"), "utf8") },
    ...paths.map((path) => ({ path, text: readFileSync(join(site, path), "utf8") })),
  ];
  return { sources, ...importCstate(sources, { now }) };
}

/** The title and the text of a notice, less the labels that became headings, and less closing tags. */
function readable(source: string): string {
  const [, frontMatter = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  const title = /^title: (.*)$/m.exec(frontMatter)?.[1] ?? "";
  const comments = frontMatter.match(/^# (?!Possible).*$/gm)?.join("\n") ?? "";
  const label =
    /^(?:\[(?:initial|opening|open|final|closing|close|end|update|updated|edit)(?![^\]]*day)[^\]]*\](?!\()|\*\*[^*]*\d[^*]*(?:\*\*)?$|(?:initial|final) message:)/gim;
  return [title, comments, body.replace(label, "").replace(/<\/\w+>/g, "")].join("\n");
}

function countWords(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}
