import { markdownTokens, plainText, wordsOf } from "../../records/markdown.ts";
import { HIDDEN } from "../../search/hidden.ts";

/** The paragraphs of a Markdown text without their markup, as readers see them: comments are in none. */
export function paragraphs(markdown: string | undefined): string[] {
  if (markdown === undefined || markdown.trim() === "") return [];
  const found: string[] = [];
  for (const token of markdownTokens(markdown)) {
    if (token.type === "inline") found.push(wordsOf(token));
    else if (token.type === "html_block") found.push(plainText(token.content));
    else if (token.type === "fence" || token.type === "code_block") found.push(token.content);
  }
  return lines(found);
}

/** Plain texts, each on one line, without those that are empty. */
export function lines(texts: readonly (string | undefined)[]): string[] {
  return texts
    .map((text) => (text ?? "").replaceAll(HIDDEN, "").replace(/\s+/g, " ").trim())
    .filter((text) => text !== "");
}
