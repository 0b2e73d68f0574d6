import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { IncidentKind, Status } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import { quoted } from "../text.ts";
import { type BodyContext, bodyToMarkdown, cleaned } from "./body.ts";
import { readOwnUpdate } from "./daymark.ts";
import { tellRest } from "./rest.ts";
import { instantOf, isObject, type Json, objectsOf, saysSomething, shownValue, textOf } from "./value.ts";

/** An update on its way into a record. */
export interface Entry {
  readonly status: Status;
  readonly at: Instant;
  /** Markdown. */
  readonly text: string;
  /** What the text was made of. */
  readonly typed?: string;
  readonly nextUpdate?: Instant;
}

/** What an update says of one component. */
export interface Mention {
  readonly component: string;
  readonly name: string;
  readonly at: Instant;
  /** Statuspage's words. */
  readonly before: string;
  readonly after: string;
}

/** The updates of an incident, oldest first. */
export interface Updates {
  readonly entries: readonly Entry[];
  readonly mentions: readonly Mention[];
  /** Texts of updates that cannot be dated. */
  readonly undated: readonly string[];
  /** What Daymark said of the whole, Markdown; empty for nothing. */
  readonly summary: string;
}

/** Statuspage's words in ours; a postmortem is told after the end and changes no status. */
const WORDS = {
  incident: {
    investigating: "investigating",
    identified: "identified",
    monitoring: "monitoring",
    resolved: "resolved",
    postmortem: "update",
    scheduled: "update",
    in_progress: "investigating",
    verifying: "monitoring",
    completed: "resolved",
  },
  maintenance: {
    scheduled: "scheduled",
    in_progress: "in-progress",
    verifying: "verifying",
    completed: "completed",
    postmortem: "update",
    investigating: "in-progress",
    identified: "in-progress",
    monitoring: "verifying",
    resolved: "completed",
  },
} as const satisfies Record<Exclude<IncidentKind, "notice">, Record<string, Status>>;

/** Words that say the same in both, so that nothing needs to be said of them. */
const OWN_WORDS = {
  incident: ["investigating", "identified", "monitoring", "resolved"],
  maintenance: ["scheduled", "in_progress", "verifying", "completed"],
} as const;

/** Our word for a status of Statuspage; undefined for a word that it does not have. */
export function statusOf(word: string, kind: "incident" | "maintenance"): Status | undefined {
  const words: Readonly<Record<string, Status>> = WORDS[kind];
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** Reads the updates of an incident; `own` if Daymark exported them. */
export function readUpdates(
  incident: Json,
  kind: "incident" | "maintenance",
  own: boolean,
  context: BodyContext,
): Updates {
  const { tell } = context;
  const entries: Entry[] = [];
  const mentions: Mention[] = [];
  const undated: string[] = [];
  let before = "";
  let summary = "";
  tellStrange(incident["incident_updates"], tell);
  for (const { update, at } of inOrder(incident)) {
    const word = textOf(update["status"]);
    const body = textOf(update["body"]);
    if (at === undefined) {
      tell("kept-as-text", `An update without a time stands before the first one: ${quoted(body)}`);
      undated.push(bodyToMarkdown(body, context));
      continue;
    }
    const listed = mentionsOf(update, at);
    tellRest("update", update, `The update of ${writeHeadingInstant(at)}`, tell);
    const known = {
      word,
      same: before === word,
      status: statusOf(word, kind) ?? "update",
      first: entries.length === 0,
    };
    before = word;
    if (own) {
      const { entry, mentions: dated, ...rest } = readOwnUpdate(update, at, known, listed);
      summary = rest.summary ?? summary;
      mentions.push(...dated);
      if (entry) entries.push(entry);
      else
        tell(
          "adapted",
          `A stage that came by the clock is left out, as it comes by the clock again: ${quoted(body)}`,
        );
      continue;
    }
    mentions.push(...listed);
    tellStatus(word, known.status, kind, at, tell);
    entries.push({ status: known.status, at, text: bodyToMarkdown(body, context), typed: cleaned(body) });
  }
  return { entries, mentions, undated, summary };
}

/** Tells of what stands among the updates and is none. */
function tellStrange(list: unknown, tell: Tell): void {
  const strange = Array.isArray(list) ? list.filter((one) => !isObject(one) && saysSomething(one)) : [];
  if (strange.length > 0)
    tell("not-imported", `Among its updates is what is none: ${strange.map(shownValue).join(", ")}`);
}

/** Oldest first. Of one moment, what the source has further down, as it lists the newest first. */
function inOrder(incident: Json): { readonly update: Json; readonly at: Instant | undefined }[] {
  const timed = objectsOf(incident["incident_updates"]).map((update) => {
    const created = instantOf(update["created_at"]);
    return { update, at: instantOf(update["display_at"]) ?? created, created: created ?? 0 };
  });
  return timed.reverse().sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.created - b.created);
}

function tellStatus(
  word: string,
  status: Status,
  kind: "incident" | "maintenance",
  at: Instant,
  tell: Tell,
): void {
  if (OWN_WORDS[kind].some((one) => one === word)) return;
  const where = `The update of ${writeHeadingInstant(at)}`;
  tell("adapted", `${where} has the status ${quoted(word)}: written as ${statusWord(status)}.`);
}

function mentionsOf(update: Json, at: Instant): Mention[] {
  return objectsOf(update["affected_components"]).map((one) => ({
    component: textOf(one["code"]),
    name: textOf(one["name"]),
    at,
    before: textOf(one["old_status"]),
    after: textOf(one["new_status"]),
  }));
}

/** What stays of an incident's postmortem: an update, if it is published and no update says it already. */
export function readPostmortem(incident: Json, known: Updates, context: BodyContext): Entry | undefined {
  const body = textOf(incident["postmortem_body"]);
  if (body.trim() === "") return undefined;
  const at = instantOf(incident["postmortem_published_at"]);
  if (at === undefined) {
    context.tell("not-imported", `A postmortem that was not published is left out: ${shownValue(body)}`);
    return undefined;
  }
  const text = bodyToMarkdown(body, context);
  if (known.entries.some((entry) => entry.text === text)) return undefined;
  context.tell("adapted", `The postmortem is written as an update of ${writeHeadingInstant(at)}.`);
  return { status: "update", at, text, typed: cleaned(body) };
}
