import type { TimelineUpdate } from "../../model/maintenance.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Instant } from "../../records/instant.ts";
import { markdownTokens } from "../../records/markdown.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Status } from "../../records/schema/vocabulary.ts";
import { timeView } from "../../views/time.ts";
import { blockLabels, clockSentence } from "../../views/update.ts";
import type { ComponentStatus } from "./shape.ts";

/** Statuses that Statuspage has no word for: the body begins with ours. */
const unnamed: readonly Status[] = ["reopened", "correction", "cancelled"];

/** One change of a component's level. */
export interface ComponentChange {
  /** Its id. */
  readonly code: string;
  readonly name: string;
  readonly at: Instant;
  readonly before: ComponentStatus;
  readonly after: ComponentStatus;
}

/**
 * What an update says, as Markdown: the summary before the first one that people wrote, then its text, its blocks, when
 * components changed if that was at `earlier` times, and the promised next update. `affected_components` has no times.
 */
export function bodyOf(
  { record, updates }: Timeline,
  update: TimelineUpdate,
  earlier: readonly ComponentChange[],
): string {
  const first = updates.find((one) => !one.byClock) === update;
  const parts = [
    unnamed.includes(update.status) ? `${statusWord(update.status)}.` : "",
    first ? harmless(record.summary) : "",
    update.byClock ? clockSentence(update) : harmless(update.text),
    ...(["known", "notKnown", "doing"] as const).map((name) => {
      const text = update[name];
      return text === undefined ? "" : `${blockLabels[name]}:\n\n${harmless(text)}`;
    }),
    ...earlier.map(changeSentence),
    update.nextUpdate === undefined ? "" : `Next update by ${timeView(update.nextUpdate).text}.`,
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("\n\n") : `${statusWord(update.status)}.`;
}

/** `Web API: partial outage since 20 Nov 2026, 10:31 UTC.` */
function changeSentence({ name, at, after }: ComponentChange): string {
  return `${withoutHtml(name)}: ${after.replaceAll("_", " ")} since ${timeView(at).text}.`;
}

/**
 * Markdown that stays text. Some clients print a body as it is, others put it into a page as HTML: so whatever HTML
 * would take for a tag or a character reference is written as one, and all else is left as people wrote it. Comments,
 * which readers of the pages do not see, are left out.
 */
export function harmless(markdown: string): string {
  const text = markdown
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/gi, "$1");
  return unwrapped(withoutHtml(text).trim());
}

function withoutHtml(text: string): string {
  return text.replace(/&(?=#?\w{1,32};)/g, "&amp;").replace(/<(?=[a-z/!?])/gi, "&lt;");
}

/**
 * Puts each paragraph on one line, but for line breaks that are meant. People wrap the lines of records for their
 * editors, and a client that prints text as it is would break it there.
 */
function unwrapped(markdown: string): string {
  const lines = markdown.split("\n");
  const joined = new Set<number>();
  let quoted = 0;
  for (const { type, map } of markdownTokens(markdown)) {
    if (type === "blockquote_open") quoted++;
    if (type === "blockquote_close") quoted--;
    if (type !== "paragraph_open" || !map || quoted > 0) continue;
    for (let index = map[0] + 1; index < map[1]; index++) {
      if (!/(?: {2}|\\)$/.test(lines[index - 1] ?? "")) joined.add(index);
    }
  }
  return lines
    .map((line, index) => (index === 0 ? line : joined.has(index) ? ` ${line.trimStart()}` : `\n${line}`))
    .join("");
}
