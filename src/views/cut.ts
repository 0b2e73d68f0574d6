/** The beginning of a plain text of at most so many characters, cut between words. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(" ", most);
  return `${text.slice(0, end > 0 ? end : most).replace(/[,;:.\s]+$/, "")}\u00a0…`;
}

/** The first sentences of a plain text that fit into so many characters; where not even one does, its beginning. */
export function leadText(text: string, most: number): string {
  if (text.length <= most) return text;
  const ends = [...text.slice(0, most + 1).matchAll(/[.!?](?=\s\p{Lu})/gu)].map(({ index }) => index + 1);
  const end = ends.at(-1);
  return end === undefined || end < most / 4 ? cutText(text, most) : text.slice(0, end);
}
