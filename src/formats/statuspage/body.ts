import type { TimelineUpdate } from "../../model/maintenance.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Instant } from "../../records/instant.ts";
import { markdownTokens } from "../../records/markdown.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Status } from "../../records/schema/vocabulary.ts";
import { incidentPath } from "../../views/page.ts";
import { timeView } from "../../views/time.ts";
import { blockLabels, clockSentence, summaryLabel } from "../../views/update.ts";
import { withoutComments } from "../text/comment.ts";
import { type LinkPlace, placeAt, withAbsoluteLinks } from "../text/link.ts";
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
 * What an update says, as Markdown: its text, its blocks, when components changed if that was at `earlier` times, and the
 * promised next update; `affected_components` has no times. The first update that people wrote ends with the record's
 * present summary: a paragraph `Summary:`, and all after it is the summary. Where that update has no text and no blocks, the
 * summary stands in the text's place, without the label.
 */
export function bodyOf(
  model: SiteModel,
  { record, updates }: Timeline,
  update: TimelineUpdate,
  earlier: readonly ComponentChange[],
): string {
  const place = placeAt(model, incidentPath(record.id));
  const own = [
    update.byClock ? clockSentence(update) : harmless(update.text, place),
    ...(["known", "notKnown", "doing"] as const).map((name) => {
      const text = update[name];
      return text === undefined ? "" : `${blockLabels[name]}:\n\n${harmless(text, place)}`;
    }),
  ].filter((part) => part !== "");
  const first = updates.find((one) => !one.byClock) === update;
  const summary = first ? harmless(record.summary, place) : "";
  const parts = [
    unnamed.includes(update.status) ? `${statusWord(update.status)}.` : "",
    ...(own.length > 0 ? own : [summary]),
    ...earlier.map(changeSentence),
    update.nextUpdate === undefined ? "" : `Next update by ${timeView(update.nextUpdate).text}.`,
    own.length > 0 && summary !== "" ? `${summaryLabel}:\n\n${summary}` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("\n\n") : `${statusWord(update.status)}.`;
}

/** `Web API: partial outage since 20 Nov 2026, 10:31 UTC.` */
function changeSentence({ name, at, after }: ComponentChange): string {
  return `${withoutHtml(name)}: ${after.replaceAll("_", " ")} since ${timeView(at).text}.`;
}

/**
 * Markdown that stays text. Some clients print a body as it is, others put it into a page as HTML: so whatever HTML
 * would take for a tag or a character reference is written as one, links within the site become absolute, and all else
 * is left as people wrote it. Comments, which readers of the pages do not see, are left out.
 */
export function harmless(markdown: string, place: LinkPlace): string {
  const text = withAbsoluteLinks(withoutComments(markdown), place).replace(
    /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/gi,
    "$1",
  );
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
