/** A stretch of a text: from the first character to the one after the last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Whether an odd number of backslashes stands before a sign. */
export function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text[start - 1] === "\\") start--;
  return (index - start) % 2 === 1;
}

/** Changes what is in no code. */
export function outsideCode(part: string, change: (words: string) => string): string {
  let done = "";
  let at = 0;
  for (const { start, end } of inlineStretches(part).code) {
    done += change(part.slice(at, start)) + part.slice(start, end);
    at = end;
  }
  return done + change(part.slice(at));
}

/**
 * Code, which lies between two runs of as many backticks (CommonMark, section 6.1), and comments. Of two that overlap, the
 * first one is what it seems.
 */
export function inlineStretches(part: string): {
  readonly code: readonly Stretch[];
  readonly comments: readonly Stretch[];
} {
  const code: Stretch[] = [];
  const comments: Stretch[] = [];
  const ends = Map.groupBy([...part.matchAll(/`+/g)].reverse(), ([run]) => run.length);
  const lastEnd = part.lastIndexOf("-->");
  const sign = /`+|<!--/g;
  for (let match = sign.exec(part); match; match = sign.exec(part)) {
    const { 0: run, index } = match;
    if (run === "<!--") {
      // `<!-->` and `<!--->` are comments, too.
      if (isEscaped(part, index) || index + 2 > lastEnd) continue;
      const end = part.indexOf("-->", index + 2) + 3;
      comments.push({ start: index, end });
      sign.lastIndex = end;
      continue;
    }
    // Of a run after a backslash, the first backtick is text. Within code, a backslash means nothing.
    const start = isEscaped(part, index) ? index + 1 : index;
    const length = run.length - (start - index);
    const later = ends.get(length) ?? [];
    while ((later.at(-1)?.index ?? Number.POSITIVE_INFINITY) <= index) later.pop();
    const end = later.at(-1)?.index;
    if (length === 0 || end === undefined) continue;
    code.push({ start, end: end + length });
    sign.lastIndex = end + length;
  }
  return { code, comments };
}
