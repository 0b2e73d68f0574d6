import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { finalStatuses, neutralStatuses } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import { type Entry, statusOf } from "./update.ts";
import { instantOf, type Json, textOf } from "./value.ts";

/** Adds to the updates what the incident says of its end and its begin, where none of them says it. In time order. */
export function completed(
  updates: readonly Entry[],
  value: Json,
  kind: "incident" | "maintenance",
  start: Instant,
  own: boolean,
  tell: Tell,
): Entry[] {
  const entries = updates.toSorted((a, b) => a.at - b.at);
  const word = textOf(value["status"]);
  const status =
    word === "postmortem" ? (kind === "incident" ? "resolved" : "completed") : statusOf(word, kind);
  const isOver = status !== undefined && finalStatuses.includes(status);
  const last = entries.findLast((entry) => !neutralStatuses.includes(entry.status));
  if (isOver && !closingOf(entries) && !(own && kind === "maintenance")) {
    const latest = entries.at(-1)?.at ?? start;
    const at = Math.max(instantOf(value["resolved_at"]) ?? latest, last?.at ?? start);
    tell(
      "adapted",
      `It is ${word}, but no update says so: ${statusWord(status)} is written at ${writeHeadingInstant(at)}.`,
    );
    return [...entries, { status, at, text: "" }].sort((a, b) => a.at - b.at);
  }
  if (entries.length === 0 && kind === "incident") {
    tell("adapted", "It has no update: an empty one is written at its start.");
    return [{ status: status ?? "investigating", at: start, text: "" }];
  }
  if (!own && status && last && last.status !== status)
    tell("adapted", `It is ${word}, but its newest update says ${statusWord(last.status)}, and that counts.`);
  return entries;
}

/** The update that ended a record; undefined while it goes on. */
export function closingOf(entries: readonly Entry[]): Entry | undefined {
  const last = entries.findLast(({ status }) => !neutralStatuses.includes(status));
  return last && finalStatuses.includes(last.status) ? last : undefined;
}
