import { alternatives } from "../../records/quote.ts";
import type { Change } from "../change.ts";

/** A text in which neither the breaks of lines nor the way in which letters are encoded make a difference. */
export function plainWords(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

/** Whether two texts differ in white space at most. */
export function sameWords(before: string, after: string): boolean {
  return before === after || plainWords(before) === plainWords(after);
}

/** The different words of a text, in lower case. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Whether two texts share at least half of the words of the one that has more. */
export function isSimilar(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const most = Math.max(a.size, b.size);
  const least = Math.min(a.size, b.size);
  if (least === 0 || least * 2 < most) return false;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared * 2 >= most;
}

/** A text of more than a line that came, went or has other words; undefined where it has the same. */
export function textChange(
  label: string,
  before: string,
  after: string,
  verb: "added" | "set" = "added",
): Change | undefined {
  if (sameWords(before, after)) return undefined;
  const what = before.trim() === "" ? verb : after.trim() === "" ? "removed" : "changed";
  return { text: `${label} ${what}`, material: false, words: { before, after } };
}

/** `a, b and c`; of more than five, the first five and how many more there are. */
export function listed(words: readonly string[]): string {
  const more = words.length - 5;
  return alternatives(more > 1 ? [...words.slice(0, 5), `${more} more`] : words, "and");
}
