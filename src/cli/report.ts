import type { Problem } from "../records/problem.ts";

/** Ways to print problems. */
export const reportFormats = ["text", "github", "json"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Prints problems for people, for GitHub's annotations, or as JSON. */
export function report(problems: readonly Problem[], format: ReportFormat): string {
  if (format === "json") return `${JSON.stringify({ problems }, undefined, 2)}\n`;
  return problems.map(format === "github" ? annotation : paragraph).join("");
}

/** `2 errors and 1 warning in 2 files.` */
export function summary(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  const files = new Set(problems.map((problem) => problem.file)).size;
  const parts = [errors > 0 ? count(errors, "error") : "", warnings > 0 ? count(warnings, "warning") : ""];
  return `${parts.filter((part) => part !== "").join(" and ")} in ${count(files, "file")}.`;
}

/** `1 file`, `3 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

function paragraph(problem: Problem): string {
  return [
    `${problem.file}:${problem.line}:${problem.column} ${problem.severity} ${problem.code}`,
    `  ${problem.message}`,
    `  found     ${problem.found}`,
    `  expected  ${problem.expected}`,
    `  mend      ${problem.hint}`,
    "",
    "",
  ]
    .map(printable)
    .join("\n");
}

/** A workflow command of GitHub Actions; properties and message are escaped as its toolkit does. */
function annotation(problem: Problem): string {
  const property = (value: string): string => message(value).replace(/:/g, "%3A").replace(/,/g, "%2C");
  const message = (value: string): string =>
    value.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  const text = `${problem.message}\nFound: ${problem.found}\nExpected: ${problem.expected}\n${problem.hint}`;
  const place = `file=${property(problem.file)},line=${problem.line},col=${problem.column}`;
  return `::${problem.severity} ${place},title=${property(problem.code)}::${message(text)}\n`;
}

/** Replaces control characters, which could rewrite what a terminal shows. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
