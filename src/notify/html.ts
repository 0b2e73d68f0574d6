/** A tag, an entity or the text between them. The name ends where it has to, so that no text is looked at twice. */
const PIECE = /<(\/?)([a-z][a-z0-9]*)((?![a-z0-9])[^<>]*)>|&(?:amp|lt|gt|quot);|[^<&]+/g;
const HREF = /\shref="([^"]*)"/;
const ALT = /\salt="([^"]*)"/;
const characters: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
};
const blocks = /^(?:p|h[1-6]|ul|ol|li|pre|blockquote|table|tr|div|hr|br)$/;

/**
 * The words of HTML that Daymark has rendered, for receivers that take plain text: paragraphs and items on lines of their
 * own, addresses of links behind their words. That HTML has six entities and tags at most, so that no parser is needed; what
 * is no such HTML comes out as some text.
 */
export function htmlText(html: string): string {
  let out = "";
  let href = "";
  let began = 0;
  for (const [piece, close, tag = "", attributes = ""] of html.matchAll(PIECE)) {
    if (tag === "") out += characters[piece] ?? piece;
    else if (tag === "a" && close === "") {
      href = unescaped(HREF.exec(attributes)?.[1] ?? "");
      began = out.length;
    } else if (tag === "a") {
      if (href !== "" && out.slice(began) !== href) out += ` (${href})`;
      href = "";
    } else if (tag === "img") out += unescaped(ALT.exec(attributes)?.[1] ?? "");
    else if (tag === "li" && close === "") out += "\n- ";
    else if (tag === "th" || tag === "td") out += " ";
    else if (blocks.test(tag)) out += "\n";
  }
  const lines = out.split("\n").flatMap((line) => line.trimEnd() || []);
  return lines.join("\n").replaceAll("\n-\n", "\n- ").trim();
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot);/g, (one) => characters[one] ?? one);
}
