import { looksLikeUpdate } from "../records/parse/heading.ts";
import { splitTrailers } from "../records/parse/trailer.ts";
import { blockTokens } from "./scan.ts";

/*
 * What a piece of Markdown must be like to stand inside of an update: headings below level 2, no fence left open,
 * no line at its end that reads as a trailer.
 */

/** By how many levels the headings of these texts must go down so that the highest is of level 3. */
export function headingShift(texts: readonly string[]): number {
  const levels = texts.flatMap((text) => headingsOf(text).map((heading) => heading.level));
  return Math.max(0, 3 - Math.min(3, ...levels));
}

/** Puts every heading `shift` levels lower. One that reads like an update becomes a bold line. */
export function lowerHeadings(text: string, shift: number): string {
  const lines = text.split("\n");
  for (const { level, start, end, content } of headingsOf(text).reverse()) {
    if (shift === 0 && !looksLikeUpdate(content)) continue;
    const heading = looksLikeUpdate(content)
      ? `**${content}**`
      : `${"#".repeat(Math.min(6, level + shift))} ${content}`;
    lines.splice(start, end - start, ...apart(heading, lines[start - 1], lines[end]));
  }
  return lines.join("\n");
}

/** Removes empty lines and separating rules around a text, and closes a code block that runs to its end. */
export function trimBlock(text: string): string {
  const lines = text.split("\n");
  const isEmpty = (index: number): boolean => (lines[index] ?? "").trim() === "";
  const isRule = (index: number): boolean => /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/.test(lines[index] ?? "");
  let start = 0;
  while (start < lines.length && (isEmpty(start) || isRule(start))) start++;
  let end = lines.length;
  // Without an empty line before it, a rule makes a heading of the text above.
  while (end > start && (isEmpty(end - 1) || (isRule(end - 1) && isEmpty(end - 2)))) end--;
  const trimmed = lines.slice(start, end);
  return [...trimmed, ...missingFence(trimmed)].join("\n").trimEnd();
}

function missingFence(lines: readonly string[]): string[] {
  const token = blockTokens(lines.join("\n")).findLast(({ level }) => level === 0);
  if (token?.type !== "fence" || !token.map) return [];
  const [first, end] = token.map;
  const last = lines.at(-1)?.trim() ?? "";
  const isClosed = end - first > 1 && last.startsWith(token.markup) && /^(?:`+|~+)$/.test(last);
  return isClosed ? [] : [token.markup];
}

/** Escapes the lines of an update that would be read as trailers, or as trailers in the wrong place. */
export function escapeTrailers(text: string): string {
  const lines = text.split("\n");
  const { textLines, mistakes } = splitTrailers(lines, undefined);
  const misread = new Set(mistakes.map((mistake) => mistake.line));
  return lines
    .map((line, index) => {
      if (index < textLines && !misread.has(index)) return line;
      return line.replace(/[:：]/, (colon) => (colon === ":" ? "\\:" : "&#xFF1A;"));
    })
    .join("\n");
}

/** Pieces of Markdown below each other; empty ones are left out. */
export function joinBlocks(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

interface Heading {
  readonly level: number;
  /** Index of its first line, and of the first line after it. */
  readonly start: number;
  readonly end: number;
  /** On one line. */
  readonly content: string;
}

/** The headings of a text that are in no list and no quotation. */
function headingsOf(text: string): Heading[] {
  const tokens = blockTokens(text);
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open" || token.level !== 0 || !token.map) return [];
    const content = (tokens[index + 1]?.content ?? "").replace(/\s*\n\s*/g, " ");
    return [{ level: Number(token.tag.slice(1)), start: token.map[0], end: token.map[1], content }];
  });
}

/** A bold line is a paragraph only with empty lines around it; a heading is one anyway. */
function apart(line: string, before: string | undefined, after: string | undefined): string[] {
  if (line.startsWith("#")) return [line];
  return [...(before?.trim() ? [""] : []), line, ...(after?.trim() ? [""] : [])];
}
