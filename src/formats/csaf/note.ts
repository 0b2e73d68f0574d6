import type { SiteModel } from "../../model/site.ts";
import { markdownText } from "../advisory/markdown.ts";
import type { Note } from "./shape.ts";

/**
 * A text of a record as a note: Markdown, which the standard lets texts have (CSAF 2.0, section 9.1), without HTML, and
 * with links to this site made absolute. Undefined where there is no text.
 */
export function noteOf(
  model: SiteModel,
  category: Note["category"],
  title: string,
  text: string | undefined,
): Note | undefined {
  const written = markdownText(model, text ?? "");
  return written === "" ? undefined : { category, text: written, title };
}
