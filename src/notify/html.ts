/** A tag, an entity or the text between them. The name ends where it has to, so that no text is looked at twice. */
const PIECE = /<(\/?)([a-z][a-z0-9]*)((?![a-z0-9])[^<>]*)>|&(?:amp|lt|gt|quot);|[^<&]+/g;
const HREF = /\shref="([^"]*)"/;
const START = /\sstart="(\d{1,9})"/;
const ALT = /\salt="([^"]*)"/;
const characters: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
};
/** Elements with a blank line around them. */
const paragraphs = /^(?:p|h[1-6]|ul|ol|pre|blockquote|table|div|hr)$/;

/**
 * The words of HTML that Daymark has rendered, for receivers that take plain text: paragraphs, items and rows apart, addresses
 * of links behind their words, what is struck out between `~~`. That HTML has six entities and tags at most, so that no
 * parser is needed; what is no such HTML comes out as some text.
 */
export function htmlText(html: string): string {
  let out = "";
  /** So many line breaks come before the next words. */
  let gap = 0;
  /** Nothing has been written since the beginning, or since the mark of an item. */
  let fresh = true;
  let href = "";
  let began = 0;
  let cells = 0;
  /** The next number of each list that is open; NaN where it has none. */
  const lists: number[] = [];
  const apart = (lines: number): void => {
    if (!fresh) gap = Math.max(gap, lines);
  };
  const add = (text: string): void => {
    out += "\n".repeat(gap) + text;
    gap = 0;
    fresh = false;
  };
  for (const [piece, close, tag = "", attributes = ""] of html.matchAll(PIECE)) {
    const opens = close === "";
    if (tag === "") {
      const text = characters[piece] ?? piece;
      const [from, to] = withoutBreaks(text);
      apart(Math.min(from, 2));
      if (from < to) add(text.slice(from, to));
      apart(Math.min(text.length - to, 2));
    } else if (tag === "a" && opens) {
      add("");
      href = unescaped(HREF.exec(attributes)?.[1] ?? "");
      began = out.length;
    } else if (tag === "a") {
      if (href !== "" && out.slice(began) !== href) add(` (${href})`);
      href = "";
    } else if (tag === "img") add(unescaped(ALT.exec(attributes)?.[1] ?? ""));
    else if (tag === "s" || tag === "del") add("~~");
    else if (tag === "br") apart(1);
    else if (tag === "tr") {
      apart(1);
      cells = 0;
    } else if (tag === "th" || tag === "td") {
      if (!opens) continue;
      if (cells > 0) gap = 0;
      add(cells++ > 0 ? " | " : "");
    } else if (tag === "li") {
      if (!opens) continue;
      const number = lists.pop() ?? Number.NaN;
      if (out !== "") gap = Math.max(gap, 1);
      add(Number.isNaN(number) ? "- " : `${number}. `);
      fresh = true;
      lists.push(number + 1);
    } else if (paragraphs.test(tag)) {
      const isList = tag === "ul" || tag === "ol";
      if (isList && !opens) lists.pop();
      fresh &&= opens;
      apart(isList && lists.length > 0 ? 1 : 2);
      if (isList && opens) {
        lists.push(tag === "ul" ? Number.NaN : Number(START.exec(attributes)?.[1] ?? 1));
      }
    }
  }
  return out
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

/** Where a text begins and ends without the line breaks around it. */
function withoutBreaks(text: string): readonly [number, number] {
  let from = 0;
  let to = text.length;
  while (text[from] === "\n") from++;
  while (to > from && text[to - 1] === "\n") to--;
  return [from, to];
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (one) => characters[one] ?? one);
}
