import { type Instant, writeHeadingInstant, writeInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { escapeTrailers, joinBlocks } from "../block.ts";
import type { Tell } from "../importer.ts";
import { addMessage, addText, type Entry, newEntry, withLabel } from "./entry.ts";
import type { Issue } from "./issue.ts";
import { type Cast, castParts } from "./order.ts";
import type { Part } from "./part.ts";

/**
 * Writes the parts of a notice as the body of a record: a summary, and updates in time order. The first message comes
 * at the start, the last one at the end, and between them every part that has a time of its own. What cannot be dated,
 * or has a time that contradicts, stays as text under its own label in the update that it belongs to.
 */
export function writeBody(parts: readonly Part[], issue: Issue, now: Instant, tell: Tell): string {
  const cast = castParts(parts, issue.ending !== undefined, issue.ending?.at);
  // An update in the future is a contradiction, and the clock begins and completes a maintenance by itself.
  if (issue.kind === "maintenance" && issue.start > now) return writeAnnouncement(cast);
  const entries = toEntries(cast, issue, tell);
  for (const { at } of entries) {
    if (at > now)
      tell("adapted", `${writeInstant(at)} is in the future: daymark check will say so until then.`);
  }
  const texts = entries.map((entry) => {
    const text = escapeTrailers(joinBlocks(entry.texts));
    return joinBlocks([`## ${statusWord(entry.status)} — ${writeHeadingInstant(entry.at)}`, text]);
  });
  return joinBlocks([cast.preface?.text ?? "", ...texts]);
}

function writeAnnouncement({ opening, preface, inOrder }: Cast): string {
  const texts = inOrder.map((part) =>
    part === opening && !part.marker?.saysMore ? part.text : withLabel(part),
  );
  return joinBlocks([preface?.text ?? "", ...texts]);
}

function toEntries(cast: Cast, issue: Issue, tell: Tell): Entry[] {
  const { opening, closing, inOrder } = cast;
  const { start, ending } = issue;
  const begin = beginOf(cast, issue);
  const finish = finishOf(cast, issue, begin);
  const first = newEntry("opening", begin, issue, opening);
  const last = ending && newEntry("closing", finish, issue, closing);
  const between: Entry[] = [];

  /** The update that a part makes, or undefined where it cannot make one. */
  const entryOf = (part: Part): Entry | undefined => {
    if (part === opening) return first;
    if (part === closing) return last;
    const at = part.time?.at;
    if (at === undefined || at < begin || at > finish) return undefined;
    const entry = newEntry("update", at, issue, part);
    between.push(entry);
    return entry;
  };

  let current = first;
  for (const part of inOrder) {
    for (const note of part.time?.notes ?? []) tell("adapted", note, part.line);
    const entry = entryOf(part);
    if (entry) {
      current = entry;
      addMessage(entry, part, tell);
      const isOutside = entry.at < start || entry.at > (ending?.at ?? entry.at);
      if (isOutside)
        tell("adapted", `${writeInstant(entry.at)} is not between date and resolvedWhen.`, part.line);
    } else if (part.time) {
      const nearest = last && part.time.at > finish ? last : first;
      addText(nearest, part, "A part has a time outside of the notice.", tell);
    } else {
      addText(current, part, "A part has no time.", tell);
    }
  }
  if (last && ending?.note) last.texts.push(ending.note);
  if (first.texts.length === 0 && inOrder.length > 0) {
    tell("adapted", "No part is marked as the first message: the first update is empty.", inOrder[0]?.line);
  }
  return [first, ...between.sort((a, b) => a.at - b.at), ...(last ? [last] : [])];
}

/** When the first message was said: at its own time, unless everything was over before that. */
function beginOf({ opening, closing }: Cast, { start, ending }: Issue): Instant {
  const own = opening?.time?.at ?? start;
  const end = ending?.at === undefined ? own : Math.max(ending.at, closing?.time?.at ?? ending.at);
  return own > end ? start : own;
}

/** When the last message was said: its own time or the end, whichever is later; nothing may come after it. */
function finishOf({ opening, closing, inOrder }: Cast, { ending }: Issue, begin: Instant): Instant {
  if (!ending) return Number.POSITIVE_INFINITY;
  const own = closing?.time?.at ?? begin;
  if (ending.at !== undefined) return Math.max(begin, own, ending.at);
  const times = inOrder.flatMap((part) => (part === opening ? [] : (part.time?.at ?? [])));
  return Math.max(begin, own, ...times);
}
