import type { SiteModel } from "../../model/site.ts";
import { absolute } from "../../views/page.ts";
import { harmless } from "../text/markdown.ts";

/** Markdown of a record for readers elsewhere: without HTML, and with links to this site made absolute. */
export function markdownText(model: SiteModel, text: string): string {
  return harmless(text.trim()).replace(/\]\(\/(?!\/)/g, `](${absolute(model, "/")}`);
}
