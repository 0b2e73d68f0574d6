import type { Token } from "markdown-it";
import type { Instant } from "../instant.ts";
import { markdownTokens, wordsOf } from "../markdown.ts";
import type { Mistake } from "../problem.ts";
import type { IncidentKind, Status } from "../schema/vocabulary.ts";
import type { PlacedMistake } from "./frontmatter.ts";
import { parseUpdateHeading } from "./heading.ts";
import { checkText } from "./text.ts";
import { misplacedTrailers, splitTrailers } from "./trailer.ts";

/** One update of a record. Texts are Markdown. */
export interface Update {
  /** Permanent fragment of the update's address, unique within the record. */
  readonly anchor: string;
  readonly status: Status;
  readonly at: Instant;
  /** What stands outside of the three blocks. */
  readonly text: string;
  readonly known?: string;
  readonly notKnown?: string;
  readonly doing?: string;
  /** When the next update was promised. */
  readonly nextUpdate?: Instant;
  /** Handle of the person who posted it. */
  readonly postedBy?: string;
  /** Line of the heading in its file. */
  readonly line: number;
}

/** The Markdown part of a record, taken apart. */
export interface Body {
  /** Markdown before the first update. */
  readonly summary: string;
  readonly updates: readonly Update[];
  readonly mistakes: readonly PlacedMistake[];
}

interface Section {
  readonly heading: string;
  /** Whether it is underlined with hyphens instead of beginning with ##. */
  readonly underlined: boolean;
  /** Index of the heading's line, and of the first line after it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Takes the body of an incident apart at its level-2 headings. `line` is where the body begins in its file. An update
 * whose status is unknown changes no status; one whose time cannot be read is left out. Each has its mistake.
 */
export function parseBody(body: string, line: number, kind: IncidentKind | undefined): Body {
  const lines = body.split("\n");
  const tokens = markdownTokens(body);
  const mistakes: PlacedMistake[] = [];
  const report = (index: number, mistake: Mistake, column = 1): void => {
    mistakes.push({ at: { line: line + index, column }, mistake });
  };
  checkText(tokens, lines, report);
  const unseen = mistakes
    .filter(({ mistake }) => mistake.code === "heading-level")
    .map(({ at }) => at.line - line);
  const sections = sectionsOf(tokens, lines.length);
  const summary = lines.slice(0, sections[0]?.line ?? lines.length);
  if (!isWithin(unseen, 0, summary.length)) {
    for (const { line: index, mistake } of misplacedTrailers(summary)) report(index, mistake);
  }
  const updates: Update[] = [];
  const anchors = new Map<string, number>();
  for (const section of sections) {
    const heading = parseUpdateHeading(section.heading, kind, section.underlined);
    for (const mistake of heading.mistakes) {
      report(section.line, mistake, columnOf(mistake, lines[section.line] ?? ""));
    }
    const text = lines.slice(section.start, section.end);
    const split = splitTrailers(text, heading.at);
    // Trailers are not at the end of their update where the next one is not seen as one: that is told already.
    const told = isWithin(unseen, section.start, section.end);
    for (const { line: index, mistake } of split.mistakes) {
      if (!told || mistake.code !== "trailer-misplaced") report(section.start + index, mistake);
    }
    if (heading.at === undefined) continue;
    updates.push({
      anchor: anchorOf(heading.at, anchors),
      status: heading.status ?? "update",
      at: heading.at,
      ...blocksOf(text.slice(0, split.textLines)),
      ...split.trailers,
      line: line + section.line,
    });
  }
  return { summary: summary.join("\n").trim(), updates, mistakes };
}

/** Whether one of some lines, in order, is in a range. */
function isWithin(lines: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (lines[low] ?? Number.POSITIVE_INFINITY) < end;
}

function sectionsOf(tokens: readonly Token[], lineCount: number): Section[] {
  const starts: Omit<Section, "end">[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.tag !== "h2" || token.level !== 0 || !token.map) continue;
    const heading = wordsOf(tokens[index + 1]);
    starts.push({ heading, underlined: token.markup === "-", line: token.map[0], start: token.map[1] });
  }
  return starts.map((section, index) => ({ ...section, end: starts[index + 1]?.line ?? lineCount }));
}

/**
 * The anchor of an update is made of its time alone, `update-2026-11-20-1042`, so that neither a corrected text nor an
 * update put in before it changes it. A second update of the same minute gets `-2`.
 */
function anchorOf(at: Instant, taken: Map<string, number>): string {
  const text = new Date(at).toISOString();
  const seconds = text.slice(17, 19) === "00" ? "" : text.slice(17, 19);
  const anchor = `update-${text.slice(0, 10)}-${text.slice(11, 13)}${text.slice(14, 16)}${seconds}`;
  const count = (taken.get(anchor) ?? 0) + 1;
  taken.set(anchor, count);
  return count === 1 ? anchor : `${anchor}-${count}`;
}

type Block = "text" | "known" | "notKnown" | "doing";

const BLOCKS: ReadonlyMap<string, Block> = new Map([
  ["known", "known"],
  ["not known", "notKnown"],
  ["doing", "doing"],
]);

function blocksOf(lines: readonly string[]): Pick<Update, Block> {
  if (!lines.some((line) => line.trimStart().startsWith("###"))) return { text: lines.join("\n").trim() };
  const parts: Record<Block, string[]> = { text: [], known: [], notKnown: [], doing: [] };
  const blocks = blockStarts(lines.join("\n"));
  let part: Block = "text";
  for (const [index, line] of lines.entries()) {
    const block = blocks.get(index);
    part = block ?? part;
    if (block === undefined || block === "text") parts[part].push(line);
  }
  const text = (key: Block): string => parts[key].join("\n").trim();
  return {
    text: text("text"),
    ...(text("known") && { known: text("known") }),
    ...(text("notKnown") && { notKnown: text("notKnown") }),
    ...(text("doing") && { doing: text("doing") }),
  };
}

/** The lines of headings, with the block that each begins; any other heading of level 3 or above ends a block. */
function blockStarts(text: string): Map<number, Block> {
  const starts = new Map<number, Block>();
  const tokens = markdownTokens(text);
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.level !== 0 || !token.map) continue;
    const block =
      token.tag === "h3"
        ? BLOCKS.get(
            wordsOf(tokens[index + 1])
              .toLowerCase()
              .replace(/\s+/g, " "),
          )
        : undefined;
    if (block || token.tag <= "h3") starts.set(token.map[0], block ?? "text");
  }
  return starts;
}

function columnOf(mistake: Mistake, line: string): number {
  const text = mistake.found.startsWith('"') ? mistake.found.slice(1, -1) : mistake.found;
  return Math.max(0, line.indexOf(text)) + 1;
}
