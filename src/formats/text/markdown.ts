import type { Token } from "markdown-it";
import { isSafeLink, markdownTokens, unsafeLinks } from "../../records/markdown.ts";

/** How often a text is looked through: what was HTML is Markdown afterwards, which may have HTML in it. */
const PASSES = 8;
const MAYBE = /<[a-z/!?]|\]\(|\]:/i;
/**
 * Where a tag, a comment, an instruction or a declaration could begin, for readers that are less strict than CommonMark,
 * too. An automatic link such as `<https://example.org>` is none.
 */
const TAG = /<(?!(?:https?:|mailto:)[^\s<>]*>|[\w.+-]+@[\w.-]+>)(?=[a-z/!?])/gi;
/** What stands before a colon where an address begins. */
const SCHEME = /(?<=\](?:\(|:)\s{0,9}<?\s{0,9})([a-z][a-z0-9+.-]*):/gi;

/**
 * Markdown of a record for those who take it further: it says what our pages say, and a reader that lets HTML through
 * shows tags as text, too. Links that could run code lose their colon. Code stays as it is, and so does every text that
 * has neither.
 */
export function harmless(text: string): string {
  let safe = text;
  for (let pass = 0; pass < PASSES; pass++) {
    const next = escapedOnce(safe);
    if (next === safe) return safe;
    safe = next;
  }
  // Nobody wrote this by hand. In code, an entity is shown as it is written; that is harmless.
  return escapedOnce(safe) === safe ? safe : safe.replaceAll("<", "&lt;");
}

function escapedOnce(text: string): string {
  if (!MAYBE.test(text)) return text;
  const lines = text.split("\n");
  const tokens = markdownTokens(text);
  for (const [index, token] of tokens.entries()) {
    if (!token.map) continue;
    const change = changeOf(token, tokens, index);
    if (!change) continue;
    const [first, end] = token.map;
    const part = lines.slice(first, end).join("\n");
    const changed = change(part);
    for (const [row, line] of changed.split("\n").entries()) lines[first + row] = line;
  }
  return lines.join("\n");
}

/** What must be done with the lines of a token. */
function changeOf(
  token: Token,
  tokens: readonly Token[],
  index: number,
): ((part: string) => string) | undefined {
  if (token.type === "html_block") return firstTags;
  if (token.type === "table_open") {
    let end = index;
    while (end < tokens.length && tokens[end]?.type !== "table_close") end++;
    const html = tokens.slice(index, end).some(hasHtml);
    return (part) => unless(html, part, inCells(part));
  }
  if (token.type !== "inline") return undefined;
  const isUnsafe = unsafeLinks(token).length > 0;
  return (part) => {
    const safe = isUnsafe ? outsideCode(part, withoutSchemes) : part;
    return unless(hasHtml(token), part, outsideCode(safe, allTags));
  };
}

/** What looks like code here may be none, as a link's address can hold a backtick: then every tag is escaped. */
function unless(html: boolean, part: string, changed: string): string {
  return html && changed === part ? allTags(part) : changed;
}

function hasHtml({ type, children }: Token): boolean {
  return type === "inline" && (children ?? []).some((child) => child.type === "html_inline");
}

/** Rows of a table: code does not reach from one cell into the next. */
function inCells(part: string): string {
  const cell = (text: string): string => outsideCode(outsideCode(text, allTags), withoutSchemes);
  return part
    .split("\n")
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .map(cell)
        .join("|"),
    )
    .join("\n");
}

/** The first sign of each line, which makes it a block of HTML; the rest is looked at when it is Markdown. */
function firstTags(part: string): string {
  return part.replace(/^([ \t>*+\d.)-]*)<(?=[a-z/!?])/gim, "$1\\<");
}

function allTags(words: string): string {
  return words.replace(TAG, (sign, index: number) => (isEscaped(words, index) ? sign : `\\${sign}`));
}

function withoutSchemes(words: string): string {
  return words.replace(SCHEME, (whole, scheme: string) => (isSafeLink(`${scheme}:x`) ? whole : `${scheme} `));
}

/** Whether an odd number of backslashes stands before a sign. */
function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text[start - 1] === "\\") start--;
  return (index - start) % 2 === 1;
}

/** Changes what is in no code: that lies between two runs of as many backticks (CommonMark, section 6.1). */
function outsideCode(part: string, change: (words: string) => string): string {
  const runs = [...part.matchAll(/`+/g)];
  const ends = Map.groupBy(runs.toReversed(), ([run]) => run.length);
  let done = "";
  let at = 0;
  for (const { 0: run, index } of runs) {
    if (index < at) continue;
    // Of a run after a backslash, the first backtick is text. Within code, a backslash means nothing.
    const start = isEscaped(part, index) ? index + 1 : index;
    const length = run.length - (start - index);
    const later = ends.get(length) ?? [];
    while ((later.at(-1)?.index ?? Number.POSITIVE_INFINITY) <= index) later.pop();
    const end = later.at(-1)?.index;
    if (length === 0 || end === undefined) continue;
    done += change(part.slice(at, start)) + part.slice(start, end + length);
    at = end + length;
  }
  return done + change(part.slice(at));
}

/** Plain text in Markdown: nothing in it means anything. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
