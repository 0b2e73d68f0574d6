import { fold } from "../text.ts";

/** Characters of a summary, as the schema has it. */
const LONGEST = 280;

/** A text that a line of a record may have: on one line, without control characters. */
export function cleanLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no value of a record may have these
  return fold(text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, " "));
}

/** The beginning of a text that fits into a summary: whole sentences, or whole words where the first one is too long. */
export function cutSummary(text: string): string {
  const sentences = cleanLine(text).split(/(?<=[.!?])\s(?=["'(]?[A-Z0-9])/);
  // "It was decided that:" leads to what is not there.
  if (sentences.length > 1 && sentences.at(-1)?.endsWith(":")) sentences.pop();
  let summary = "";
  for (const sentence of sentences) {
    const longer = summary === "" ? sentence : `${summary} ${sentence}`;
    if (longer.length > LONGEST) break;
    summary = longer;
  }
  if (summary !== "") return summary;
  const cut = (sentences[0] ?? "")
    .slice(0, LONGEST - 1)
    .toWellFormed()
    .replace("\ufffd", "");
  const end = cut.lastIndexOf(" ");
  return cut === "" ? "" : `${cut.slice(0, end > LONGEST / 2 ? end : cut.length)}…`;
}
