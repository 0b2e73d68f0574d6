import type { Instant } from "../../records/instant.ts";
import { keyTimes } from "../../records/schema/vocabulary.ts";
import { trimBlock } from "../block.ts";
import type { Tell } from "../importer.ts";
import { type FoundAction, type FoundFactor, readActions, readFactors } from "./action.ts";
import type { Day } from "./clock.ts";
import { type Definitions, definitionsOf } from "./definition.ts";
import { dayIn, readFields } from "./field.ts";
import { type ReportFile, splitReport } from "./frontmatter.ts";
import { type FoundTimes, readKeyTimes } from "./keytime.ts";
import { type Block, blocksOf, sectionAt } from "./outline.ts";
import { isTimelineHeading, readTimeline, type Timeline } from "./timeline.ts";
import { cleanLine, cutSummary } from "./words.ts";
import type { Zone } from "./zone.ts";

/** A report as far as it could be read. */
export interface Report {
  readonly title: string;
  /** In plain words; empty where nothing says it. */
  readonly summary: string;
  /** Markdown of the paragraph that the summary was taken from. */
  readonly introduction: string;
  /** The day that the report is about; undefined where nothing says it. */
  readonly day: Day | undefined;
  /** Ids that its front matter names. */
  readonly incidents: readonly string[];
  readonly owner: string | undefined;
  readonly type: string | undefined;
  readonly trigger: string | undefined;
  readonly tags: readonly string[];
  readonly timeline: Timeline;
  readonly times: FoundTimes;
  readonly actions: readonly FoundAction[];
  readonly factors: readonly FoundFactor[];
  /** Link definitions of the text, as Markdown by label. */
  readonly definitions: Definitions;
  /** The text of the record: all of the source but the title. */
  readonly body: string;
  /** Line of the source on which the body of the source begins. */
  readonly bodyLine: number;
  /** Marks such as `{{ name }}` stand in the text. */
  readonly hasPlaceholders: boolean;
}

/** What reports are read with. */
export interface ReportContext {
  /** Id that the report will have: the name of its file. */
  readonly id: string;
  /** `--time-zone`. */
  readonly zone: Zone | undefined;
  readonly now: Instant;
  readonly tell: Tell;
  /** Changes the addresses of a text whose first line is on a line of the source. */
  readonly link: (text: string, line: number) => string;
}

const SUMMARY = /^(?:summary|executive summary|tl;?dr|overview|abstract|synopsis|what happened)$/i;

/** Reads a report, whose line ends are `\n`. What it does not say is not made up. */
export function readReport(text: string, { id, zone, now, tell, link }: ReportContext): Report {
  const file = splitReport(text, tell);
  const body = link(file.body, file.bodyLine);
  const lines = body.split("\n");
  const blocks = blocksOf(body);
  const fields = readFields(file, tell);
  const heading = blocks.find(({ type, level }) => type === "heading" && level === 1);
  const written = fields.title ?? (heading && cleanLine(heading.words));
  const title = withoutDay(written || nameOf(id), id);
  const day = fields.day ?? dayIn(heading?.words ?? "") ?? dayIn(title) ?? dayIn(id);
  const lead = leadOf(blocks);
  const definitions = definitionsOf(body);
  const fallback = fields.zone ?? zone;
  const read = readTimeline(blocks, lines, { day, fallback });
  const entries = read.entries.filter(({ at }) => at >= 0 && at <= now);
  const out = read.entries.filter(({ at }) => at < 0 || at > now);
  const remarks = [
    ...read.remarks,
    ...out.map(({ line }) => ({
      line,
      message: "This time is in the future, or before 1970.",
      isMissed: true,
    })),
  ];
  const own = new Map([
    ...Object.entries(readKeyTimes(entries)),
    ...Object.entries(fields.times(fallback, day)),
  ]);
  // A heading that became the title is not shown twice, unless it says more than a title can.
  const isFirst = heading !== undefined && blocks[0] === heading && !hasAddress(heading);
  const isTitle = isFirst && (fields.title === undefined || cleanLine(heading.words) === fields.title);
  const rest = isTitle ? lines.slice(heading.end) : lines;
  return {
    title,
    summary: fields.summary ?? cutSummary(lead?.words ?? ""),
    introduction: lead?.content ?? fields.summary ?? "",
    day: day ?? dayOf(entries[0]?.at) ?? dayOfHeadings(blocks),
    incidents: fields.incidents,
    owner: fields.owner,
    type: fields.type,
    trigger: fields.trigger,
    tags: fields.tags,
    timeline: { ...read, entries, remarks },
    times: Object.fromEntries(keyTimes.flatMap((key) => (own.has(key) ? [[key, own.get(key)]] : []))),
    actions: readActions(blocks, lines, definitions),
    factors: readFactors(blocks, lines, definitions),
    definitions,
    body: withFrontMatter(trimBlock(rest.join("\n")), file, fields.isWhole),
    bodyLine: file.bodyLine,
    hasPlaceholders: /\{\{[^{}\n]{0,200}\}\}|<(?:yyyy|date|title|name)>|\byyyy-mm-dd\b/i.test(body),
  };
}

/** The first paragraph of a section that is called summary; without one, the first of the text above its sections. */
function leadOf(blocks: readonly Block[]): Block | undefined {
  const index = blocks.findIndex(
    ({ type, words }) => type === "heading" && SUMMARY.test(words.replace(/:$/, "")),
  );
  const title = blocks.findIndex(({ type, level }) => type === "heading" && level === 1);
  const section = index === -1 ? blocks.slice(title + 1) : sectionAt(blocks, index);
  const end = index === -1 ? section.findIndex(({ type }) => type === "heading") : -1;
  const own = end === -1 ? section : section.slice(0, end);
  if (index === -1 && own.some(isTimelineHeading)) return undefined;
  return own.find(({ type, words }) => type === "paragraph" && words !== "");
}

function dayOf(at: Instant | undefined): Day | undefined {
  return at === undefined ? undefined : dayIn(new Date(at).toISOString().slice(0, 10));
}

/** The first day that a heading begins with. */
function dayOfHeadings(blocks: readonly Block[]): Day | undefined {
  return blocks.map(({ type, words }) => (type === "heading" ? dayIn(words) : undefined)).find(Boolean);
}

function hasAddress({ tokens }: Block): boolean {
  return (tokens[1]?.children ?? []).some(({ type }) => ["link_open", "image", "html_inline"].includes(type));
}

/** The words of a file's name, without its day. */
function nameOf(id: string): string {
  return cleanLine(id.replace(/^\d{4}-\d{2}-\d{2}-?(?=.)/, "").replace(/[-_.]+/g, " ")) || id;
}

/** A title without the day that the file's name says too. */
function withoutDay(title: string, id: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:\s*[,:–—-]\s*|\s+)(?=["'\p{L}\p{Pi}\p{Ps}])/u.exec(title);
  return match && id.startsWith(match[1] ?? "") ? title.slice(match[0].length) : title;
}

/** The text with the front matter of the source below it, unless all of that is in the record. */
function withFrontMatter(body: string, { frontMatter, language }: ReportFile, isWhole: boolean): string {
  if (isWhole || frontMatter.trim() === "") return body;
  const longest = (frontMatter.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${body}\n\n## Front matter of the source\n\n${fence}${language}\n${frontMatter}\n${fence}`.trimStart();
}
