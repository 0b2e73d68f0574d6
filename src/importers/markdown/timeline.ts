import type { Instant } from "../../records/instant.ts";
import { plainText } from "../../records/markdown.ts";
import { type Clock, type ClockStart, createClock, type Day } from "./clock.ts";
import { type Block, rowsOf, sectionAt } from "./outline.ts";
import { type Piece, piecesOf } from "./piece.ts";
import { isTimed, readStamp, type TimedStamp } from "./stamp.ts";
import { type AmbiguousZone, readZone, type Zone } from "./zone.ts";

/** Something that happened at a time. */
export interface Entry {
  readonly at: Instant;
  readonly until?: Instant;
  readonly isAbout: boolean;
  /** What the heading says beside the time; empty elsewhere. */
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** Line of the body, counted from 0. */
  readonly line: number;
}

/** A line of a timeline about which there is something to be said. */
export interface TimelineRemark {
  readonly line: number;
  readonly message: string;
  /** It could have been an entry, and is none. */
  readonly isMissed: boolean;
}

/** The timeline of a report. */
export interface Timeline {
  /** In the order of time. */
  readonly entries: readonly Entry[];
  readonly remarks: readonly TimelineRemark[];
  /** Zones that its entries were read in. */
  readonly zones: readonly Zone[];
}

/** What is known of a report's times before they are read. */
export type TimelineStart = Pick<ClockStart, "fallback"> & { readonly day: Day | undefined };

const HEADING =
  /\b(?:time ?-?lines?|chronology|chronological|sequence of events|course of events|incident log)\b/i;
const ZONE_LINE =
  /\btime ?(?:zone|stamp)?s?\b[^.\n]{0,40}?(?:\b(?:in|are|is|use|using)\b|:|\()|\ball times\b|\b(?:all|in)\s(?:UTC|GMT)\b/i;
/** Outside of a timeline, a time is often something else. */
const ZONE_ELSEWHERE = /\b(?:all times|times (?:are|in|given)|time ?zone)\b/i;

/** Reads the sections that are called timeline; in a report without one, all headings, items and rows with a time. */
export function readTimeline(
  blocks: readonly Block[],
  lines: readonly string[],
  { day, fallback }: TimelineStart,
): Timeline {
  const sections = sectionsOf(blocks);
  const isNamed = sections.length > 0;
  // The day and the time in a title are those of the report.
  const title = blocks.findIndex(({ level }) => level === 1);
  const regions = isNamed ? sections : [{ heading: undefined, blocks: blocks.slice(title + 1) }];
  const declared = declaredZone(regions, blocks);
  const collected: Collected = { entries: [], remarks: [], zones: new Map() };
  for (const region of regions) {
    const pieces = new Map(region.blocks.map((block) => [block, piecesOf(block, lines, isNamed)]));
    const carried = region.blocks
      .flatMap((block) => [readStamp(block.content), ...(pieces.get(block) ?? []).map(({ stamp }) => stamp)])
      .find((stamp) => isTimed(stamp) && stamp.zone)?.zone;
    const clock = createClock({ day, declared, carried, fallback });
    readRegion(region.blocks, { lines, pieces, clock, isNamed, collected });
  }
  return {
    entries: collected.entries.map(finished).toSorted((a, b) => a.at - b.at),
    remarks: collected.remarks,
    zones: [...collected.zones.values()],
  };
}

/** Whether a heading begins a timeline. */
export function isTimelineHeading({ type, words }: Block): boolean {
  return type === "heading" && HEADING.test(words) && words.length < 80 && readStamp(words) === undefined;
}

interface Region {
  readonly heading: Block | undefined;
  readonly blocks: readonly Block[];
}

interface Draft {
  readonly stamp: TimedStamp;
  readonly at: Instant;
  readonly until?: Instant;
  readonly title: string;
  readonly line: number;
  readonly texts: string[];
}

interface Collected {
  readonly entries: Draft[];
  readonly remarks: TimelineRemark[];
  readonly zones: Map<string, Zone>;
}

/** A heading with a time goes on with a timeline, whatever its level is. */
function sectionsOf(blocks: readonly Block[]): Region[] {
  let end = 0;
  return blocks.flatMap((block, index) => {
    if (index < end || !isTimelineHeading(block)) return [];
    const section = sectionAt(blocks, index, ({ content }) => readStamp(content) !== undefined);
    end = index + 1 + section.length;
    return [{ heading: block, blocks: section }];
  });
}

/** What the report says of all of its times: in the heading of the timeline, in it, or anywhere else. */
function declaredZone(
  regions: readonly Region[],
  blocks: readonly Block[],
): Zone | AmbiguousZone | undefined {
  const within = regions.flatMap((region) => [
    ...(region.heading ? [region.heading.words] : []),
    ...region.blocks.flatMap((block) => sentencesOf(block, ZONE_LINE)),
  ]);
  for (const sentence of [...within, ...blocks.flatMap((block) => sentencesOf(block, ZONE_ELSEWHERE))]) {
    const zone = readZone(sentence);
    if (zone) return zone;
  }
  return undefined;
}

/** Sentences and heads of tables in which a zone may be said of all times. */
function sentencesOf(block: Block, saying: RegExp): readonly string[] {
  if (block.type === "table") return (rowsOf(block)[0]?.cells ?? []).filter((cell) => /\btime\b/i.test(cell));
  if (readStamp(block.content)) return [];
  return block.words.split(/[.;\n]\s/).filter((sentence) => sentence.length < 200 && saying.test(sentence));
}

interface Context {
  readonly lines: readonly string[];
  /** Of each block; undefined for those that are text and nothing else. */
  readonly pieces: ReadonlyMap<Block, readonly Piece[] | undefined>;
  readonly clock: Clock;
  /** Whether the section is called a timeline: else one time alone is none. */
  readonly isNamed: boolean;
  readonly collected: Collected;
}

function readRegion(blocks: readonly Block[], context: Context): void {
  const { lines, collected, isNamed } = context;
  const headings = blocks.filter(({ type, content }) => type === "heading" && isTimed(readStamp(content)));
  const takesHeadings = isNamed || headings.length > 1;
  /** The level of the heading of the entry that is being written; others end there. */
  let open: Draft | undefined;
  let level = 0;
  for (const block of blocks) {
    const raw = lines.slice(block.start, block.end).join("\n");
    if (block.type === "heading") {
      const stamp = readStamp(block.content);
      if (stamp && takesHeadings && isTimed(stamp)) {
        open = enter(stamp, stamp.rest, block.start, context);
        level = block.level;
      } else if (stamp?.date && takesHeadings) {
        context.clock.setDay(stamp.date);
        open = undefined;
        if (isNamed) tellDay(blocks, block, context);
      } else if (!isNamed && block.level <= level) open = undefined;
      else {
        if (isNamed && block.level === level && /\d|\?\?|x:x/i.test(block.words))
          collected.remarks.push({
            line: block.start,
            message: `No time can be read in ${JSON.stringify(block.words)}: it stays with the entry before it.`,
            isMissed: true,
          });
        open?.texts.push(raw);
      }
      continue;
    }
    const pieces = context.pieces.get(block);
    if (pieces === undefined) open?.texts.push(raw);
    else for (const piece of pieces) open = take(piece, open, context);
  }
}

/** Takes a piece into the timeline; the answer is the entry to which text after it belongs. */
function take({ stamp, text, line }: Piece, open: Draft | undefined, context: Context): Draft | undefined {
  if (isTimed(stamp)) {
    const entry = enter(stamp, "", line, context);
    if (text !== "") entry?.texts.push(text);
    return entry;
  }
  if (stamp?.date) {
    context.clock.setDay(stamp.date);
    if (text !== "") context.collected.remarks.push({ line, message: DAY_ONLY, isMissed: false });
    return undefined;
  }
  if (text !== "") open?.texts.push(text);
  return open;
}

const DAY_ONLY = "This has a day and no time, so it is in the report only, not in the incident.";

/** A day alone is a heading for the times below it, or has a text that no instant can be given to. */
function tellDay(blocks: readonly Block[], block: Block, { collected }: Context): void {
  const next = blocks[blocks.indexOf(block) + 1];
  if (next?.type !== "paragraph" || isTimed(readStamp(next.content))) return;
  collected.remarks.push({ line: block.start, message: DAY_ONLY, isMissed: false });
}

function enter(
  stamp: TimedStamp,
  title: string,
  line: number,
  { clock, collected }: Context,
): Draft | undefined {
  const reading = clock.read(stamp);
  if ("why" in reading) {
    collected.remarks.push({ line, message: `This time is no entry, as ${reading.why}.`, isMissed: true });
    return undefined;
  }
  for (const message of reading.remarks) collected.remarks.push({ line, message, isMissed: false });
  collected.zones.set(reading.zone.said, reading.zone);
  const { at, until } = reading;
  const entry: Draft = { stamp, at, ...(until !== undefined && { until }), title, line, texts: [] };
  collected.entries.push(entry);
  return entry;
}

function finished({ stamp, at, until, title, line, texts }: Draft): Entry {
  const text = texts.join("\n\n").trim();
  return { at, ...(until !== undefined && { until }), isAbout: stamp.isAbout, title, text, line };
}

/** The words of an entry without markup, for those who look for what it says. */
export function entryWords({ title, text }: Entry): string {
  return plainText(`${title}\n\n${text}`);
}
