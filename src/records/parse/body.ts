import type { Token } from "markdown-it";
import type { Instant } from "../instant.ts";
import { markdownTokens, unsafeLinks } from "../markdown.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import type { IncidentKind, Status } from "../schema/vocabulary.ts";
import type { PlacedMistake } from "./frontmatter.ts";
import { looksLikeUpdate, parseUpdateHeading } from "./heading.ts";
import { splitTrailers } from "./trailer.ts";

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
  /** Index of the heading's line, and of the first line after it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const BLOCKS = { known: "known", "not known": "notKnown", doing: "doing" } as const;

/** Takes the body of an incident apart at its level-2 headings. `line` is where the body begins in its file. */
export function parseBody(body: string, line: number, kind: IncidentKind | undefined): Body {
  const lines = body.split("\n");
  const tokens = markdownTokens(body);
  const mistakes: PlacedMistake[] = [];
  const report = (index: number, mistake: Mistake, column = 1): void => {
    mistakes.push({ at: { line: line + index, column }, mistake });
  };
  const sections = sectionsOf(tokens, lines.length);
  const updates: Update[] = [];
  const anchors = new Map<string, number>();
  for (const section of sections) {
    const heading = parseUpdateHeading(section.heading, kind);
    for (const mistake of heading.mistakes) report(section.line, mistake, columnOf(mistake, lines[section.line] ?? ""));
    const text = lines.slice(section.start, section.end);
    const split = splitTrailers(text, heading.at);
    for (const { line: index, mistake } of split.mistakes) report(section.start + index, mistake);
    if (!heading.status || heading.at === undefined) continue;
    updates.push({
      anchor: anchorOf(heading.at, anchors),
      status: heading.status,
      at: heading.at,
      ...blocksOf(text.slice(0, split.textLines)),
      ...split.trailers,
      line: line + section.line,
    });
  }
  checkText(tokens, lines, report);
  return { summary: lines.slice(0, sections[0]?.line ?? lines.length).join("\n").trim(), updates, mistakes };
}

function sectionsOf(tokens: readonly Token[], lineCount: number): Section[] {
  const starts: { heading: string; line: number; start: number }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.tag !== "h2" || token.level !== 0 || !token.map) continue;
    starts.push({ heading: tokens[index + 1]?.content ?? "", line: token.map[0], start: token.map[1] });
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

function blocksOf(lines: readonly string[]): Pick<Update, "text" | "known" | "notKnown" | "doing"> {
  if (!lines.some((line) => line.startsWith("###"))) return { text: lines.join("\n").trim() };
  const parts: Record<"text" | "known" | "notKnown" | "doing", string[]> = {
    text: [],
    known: [],
    notKnown: [],
    doing: [],
  };
  const headings = new Map<number, string>();
  const tokens = markdownTokens(lines.join("\n"));
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.level !== 0 || !token.map) continue;
    headings.set(token.map[0], token.tag === "h3" ? (tokens[index + 1]?.content.trim().toLowerCase() ?? "") : "");
  }
  let part: keyof typeof parts = "text";
  for (const [index, line] of lines.entries()) {
    const heading = headings.get(index);
    const block = heading === undefined ? undefined : BLOCKS[heading as keyof typeof BLOCKS];
    if (heading !== undefined) part = block ?? "text";
    if (block === undefined) parts[part].push(line);
  }
  const text = (key: keyof typeof parts): string => parts[key].join("\n").trim();
  return {
    text: text("text"),
    ...(text("known") && { known: text("known") }),
    ...(text("notKnown") && { notKnown: text("notKnown") }),
    ...(text("doing") && { doing: text("doing") }),
  };
}

/** Mistakes in the text that do not hang on one update. */
function checkText(
  tokens: readonly Token[],
  lines: readonly string[],
  report: (index: number, mistake: Mistake, column?: number) => void,
): void {
  for (const token of tokens) {
    if (token.type !== "inline" || !token.map) continue;
    checkInline(token, lines, report);
  }
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.tag === "h2" || !token.map) continue;
    const text = tokens[index + 1]?.content ?? "";
    if (looksLikeUpdate(text)) report(token.map[0], headingLevel(`${token.markup} ${text}`, text));
  }
}

function checkInline(
  token: Token,
  lines: readonly string[],
  report: (index: number, mistake: Mistake, column?: number) => void,
): void {
  const [first, end] = token.map ?? [0, 0];
  const placeOf = (text: string): [number, number] => {
    for (let index = first; index < end; index++) {
      const column = (lines[index] ?? "").indexOf(text);
      if (column !== -1) return [index, column + 1];
    }
    return [first, 1];
  };
  for (const child of token.children ?? []) {
    if (child.type !== "text") continue;
    const html = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!--/i.exec(child.content)?.[0];
    if (html) {
      const [index, column] = placeOf(html);
      report(index, htmlShown(html), column);
    }
    const placeholder = /\{\{[^{}]*\}\}/.exec(child.content)?.[0];
    if (placeholder) {
      const [index, column] = placeOf(placeholder);
      report(index, placeholderLeft(placeholder), column);
    }
    const glued = /^#{1,6}(?=[^\s#])(.*)$/.exec(child.content)?.[1];
    if (glued !== undefined && looksLikeUpdate(glued)) {
      const [index, column] = placeOf(child.content);
      report(index, headingLevel(child.content, glued), column);
    }
  }
  for (const link of unsafeLinks([token])) {
    const [index, column] = placeOf(link);
    report(index, linkUnsafe(link), column);
  }
}

function columnOf(mistake: Mistake, line: string): number {
  const text = mistake.found.startsWith('"') ? mistake.found.slice(1, -1) : mistake.found;
  return Math.max(0, line.indexOf(text)) + 1;
}

function headingLevel(found: string, text: string): Mistake {
  return {
    code: "heading-level",
    message: "This looks like an update, but only a level-2 heading begins one.",
    found: quote(found),
    expected: "two number signs and a space before the status word",
    hint: `Write ## ${text.trim()}.`,
  };
}

function htmlShown(html: string): Mistake {
  return {
    code: "html-shown-as-text",
    message: "HTML in records is not passed through; readers will see it as text.",
    found: quote(html),
    expected: "Markdown",
    hint: "Write it in Markdown, or put it between backticks if it is meant to be seen.",
  };
}

function placeholderLeft(placeholder: string): Mistake {
  return {
    code: "placeholder-left",
    message: "A placeholder of a template is still there.",
    found: quote(placeholder),
    expected: "your own words",
    hint: "Replace it, braces included.",
  };
}

function linkUnsafe(link: string): Mistake {
  return {
    code: "link-unsafe",
    message: "This link could run code, so it is shown as text.",
    found: quote(link),
    expected: "a link beginning with https:, http:, mailto: or /",
    hint: "Replace the address.",
  };
}
