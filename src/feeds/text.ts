/** Removes the characters that XML 1.0 (section 2.2) does not allow, lone surrogates among them. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}

/** Text as the content of an XML element or of an attribute in quotation marks. A bare carriage return would become a line feed. */
export function xmlText(text: string): string {
  return clean(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}

const PIECE = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>|&(?:amp|lt|gt|quot);|[^<&]+/g;
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
 * own, addresses of links behind their words. Made from HTML and not from Markdown because that has been parsed already.
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
