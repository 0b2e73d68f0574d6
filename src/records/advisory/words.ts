import { markdownTokens } from "../markdown.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";

/** A handle on a forge would be notified by every copy of the text there. Addresses and packages are no handles. */
export const MENTION = /(?<![\w/@.`-])@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?![\w/@-]|\.\w)/g;
/** Marks of what is still to be written. */
export const UNFINISHED = /\b(?:TODO|FIXME|TBD)\b/g;

/**
 * Finds what should not be left in the text of an advisory: bare mentions, and marks of what is still to be written, which
 * a draft may have.
 */
export function checkWords(body: string, line: number, isDraft: boolean): PlacedMistake[] {
  if (!/@|TODO|FIXME|TBD/.test(body)) return [];
  const lines = body.split("\n");
  const found: PlacedMistake[] = [];
  let start = 0;
  for (const token of markdownTokens(body)) {
    // The cells of a table have no place of their own, but their row has one.
    start = token.map?.[0] ?? start;
    if (token.type !== "inline") continue;
    let index = start;
    for (const child of token.children ?? []) {
      if (child.type === "softbreak" || child.type === "hardbreak") index++;
      if (child.type !== "text") continue;
      const at = (word: string) => ({ line: line + index, column: (lines[index] ?? "").indexOf(word) + 1 });
      for (const [word] of child.content.matchAll(MENTION))
        found.push({ at: at(word), mistake: mention(word) });
      if (isDraft) continue;
      for (const [word] of child.content.matchAll(UNFINISHED))
        found.push({ at: at(word), mistake: unfinished(word) });
    }
  }
  return found;
}

/** A handle that would notify somebody. */
export function mention(word: string): Mistake {
  return {
    code: "mention-bare",
    message: "Wherever this text is copied to a forge, this notifies somebody.",
    found: quote(word),
    expected: "a name, a link, or the handle between backticks",
    hint: `Write \`${word}\`, or credit the person under credits.`,
  };
}

/** A mark that was left. */
export function unfinished(word: string): Mistake {
  return {
    code: "text-unfinished",
    message: "The text says that something is still to be written.",
    found: quote(word),
    expected: "a text that is finished",
    hint: "Write what is missing, or remove the mark.",
  };
}
