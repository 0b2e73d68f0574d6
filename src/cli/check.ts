import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkRecords } from "../model/checks.ts";
import { siteFolder } from "../records/folder.ts";
import { loadRecords } from "../records/load.ts";
import { compareProblems } from "../records/problem.ts";
import { nowOption, readNow } from "./now.ts";
import { count, type ReportFormat, report, reportFormats, summary } from "./report.ts";
import { requireSite } from "./site/records.ts";
import { textOption, UsageError, type Verb } from "./verb.ts";

/** `daymark check`: everything wrong in all records, at once. */
export const check: Verb = {
  name: "check",
  summary: "Tell everything that is wrong in the records, with file, line and mend",
  options: {
    format: { type: "string", value: "FORMAT", about: "text (default), github (annotations) or json." },
    now: nowOption,
  },
  more: "Exit code 1 if there is an error; warnings alone give 0.",
  run(input, io) {
    const format = readFormat(textOption(input, "format"));
    if (!existsSync(join(input.root, "content"))) requireSite(input, io);
    const records = loadRecords(siteFolder(input.root));
    const problems = [...records.problems, ...checkRecords(records, readNow(input, io))].sort(
      compareProblems,
    );
    io.out(report(problems, format));
    const done = `${count(records.fileCount, "file")} checked: `;
    io.err(`${done}${problems.length === 0 ? "no problem." : summary(problems)}\n`);
    return problems.some((problem) => problem.severity === "error") ? 1 : 0;
  },
};

function readFormat(text: string | undefined): ReportFormat {
  const format = reportFormats.find((known) => known === (text ?? "text"));
  if (!format) throw new UsageError(`--format ${text}: expected text, github or json.`);
  return format;
}
