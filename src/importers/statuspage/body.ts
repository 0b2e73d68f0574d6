import { parseBody } from "../../records/parse/body.ts";
import { escapeTrailers, headingShift, lowerHeadings, trimBlock } from "../block.ts";
import type { Tell } from "../importer.ts";
import { normalLines } from "../text.ts";
import { htmlToMarkdown } from "./html.ts";
import { hideUpdates, plainToMarkdown } from "./plain.ts";
import { isHtml } from "./prepare.ts";

/** Where a text comes from. */
export interface BodyContext {
  /** Address of the old page. */
  readonly base: string | undefined;
  readonly tell: Tell;
}

/** In characters; a message that people wrote has some thousands. Of a longer one nothing is looked at. */
export const LONGEST = 200_000;

/** A text of Statuspage as Markdown: HTML is converted, anything else is taken as it was typed. */
export function bodyToMarkdown(typed: string, { base, tell }: BodyContext): string {
  const text = cleaned(typed);
  if (isHtml(text)) return htmlToMarkdown(text, base, tell);
  return text.length > LONGEST ? text : plainToMarkdown(text, { breaks: true, base });
}

/** The same text with `\n` as its only line end, without what no text file should have in it. */
export function cleaned(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are taken out
  return normalLines(text.toWellFormed()).replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, "");
}

/**
 * The texts of the updates of one record, such that each may stand below its heading: headings lowered, nothing that
 * reads as a trailer or as another update. What cannot be made so is shown as code: as it was `typed`, where that is known.
 */
export function settleTexts(
  texts: readonly string[],
  tell: Tell,
  typed: readonly (string | undefined)[] = [],
): string[] {
  const shift = headingShift(texts.filter(({ length }) => length <= LONGEST));
  if (shift > 0) tell("adapted", "Headings are put lower: in a record, those of level 2 are updates.");
  return texts.map((text, index) => {
    if (text.length > LONGEST) {
      tell("kept-as-text", "A text is too long to be anybody's message, and shown as it is.");
      return asTyped(text);
    }
    const settled = escapeTrailers(hideUpdates(trimBlock(lowerHeadings(text, shift))));
    if (isUpdate(settled)) return settled;
    tell("kept-as-text", "A text is shown as it was typed, as it would not be Markdown of a record.");
    return asTyped(typed[index] ?? text);
  });
}

/** Whether a text may stand in an update: it is all of it, and nothing in it is wrong. */
export function isUpdate(text: string): boolean {
  const { updates, mistakes } = parseBody(`## Update — 2026-01-01 00:00 UTC\n\n${text}\n`, 1, "incident");
  return updates.length === 1 && mistakes.length === 0 && updates[0]?.nextUpdate === undefined;
}

/** A text as code in a quotation, where nothing has a meaning. */
function asTyped(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return [fence, ...text.split("\n"), fence].map((line) => `> ${line}`).join("\n");
}
