import type { Token } from "markdown-it";
import type { SiteModel } from "../../model/site.ts";
import { destinationAt, linkAddress, markdownStructure } from "../../records/markdown.ts";
import { absolute } from "../../views/page.ts";
import { byCell, changedBlocks, inTable } from "./block.ts";
import { inlineStretches, isEscaped } from "./inline.ts";

/** Where a text is shown, which its links are relative to. */
export interface LinkPlace {
  /** Goes before addresses that begin with a slash; empty for none. */
  readonly base: string;
  /** Absolute address of the page. */
  readonly page: string;
}

/** The page of a site at a path. */
export function placeAt(model: SiteModel, path: string): LinkPlace {
  return { base: model.origin.base, page: absolute(model, path) };
}

/** What stands before a destination that may lie within the site. */
const MAYBE = /\](?:\(|:)(?!\s*<?(?:https?:|mailto:))/i;
const LINK = /\]\(\s*/g;
/** At the beginning of a line, which may be one of a list or a quotation. */
const DEFINITION = /^[ \t>*+\d.)-]*\[(?:[^[\]\\]|\\[\s\S])+\]:\s*/gm;

/** Tokens that have their lines for themselves: there are no definitions in them. */
const LEAVES: ReadonlySet<string> = new Set(["inline", "table_open", "fence", "code_block", "html_block"]);

/**
 * Markdown whose links, images and definitions have absolute addresses, as they come out on a page, for readers elsewhere.
 * All else, code above all, stays as it was typed.
 */
export function withAbsoluteLinks(text: string, place: LinkPlace): string {
  if (!MAYBE.test(text)) return text;
  const { tokens, defined } = markdownStructure(text);
  const inLinks = changedBlocks(text, tokens, (token, index) => {
    if (token.type === "table_open") {
      const targets = new Set(inTable(tokens, index).flatMap(targetsOf));
      return targets.size === 0
        ? undefined
        : (part) => byCell(part, (cell) => moved(cell, LINK, targets, place));
    }
    const targets = new Set(token.type === "inline" ? targetsOf(token) : []);
    return targets.size === 0 ? undefined : (part) => moved(part, LINK, targets, place);
  });
  return defined.size === 0 ? inLinks : inDefinitions(inLinks, tokens, defined, place);
}

/** Definitions stand in the lines that nothing else is in. */
function inDefinitions(
  text: string,
  tokens: readonly Token[],
  defined: ReadonlySet<string>,
  place: LinkPlace,
): string {
  const lines = text.split("\n");
  const taken = new Set<number>();
  for (const { type, map } of tokens) {
    for (let line = map?.[0] ?? 0; LEAVES.has(type) && line < (map?.[1] ?? 0); line++) taken.add(line);
  }
  const done: string[] = [];
  for (let line = 0; line < lines.length; ) {
    let end = line;
    while (end < lines.length && taken.has(end) === taken.has(line)) end++;
    const part = lines.slice(line, end).join("\n");
    done.push(taken.has(line) ? part : moved(part, DEFINITION, defined, place));
    line = end;
  }
  return done.join("\n");
}

/** Addresses of the links and images of a token, as they come out. */
function targetsOf({ children }: Token): string[] {
  return (children ?? []).flatMap((child) => {
    const target = child.type === "link_open" ? "href" : child.type === "image" ? "src" : undefined;
    return target === undefined ? [] : [String(child.attrGet(target) ?? "")];
  });
}

/** Replaces the destinations after `sign` that are among `targets`: what only looks like a link has none. */
function moved(part: string, sign: RegExp, targets: ReadonlySet<string>, place: LinkPlace): string {
  const { code } = inlineStretches(part);
  let done = "";
  let at = 0;
  let passed = 0;
  for (const { 0: before, index } of part.matchAll(sign)) {
    const start = index + before.length;
    while ((code[passed]?.end ?? Number.POSITIVE_INFINITY) <= index) passed++;
    const inCode = (code[passed]?.start ?? Number.POSITIVE_INFINITY) <= index;
    if (index < at || inCode || isEscaped(part, index)) continue;
    const { href, end } = destinationAt(part, start);
    const address = targets.has(href) ? addressOf(href, place) : undefined;
    if (address === undefined) continue;
    done += part.slice(at, start) + address;
    at = end;
  }
  return done + part.slice(at);
}

/** The absolute address of a destination, so that it means nothing else in Markdown; undefined for one that is absolute. */
function addressOf(href: string, { base, page }: LinkPlace): string | undefined {
  if (href === "" || /^[a-z][a-z0-9+.-]*:/i.test(href)) return undefined;
  return URL.parse(linkAddress(href, base), page)
    ?.href.replaceAll("(", "%28")
    .replaceAll(")", "%29")
    .replace(/&(?=#?\w+;)/g, "&amp;");
}
