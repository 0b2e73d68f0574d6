import { isSafeLink, markdownTokens } from "../../records/markdown.ts";

/** Where a tag, a comment or a declaration could begin; an automatic link such as <https://example.org> does not. */
const TAG = /<(?!(?:https?:|mailto:)[^\s<>]*>)(?=[a-z/!?])/gi;
/** What stands before a colon where an address begins. */
const SCHEME = /(?<=\](?:\(|:)\s{0,9}<?\s{0,9})([a-z][a-z0-9+.-]*):/gi;

/**
 * Markdown of a record for those who take it further: it says what our pages say, and a reader that lets HTML through
 * shows tags as text, too. Links that could run code lose their colon. What stands in code stays as it is.
 */
export function harmless(text: string): string {
  if (!/<|\]\(|\]:/.test(text)) return text;
  const lines = text.split("\n");
  const inCode = new Set<number>();
  for (const { type, map } of markdownTokens(text)) {
    if ((type === "fence" || type === "code_block") && map) {
      for (let line = map[0]; line < map[1]; line++) inCode.add(line);
    }
  }
  return lines.map((line, index) => (inCode.has(index) ? line : harmlessLine(line))).join("\n");
}

/** Code within a line lies between two runs of as many backticks (CommonMark, section 6.1). */
function harmlessLine(line: string): string {
  const runs = [...line.matchAll(/`+/g)];
  const ends = new Map<number, number[]>();
  for (const { 0: run, index } of runs.toReversed()) {
    const own = ends.get(run.length) ?? [];
    own.push(index);
    ends.set(run.length, own);
  }
  let done = "";
  let at = 0;
  for (const { 0: run, index } of runs) {
    const later = ends.get(run.length);
    later?.pop();
    const end = later?.at(-1);
    if (index < at || end === undefined) continue;
    done += harmlessWords(line.slice(at, index)) + line.slice(index, end + run.length);
    at = end + run.length;
  }
  return done + harmlessWords(line.slice(at));
}

function harmlessWords(words: string): string {
  return words
    .replace(TAG, "\\<")
    .replace(SCHEME, (whole, scheme: string) => (isSafeLink(`${scheme}:x`) ? whole : `${scheme} `));
}

/** Plain text in Markdown: nothing in it means anything. */
export function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
