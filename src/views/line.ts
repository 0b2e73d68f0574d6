/**
 * A text on one line, for pictures and style sheets: without what XML cannot hold, and without signs that would turn what
 * follows around.
 */
export function singleLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
}
