import { type Instant, parseInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Status } from "../../records/schema/vocabulary.ts";
import { cleaned, LONGEST } from "./body.ts";
import { mapText, plainToMarkdown } from "./plain.ts";
import type { Entry, Mention } from "./update.ts";
import { type Json, textOf } from "./value.ts";

/*
 * What `formats/statuspage` wrote, read back. Its bodies are Markdown; statuses that Statuspage does not have, the three
 * blocks, when components changed and the promised next update are words in them.
 */

/** What an update's status says by itself. */
interface Known {
  readonly word: string;
  /** The update before it had the same. */
  readonly same: boolean;
  readonly status: Status;
  /** People wrote none before it: it may end with the record's summary. */
  readonly first: boolean;
}

const UNNAMED = { reopened: "investigating", correction: "", cancelled: "completed" } as const;
/** The three blocks of an update: their keys in `/api/v1`, their labels in `/api/v2`, and their headings in a record. */
export const BLOCKS = [
  { key: "known", label: "Known:", heading: "### Known" },
  { key: "notKnown", label: "Not known yet:", heading: "### Not known" },
  { key: "doing", label: "What we are doing:", heading: "### Doing" },
] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const SUMMARY = "Summary:";

/** What Daymark said of one update. */
export interface OwnUpdate {
  /** The record's summary, Markdown; undefined where the update does not end with one. */
  readonly summary: string | undefined;
  /** Undefined for a stage that came by the clock. */
  readonly entry: Entry | undefined;
  /** What it says of components, in time order. */
  readonly mentions: readonly Mention[];
}

/** Reads an update that Daymark exported; `mentions` are what its list of components says. */
export function readOwnUpdate(
  update: Json,
  at: Instant,
  known: Known,
  mentions: readonly Mention[],
): OwnUpdate {
  const body = cleaned(textOf(update["body"])).trim();
  const paragraphs = body.split("\n\n");
  const byClock = /#(?:in-progress|completed)$/.test(textOf(update["id"]));
  const summary = known.first && !byClock ? summaryIn(paragraphs) : undefined;
  const nextUpdate = promiseIn(paragraphs.at(-1), at);
  if (nextUpdate !== undefined) paragraphs.pop();
  const dated = datedMentions(paragraphs, mentions, at);
  if (byClock) return { summary, entry: undefined, mentions: dated };
  const entry = entryOf(paragraphs, body, at, known);
  return { summary, entry: { ...entry, ...(nextUpdate !== undefined && { nextUpdate }) }, mentions: dated };
}

function entryOf(rest: readonly string[], body: string, at: Instant, known: Known): Entry {
  if (body.length > LONGEST) return { status: known.status, at, text: rest.join("\n\n") };
  const paragraphs = unescaped(rest.join("\n\n")).split("\n\n");
  const unnamed = (Object.keys(UNNAMED) as (keyof typeof UNNAMED)[]).find(
    (status) => paragraphs[0] === `${statusWord(status)}.` && ["", known.word].includes(UNNAMED[status]),
  );
  if (unnamed) paragraphs.shift();
  const status = unnamed ?? (known.same ? "update" : known.status);
  if (paragraphs.length === 1 && paragraphs[0] === `${statusWord(status)}.`) paragraphs.shift();
  const text = plainToMarkdown(withBlocks(paragraphs).join("\n\n"), { breaks: false, base: undefined });
  return { status, at, text };
}

/** Takes the summary off the end of a body: what comes after its label. A text may hold one label more before it. */
function summaryIn(paragraphs: string[]): string | undefined {
  const label = paragraphs.lastIndexOf(SUMMARY);
  if (label < 1 || label === paragraphs.length - 1) return undefined;
  const text = unescaped(paragraphs.splice(label).slice(1).join("\n\n"));
  return text.length > LONGEST ? text : plainToMarkdown(text, { breaks: false, base: undefined });
}

/** `Next update by 20 Nov 2026, 10:42 UTC.` */
function promiseIn(paragraph: string | undefined, at: Instant): Instant | undefined {
  const match = /^Next update by (.{1,30})\.$/.exec(paragraph ?? "");
  const instant = match?.[1] === undefined ? undefined : shownInstant(match[1]);
  return instant !== undefined && instant >= at ? instant : undefined;
}

/**
 * Takes sentences such as `Web API: partial outage since 20 Nov 2026, 10:31 UTC.` off the end of a body, as far as they
 * are about components that the update lists, and makes mentions of them. Those come before what the list itself says.
 */
function datedMentions(paragraphs: string[], listed: readonly Mention[], at: Instant): readonly Mention[] {
  const dated: Mention[] = [];
  const byName = new Map(listed.map((mention) => [withoutHtml(mention.name), mention]));
  for (;;) {
    const [, name = "", words = "", time = ""] =
      /^(.+): (operational|degraded performance|partial outage|major outage|under maintenance) since (.{1,30})\.$/s.exec(
        paragraphs.at(-1) ?? "",
      ) ?? [];
    const mention = byName.get(name);
    const since = shownInstant(time);
    if (!mention || since === undefined || since > at) break;
    dated.unshift({ ...mention, at: since, after: words.replaceAll(" ", "_") });
    paragraphs.pop();
  }
  const mentions = [...dated, ...listed];
  const last = new Map<string, string>();
  return mentions.map((mention) => {
    const before = last.get(mention.component) ?? mention.before;
    last.set(mention.component, mention.after);
    return { ...mention, before };
  });
}

/** `20 Nov 2026, 10:42 UTC`, as pages write it. */
function shownInstant(text: string): Instant | undefined {
  const match = /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}), (\d{2}:\d{2}) UTC$/.exec(text);
  const [, day = "", month = "", year = "", time = ""] = match ?? [];
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, "0");
  const instant = match ? parseInstant(`${year}-${number}-${day.padStart(2, "0")}T${time}Z`) : undefined;
  return typeof instant === "number" ? instant : undefined;
}

/** A name as it stands in a body. */
function withoutHtml(name: string): string {
  return cleaned(name)
    .replace(/&(?=#?\w{1,32};)/g, "&amp;")
    .replace(/<(?=[a-z/!?])/gi, "&lt;");
}

/** Makes headings of the labels of blocks, each the first time that it comes, in their order. */
function withBlocks(paragraphs: readonly string[]): string[] {
  let from = 0;
  return paragraphs.map((paragraph) => {
    const index = BLOCKS.findIndex(({ label }, one) => one >= from && label === paragraph);
    if (index === -1) return paragraph;
    from = index + 1;
    return BLOCKS[index]?.heading ?? paragraph;
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
