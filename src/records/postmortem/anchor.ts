/** The id of a heading on its page. */
export type Anchor = string;

/**
 * Makes ids of headings, one after the other: letters and digits in lower case, hyphens between them, a number after
 * what came before. The first letter `t-` keeps them apart from the ids of the page itself.
 */
export function anchors(): (text: string) => Anchor {
  const seen = new Map<string, number>();
  return (text) => {
    const slug = text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 80);
    const base = `t-${slug === "" ? "section" : slug}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return count === 1 ? base : anchorsClash(seen, base, count);
  };
}

/** `t-note-2` may be the id of a heading "Note 2" already. */
function anchorsClash(seen: Map<string, number>, base: string, count: number): Anchor {
  let number = count;
  while (seen.has(`${base}-${number}`)) number++;
  seen.set(`${base}-${number}`, 1);
  // The next one of this name begins behind it, or many of two kinds would take time with the product of their numbers.
  seen.set(base, number);
  return `${base}-${number}`;
}
