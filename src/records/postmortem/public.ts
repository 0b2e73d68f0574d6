import type { Parsed } from "../parse/record.ts";
import type { Past, Version } from "../past.ts";
import { isPublicReport, type Postmortem, parsePostmortem } from "../postmortem.ts";
import { type Mistake, problemAt } from "../problem.ts";
import { quote } from "../quote.ts";
import { placesOf, type Source } from "../source.ts";
import { readStrictly, type Strict } from "../strict.ts";

/** The newest version of a report that could be read and was no draft. */
export function lastPublicReport(
  file: string,
  past: Past,
): (Strict<Parsed<Postmortem>> & { readonly version: Version }) | undefined {
  for (const version of past.versions(file)) {
    const read = readStrictly(file, version.bytes, parsePostmortem);
    if ("parsed" in read && read.parsed.record && isPublicReport(read.parsed.record))
      return { version, ...read };
  }
  return undefined;
}

/** Tells of a draft that was public before: what was published stays. */
export function keepReport(source: Source, parsed: Parsed<Postmortem>, past: Past): Parsed<Postmortem> {
  const { record, problems } = parsed;
  if (!record || isPublicReport(record) || !lastPublicReport(source.file, past)) return parsed;
  const mistake: Mistake = {
    code: "report-withdrawn",
    message: "This report was public, and is a draft again. What was published stays on the site.",
    found: `status: ${quote(record.status)}`,
    expected: "in-review, final or superseded",
    hint: "Write in-review while it is being corrected, or superseded where another report replaces it.",
  };
  return { record, problems: [...problems, problemAt(source.file, placesOf(source)(["status"]), mistake)] };
}
