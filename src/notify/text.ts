/** What could rewrite a terminal, split a header or turn text around: control characters but for line breaks, and those of direction. */
const UNWANTED = /[[\p{Cc}--\n]\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gv;

/** Text as any receiver can take it: line breaks are `\n`, tabs are spaces, nothing that cannot be seen changes its meaning. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\t", " ").replace(UNWANTED, "").trim();
}

/** The same on one line. */
export function oneLine(text: string): string {
  return clean(text.replace(/[\r\n\u0085\u2028\u2029]+/g, " "))
    .split(/\s+/)
    .join(" ");
}

/**
 * An address, or else one character. As in a sentence, the address does not end with punctuation, and a bracket belongs to it
 * only together with the one that opens it.
 */
const PIECE =
  /https?:\/\/(?:[^\s<>"()]|\([^\s<>"()]*\)){0,2000}(?:[^\s<>"\p{P}]|[-/\\_#%&@]|\([^\s<>"()]*\))|./gsu;

/**
 * Writes a text in some markup, not longer than `limit` UTF-16 units; what is left out is an ellipsis. `write` makes
 * markup of one address (longer than a character) or one character; what it returns is never cut in two.
 */
export function clipped(text: string, limit: number, write = (piece: string): string => piece): string {
  let out = "";
  let fits = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    const written = write(piece);
    if (out.length + written.length > limit) return `${out.slice(0, fits)}…`;
    out += written;
    if (out.length < limit) fits = out.length;
  }
  return out;
}

/** An address in which nothing is left that any markup knows. It leads to the same place. */
export function plainAddress(url: string): string {
  return url.replace(/[^\w\-.:/?#&=%+,;$]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 128
      ? `%${code.toString(16).toUpperCase().padStart(2, "0")}`
      : encodeURIComponent(character);
  });
}

/** The same way of escaping for the words of a link, in which an address cannot be a link of its own. */
export function withBareAddress(escaped: (piece: string) => string): (piece: string) => string {
  return (piece) => (piece.length > 2 ? plainAddress(piece) : escaped(piece));
}
