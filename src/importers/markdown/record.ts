import { Document, isMap, isSeq } from "yaml";
import { type Instant, writeInstant } from "../../records/instant.ts";
import type { Report } from "./report.ts";

/** What a report's record says beside what was read. */
export interface RecordParts {
  readonly incidents: readonly string[];
  /** Handle of `--owner`. */
  readonly owner: string | undefined;
  /** Path of the source. */
  readonly source: string;
  /** What a person must fill in, each in a few words. */
  readonly missing: readonly string[];
}

/** Stands for a handle that nobody knows; whoever takes the report over writes theirs. */
export const NO_OWNER = "unknown";

/** The text of a draft: its front matter with what is still to be done as comments, and all of the report. */
export function draftText(report: Report, { incidents, owner, source, missing }: RecordParts): string {
  const { title, summary, type, trigger, times, factors, actions, tags, body } = report;
  const front = new Document({
    title,
    summary: summary || title,
    incidents,
    status: "draft",
    owner: report.owner ?? owner ?? NO_OWNER,
    type: type ?? "unknown",
    trigger: trigger ?? "unknown",
    ...(Object.keys(times).length > 0 && { times: writtenTimes(times) }),
    ...(factors.length > 0 && {
      factors: factors.map(({ id, summary: words }) => ({ id, category: "unknown", summary: words })),
    }),
    ...(actions.length > 0 && {
      actions: actions.map(({ id, title: words, status, issue }) => ({
        id,
        title: words,
        kind: "unknown",
        status,
        ...(issue !== undefined && { issue }),
      })),
    }),
    ...(tags.length > 0 && { tags }),
  });
  const flows = [front.get("times"), front.get("incidents")];
  for (const node of flows) {
    if (isSeq(node)) node.flow = true;
    if (isMap(node)) for (const { value } of node.items) if (isMap(value)) value.flow = true;
  }
  const comments = [`# From ${source}. To fill in:`, ...missing.map((one) => `#   ${one}`)].join("\n");
  return `---\n${comments}\n${front.toString({ lineWidth: 0 })}---\n${body === "" ? "" : `\n${body}\n`}`;
}

/** No time of a text is exact: people write them down from memory and chat logs. */
function writtenTimes(times: Report["times"]): Record<string, { at: string; confidence: string }> {
  const entries = Object.entries(times) as [string, Instant][];
  return Object.fromEntries(
    entries.map(([key, at]) => [key, { at: writeInstant(at), confidence: "estimated" }]),
  );
}
