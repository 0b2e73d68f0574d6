import type { Token } from "markdown-it";
import { destinationAt, isSafeLink, markdownTokens, unsafeLinks } from "../../records/markdown.ts";
import { type BlockChange, byCell, changedBlocks, inTable } from "./block.ts";
import { withoutComments } from "./comment.ts";
import { isEscaped, outsideCode } from "./inline.ts";
import { type LinkPlace, withAbsoluteLinks } from "./link.ts";

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

/** What stands before the address of a link, and of a definition, too. */
const LINK = /\]\(\s{0,9}/g;
const DESTINATION = /(?:\]\(|^[ \t>*+\d.)-]{0,99}\[[^\]\n]{1,200}\]:)\s{0,9}/gm;

/**
 * Markdown of a record for those who take it further: it says what our pages say, without comments, and a reader that lets
 * HTML through shows tags as text, too. Links that could run code lose their colon or are none, those within the site become absolute
 * with a `place`. Code stays as it is, and so does every text that has nothing of this.
 */
export function harmless(text: string, place?: LinkPlace): string {
  const written = withoutComments(text);
  let safe = place === undefined ? written : withAbsoluteLinks(written, place);
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
  const tokens = markdownTokens(text);
  return changedBlocks(text, tokens, (token, index) => changeOf(token, tokens, index));
}

/** What must be done with the lines of a token. */
function changeOf(token: Token, tokens: readonly Token[], index: number): BlockChange | undefined {
  if (token.type === "html_block") return firstTags;
  if (token.type === "table_open") {
    const html = inTable(tokens, index).some(hasHtml);
    return (part) => unless(html, part, byCell(part, harmlessCell));
  }
  if (token.type !== "inline") return undefined;
  const isUnsafe = unsafeLinks(token).length > 0 || [...token.content.matchAll(LINK)].some(leadsAstray);
  return (part) => {
    const safe = isUnsafe ? outsideCode(part, withoutSchemes) : part;
    return unless(hasHtml(token), part, outsideCode(safe, allTags));
  };
}

/** What looks like code here may be none, as a link's address can hold a backtick: then every tag is escaped. */
function unless(html: boolean, part: string, changed: string): string {
  return html && changed === part ? allTags(part) : changed;
}

function hasHtml({ children }: Token): boolean {
  return (children ?? []).some((child) => child.type === "html_inline");
}

function harmlessCell(text: string): string {
  return outsideCode(outsideCode(text, allTags), withoutSchemes);
}

/** The first sign of each line, which makes it a block of HTML; the rest is looked at when it is Markdown. */
function firstTags(part: string): string {
  return part.replace(/^([ \t>*+\d.)-]*)<(?=[a-z/!?])/gim, "$1\\<");
}

function allTags(words: string): string {
  return words.replace(TAG, (sign, index: number) => (isEscaped(words, index) ? sign : `\\${sign}`));
}

/** Whether the address after a match could run code. */
function leadsAstray({ 0: before, index, input }: RegExpExecArray): boolean {
  return !isSafeLink(destinationAt(input, index + before.length).href);
}

function withoutSchemes(words: string): string {
  const plain = words.replace(SCHEME, (whole, scheme: string) =>
    isSafeLink(`${scheme}:x`) ? whole : `${scheme} `,
  );
  // A scheme may be written with references or backslashes: `java&#115;cript:`. Then the whole is no link.
  return plain.replace(DESTINATION, (whole, index: number) =>
    isSafeLink(destinationAt(plain, index + whole.length).href) ? whole : whole.replace(/[(:]\s*$/, "\\$&"),
  );
}

/** Plain text in Markdown: nothing in it means anything. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
