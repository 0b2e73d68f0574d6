import type { Instant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { finalStatuses, type IncidentKind, type Status, statuses } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import { quoted } from "../text.ts";
import type { Issue } from "./issue.ts";
import type { Role } from "./marker.ts";
import type { Part } from "./part.ts";

/** An update on its way into a record: what its heading says, and its texts in their order. */
export interface Entry {
  readonly role: Role;
  readonly status: Status;
  readonly at: Instant;
  readonly texts: string[];
}

const USUAL = {
  opening: { incident: "investigating", maintenance: "in-progress", notice: "notice" },
  update: { incident: "update", maintenance: "update", notice: "update" },
  closing: { incident: "resolved", maintenance: "completed", notice: "ended" },
} as const satisfies Record<Role, Record<IncidentKind, Status>>;

/** Begins an update. Its status is the part's own word, if that fits its place in this kind of record, or the usual. */
export function newEntry(role: Role, at: Instant, { kind, start }: Issue, part: Part | undefined): Entry {
  const own = part?.marker?.status;
  const isKnown = own !== undefined && (statuses[kind] as readonly Status[]).includes(own);
  const isFitting = isKnown && finalStatuses.includes(own) === (role === "closing");
  const isAnnounced = role === "opening" && kind === "maintenance" && at < start;
  return { role, status: isFitting ? own : isAnnounced ? "scheduled" : USUAL[role][kind], at, texts: [] };
}

/** Adds the part that an update is made of. Its label stays only where the heading does not say the same. */
export function addMessage(entry: Entry, part: Part, tell: Tell): void {
  const { marker, time, text } = part;
  const sameTime = !time || time.at === entry.at;
  const sameWord = marker?.status
    ? marker.status === entry.status
    : marker?.role === entry.role || marker?.role === "update";
  if (sameTime && (!marker || (sameWord && !marker.saysMore))) {
    entry.texts.push(text);
    return;
  }
  addText(entry, part, "The heading does not say all that the label says.", tell);
}

/** Adds a part whose label no heading says. */
export function addText(entry: Entry, part: Part, why: string, tell: Tell): void {
  entry.texts.push(withLabel(part));
  const place = quoted(statusWord(entry.status));
  tell("kept-as-text", `${why} It is kept as text in ${place}: ${labelOf(part)}`, part.line);
}

/** The text of a part below its label. */
export function withLabel(part: Part): string {
  const label = `**${labelOf(part)}**`;
  return part.text === "" ? label : `${label}\n\n${part.text}`;
}

/** What the source calls a part: its label, and the time of its `track` shortcode. */
function labelOf({ marker, time }: Part): string {
  if (!time || time === marker?.time) return marker?.label ?? "";
  return marker ? `${marker.label} (${time.typed})` : time.typed;
}
