import { type Instant, parseInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Status } from "../../records/schema/vocabulary.ts";
import { cleaned, LONGEST } from "./body.ts";
import { mapText, plainToMarkdown } from "./plain.ts";
import type { Entry } from "./update.ts";
import { type Json, textOf } from "./value.ts";

/*
 * What `formats/statuspage` wrote, read back. Its bodies are Markdown; statuses that Statuspage does not have, the three
 * blocks and the promised next update are words in them.
 */

/** What an update's status says by itself. */
interface Known {
  readonly word: string;
  /** The update before it had the same. */
  readonly same: boolean;
  readonly status: Status;
}

const UNNAMED = { reopened: "investigating", correction: "", cancelled: "completed" } as const;
const BLOCKS: readonly (readonly [label: string, heading: string])[] = [
  ["Known:", "### Known"],
  ["Not known yet:", "### Not known"],
  ["What we are doing:", "### Doing"],
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Reads an update that Daymark exported; undefined for a stage that came by the clock. */
export function readOwnUpdate(update: Json, at: Instant, known: Known): Entry | undefined {
  if (/#(?:in-progress|completed)$/.test(textOf(update["id"]))) return undefined;
  const body = cleaned(textOf(update["body"])).trim();
  if (body.length > LONGEST) return { status: known.status, at, text: body };
  const paragraphs = unescaped(body).split("\n\n");
  const unnamed = (Object.keys(UNNAMED) as (keyof typeof UNNAMED)[]).find(
    (status) => paragraphs[0] === `${statusWord(status)}.` && ["", known.word].includes(UNNAMED[status]),
  );
  if (unnamed) paragraphs.shift();
  const status = unnamed ?? (known.same ? "update" : known.status);
  const nextUpdate = promiseIn(paragraphs.at(-1), at);
  if (nextUpdate !== undefined) paragraphs.pop();
  if (paragraphs.length === 1 && paragraphs[0] === `${statusWord(status)}.`) paragraphs.shift();
  const text = plainToMarkdown(withBlocks(paragraphs).join("\n\n"), { breaks: false, base: undefined });
  return { status, at, text, ...(nextUpdate !== undefined && { nextUpdate }) };
}

/** `Next update by 20 Nov 2026, 10:42 UTC.` */
function promiseIn(paragraph: string | undefined, at: Instant): Instant | undefined {
  const match = /^Next update by (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}), (\d{2}:\d{2}) UTC\.$/.exec(
    paragraph ?? "",
  );
  const [, day = "", month = "", year = "", time = ""] = match ?? [];
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  const instant = match ? parseInstant(`${year}-${number}-${day.padStart(2, "0")}T${time}Z`) : undefined;
  return typeof instant === "number" && instant >= at ? instant : undefined;
}

/** Makes headings of the labels of blocks, each the first time that it comes, in their order. */
function withBlocks(paragraphs: readonly string[]): string[] {
  let from = 0;
  return paragraphs.map((paragraph) => {
    const index = BLOCKS.findIndex(([label], one) => one >= from && label === paragraph);
    if (index === -1) return paragraph;
    from = index + 1;
    return BLOCKS[index]?.[1] ?? paragraph;
  });
}

/**
 * Takes back what keeps HTML harmless: within code all of it, elsewhere only what Markdown would not read as the sign:
 * entities that people wrote, escaped signs and mail addresses in brackets.
 */
function unescaped(text: string): string {
  const inText = (running: string): string =>
    running
      .replace(/&amp;(?=#?\w{1,32};)/g, "&")
      .replaceAll("\\&lt;", "\\<")
      .replace(/&lt;(?=[\w.+-]{1,64}@[\w.-]{1,255}>)/g, "<");
  return mapText(text, inText, (code) =>
    code.replace(/&amp;(?=#?\w{1,32};)|&lt;/g, (sign) => (sign === "&lt;" ? "<" : "&")),
  );
}
