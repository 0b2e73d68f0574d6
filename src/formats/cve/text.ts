import type { SiteModel } from "../../model/site.ts";
import { plainText } from "../../records/markdown.ts";
import { markdownText } from "../advisory/markdown.ts";

/** A text as CVE records have it: plain, with the Markdown beside it. */
export interface CveText {
  readonly lang: "en";
  readonly value: string;
  readonly supportingMedia?: readonly [{ readonly type: "text/markdown"; readonly value: string }];
}

const LONGEST_TEXT = 4096;
const LONGEST_MEDIA = 16_384;

/** A Markdown text; undefined where it says nothing. What is too long for the schema is cut, with an ellipsis. */
export function cveText(model: SiteModel, text: string | undefined): CveText | undefined {
  const value = plainText(text ?? "");
  if (value === "") return undefined;
  const markdown = markdownText(model, text ?? "");
  const isWorth = markdown !== value && markdown.length <= LONGEST_MEDIA;
  return {
    lang: "en",
    value: shortened(value, LONGEST_TEXT),
    ...(isWorth && { supportingMedia: [{ type: "text/markdown", value: markdown }] }),
  };
}

/** A text of at most so many characters. */
export function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
