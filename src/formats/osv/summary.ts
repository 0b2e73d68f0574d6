/** How long a summary may be, in characters (OSV: "around 120 or less"). */
const LONGEST = 120;

/** A title as a summary: where it is too long, it ends after a whole word, with an ellipsis. */
export function summaryOf(title: string): string {
  const characters = Array.from(new Intl.Segmenter("en").segment(title), ({ segment }) => segment);
  if (characters.length <= LONGEST && title.length <= LONGEST) return title;
  let cut = "";
  for (const character of characters) {
    if (cut.length + character.length >= LONGEST) break;
    cut += character;
  }
  const space = /^[\s\p{P}]/u.test(title.slice(cut.length)) ? cut.length : cut.search(/\s\S*$/);
  return `${cut.slice(0, space > 0 ? space : undefined).replace(/[\s,;:.–—-]+$/, "")}…`;
}
