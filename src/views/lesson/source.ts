import { linkTerms } from "../../model/glossary.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { parsePostmortemText } from "../../records/postmortem/body.ts";

/**
 * The text of a report as its page renders it: the first use of each word of the glossary is a link. Links come without the
 * site's base, which the renderer puts before them. What is compiled is looked at once more: nothing but a text without
 * code leaves here.
 */
export function lessonSource({ terms }: SiteModel, { record }: PostmortemState): string {
  const { body, markup } = record;
  const linked = linkTerms(body, markup, terms, "");
  return parsePostmortemText(linked, 1, markup === "mdx").text === undefined ? body : linked;
}
