import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkRecords } from "../model/checks.ts";
import { siteFolder } from "../records/folder.ts";
import type { Instant } from "../records/instant.ts";
import { loadRecords, type Records } from "../records/load.ts";
import { compareProblems } from "../records/problem.ts";
import { nowOption, readNow } from "./now.ts";
import { count, type ReportFormat, report, reportFormats, summary } from "./report.ts";
import { loadWithPast } from "./site/load.ts";
import { requireSite } from "./site/records.ts";
import { type Io, textOption, UsageError, type Verb } from "./verb.ts";

/** `daymark check`: everything wrong in all records, at once. */
export const check: Verb = {
  name: "check",
  summary: "Tell everything that is wrong in the records, with file, line and mend",
  options: {
    format: { type: "string", value: "FORMAT", about: "text (default), github (annotations) or json." },
    now: nowOption,
  },
  more: "Exit code 1 if there is an error; warnings alone give 0.",
  async run(input, io) {
    const format = readFormat(textOption(input, "format"));
    if (!existsSync(join(input.root, "content"))) requireSite(input, io);
    const now = readNow(input, io);
    const records = await recordsOf(input.root, now, io);
    const problems = [...records.problems, ...checkRecords(records, now)].sort(compareProblems);
    io.out(report(problems, format));
    const done = `${count(records.fileCount, "file")} checked: `;
    io.err(`${done}${problems.length === 0 ? "no problem." : summary(problems)}\n`);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  },
};

/** The records with their past, so that a deleted one is noticed; without it, where git cannot tell it. */
async function recordsOf(root: string, now: Instant, io: Io): Promise<Records> {
  try {
    return (await loadWithPast(root, now)).records;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.err(`Whether published records were deleted is not checked: ${error.message}\n`);
    return loadRecords(siteFolder(root));
  }
}

function readFormat(text: string | undefined): ReportFormat {
  const format = reportFormats.find((known) => known === (text ?? "text"));
  if (!format) throw new UsageError(`--format ${text}: expected text, github or json.`);
  return format;
}
