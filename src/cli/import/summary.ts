import type { ImportedFile, Outcome, ReportLine, Review, SourceFile } from "../../importers/importer.ts";
import { count, printable } from "../report.ts";

/** How many lines of an outcome are printed; the others are in the file of `--report`. */
const PRINTED = 10;

const outcomes: readonly { readonly outcome: Outcome; readonly title: string }[] = [
  { outcome: "adapted", title: "written in another way than in the source" },
  { outcome: "kept-as-text", title: "kept, but as text only" },
  { outcome: "not-imported", title: "not imported" },
];

/** What an import made of the source, for the terminal; `file` is where the whole report is. */
export function tellImport(
  files: readonly ImportedFile[],
  report: readonly ReportLine[],
  sources: readonly SourceFile[],
  file: string | undefined,
  reviews: readonly Review[] = [],
): string {
  const groups = outcomes.map(({ outcome, title }) => group(report, outcome, title, file));
  return [summary(files, report, sources), tellReviews(reviews), ...groups].join("");
}

/** The whole report as text, one line for each file and remark. */
export function wholeReport(report: readonly ReportLine[], reviews: readonly Review[] = []): string {
  const drafts = reviews.map(
    ({ source, missing }) => `${flat(source)} to-fill-in: ${missing.map(flat).join("; ")}\n`,
  );
  return [...report.map(line), ...drafts].join("");
}

/** What was recognised in each draft, and what a person must fill in: all of it, as nothing else tells it in one place. */
function tellReviews(reviews: readonly Review[]): string {
  if (reviews.length === 0) return "";
  const found = reviews.reduce((sum, { timesFound }) => sum + timesFound, 0);
  const total = reviews.reduce((sum, { timesMissed }) => sum + timesMissed, found);
  const drafts = reviews.map(({ path, recognised, missing }) =>
    [
      `  ${path}\n`,
      `    recognised  ${recognised.map(flat).join("; ")}\n`,
      `    to fill in  ${missing.map(flat).join("; ")}\n`,
    ].join(""),
  );
  return `\n${count(reviews.length, "draft")}, ${found} of ${count(total, "time")} recognised; a person must fill in the rest\n${drafts.join("")}`;
}

function flat(text: string): string {
  return printable(text.replace(/\s+/g, " "));
}

/** Every source file is a record or has a line that says why not: the first line tells whether that is so. */
function summary(
  files: readonly ImportedFile[],
  report: readonly ReportLine[],
  sources: readonly SourceFile[],
): string {
  const records = new Set(files.map((file) => file.source));
  const told = new Set(report.filter((one) => one.outcome === "not-imported").map((one) => one.source));
  const paths = sources.map((source) => source.path);
  const without = paths.filter((path) => !records.has(path));
  const silent = without.filter((path) => !told.has(path));
  const folders = new Map<string, number>();
  for (const { path } of files) {
    const kind = /^(incidents|advisories)\//.exec(path)?.[1] ?? path.replace(/\/[^/]*\.md$/, "");
    folders.set(kind, (folders.get(kind) ?? 0) + 1);
  }
  return [
    `${paths.length - without.length} of ${count(paths.length, "source file")} imported, ${without.length - silent.length} not imported.\n`,
    ...[...folders].map(([kind, number]) => `${String(number).padStart(6)}  ${kind}\n`),
    ...silent.map(
      (path) => `${path}: neither imported nor in the report; please report this as a mistake of Daymark.\n`,
    ),
  ].join("");
}

function group(
  report: readonly ReportLine[],
  outcome: Outcome,
  title: string,
  file: string | undefined,
): string {
  const lines = report.filter((one) => one.outcome === outcome);
  if (lines.length === 0) return "";
  const rest = lines.length - PRINTED;
  const more =
    rest <= 0
      ? ""
      : `  … and ${rest} more${file === undefined ? "; --report FILE writes them all" : ` in ${file}`}\n`;
  return `\n${count(lines.length, "remark")}: ${title}\n${lines
    .slice(0, PRINTED)
    .map((one) => `  ${place(one)} ${shown(one.message)}\n`)
    .join("")}${more}`;
}

function line(one: ReportLine): string {
  return `${place(one)} ${one.outcome}: ${printable(one.message.replace(/\s*[\r\n]+\s*/g, " "))}\n`;
}

function place(one: ReportLine): string {
  return `${flat(one.source)}${one.line === undefined ? "" : `:${one.line}`}`;
}

function shown(message: string): string {
  const flat = printable(message.replace(/\s*[\r\n]+\s*/g, " "));
  return flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
}
