import { textHtml } from "../records/markdown.ts";

/** A link as HTML; address and words are plain text. */
export function anchor(url: string, text: string): string {
  return `<a href="${textHtml(url)}">${textHtml(text)}</a>`;
}

/** A list of pieces of HTML. */
export function list(entries: readonly string[]): string {
  return `<ul>\n${entries.map((one) => `<li>${one}</li>`).join("\n")}\n</ul>`;
}

/** A part with its heading; nothing where it has no content. */
export function part(label: string, html: string | false | undefined): string {
  return html === "" || html === false || html === undefined ? "" : `<h3>${textHtml(label)}</h3>\n${html}`;
}

/** What is there, each on lines of its own. */
export function lines(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((one) => typeof one === "string" && one !== "").join("\n");
}
