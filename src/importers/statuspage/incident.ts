import { type Instant, writeHeadingInstant, writeInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { ID } from "../../records/schema/value.ts";
import { joinBlocks } from "../block.ts";
import type { ImportedFile, Tell } from "../importer.ts";
import { type ImpactFact, recordPath, recordText } from "../record.ts";
import { slug, takeId } from "../slug.ts";
import { quoted } from "../text.ts";
import { type BodyContext, settleTexts } from "./body.ts";
import { type Found, idsOf } from "./collect.ts";
import type { Services } from "./component.ts";
import { closingOf, completed } from "./ending.ts";
import { impactOf, type Span } from "./impact.ts";
import { tellRest } from "./rest.ts";
import { type Entry, readPostmortem, readUpdates, type Updates } from "./update.ts";
import { instantOf, type Json, lineOf, objectsOf, saysSomething, shownValue, textOf } from "./value.ts";

/** Statuspage's words for how bad something was, which are those of Daymark's usual policy too. */
export const SEVERITIES = ["none", "minor", "major", "critical"] as const;

const MINUTE = 60_000;

/** What incidents are converted with. */
export interface IncidentContext {
  readonly services: Services;
  /** How each component is now, by its id. */
  readonly statuses: ReadonlyMap<string, string>;
  readonly base: string | undefined;
  readonly now: Instant;
}

/** An incident as far as it is read before it has an id. */
export interface Draft {
  readonly found: Found;
  /** Whether Daymark exported it. */
  readonly own: boolean;
  readonly start: Instant;
  readonly title: string;
}

/** Reads when an incident began. Undefined, with the reason reported, if nothing says so. */
export function readDraft(found: Found, own: boolean): Draft | undefined {
  const { id, value, tell } = found;
  const title = lineOf(value["name"]) || id;
  const updates = objectsOf(value["incident_updates"]);
  const said = updates.flatMap(
    (update) => instantOf(update["display_at"]) ?? instantOf(update["created_at"]) ?? [],
  );
  const first = said.length > 0 ? said.reduce((least, at) => Math.min(least, at)) : undefined;
  const planned = windowOf(value)?.from;
  const start = planned ?? instantOf(value["started_at"]) ?? first ?? instantOf(value["created_at"]);
  if (start !== undefined) return { found, own, start, title };
  tell(
    "not-imported",
    `${quoted(title)} (${id}): nothing says when it was. ${updates.map(({ body }) => quoted(textOf(body))).join(" ")}`,
  );
  return undefined;
}

/** The order in which ids are given, whatever the order of the files. */
export function byStart(a: Draft, b: Draft): number {
  return a.start - b.start || (a.found.id < b.found.id ? -1 : 1);
}

/** Takes the id of a record: Daymark's own, or the day and the title. */
export function takeRecordId({ found, own, start, title }: Draft, taken: Set<string>): string {
  const kept = own && ID.test(found.id) ? found.id : undefined;
  return takeId(kept ?? `${new Date(start).toISOString().slice(0, 10)}-${slug(title, "incident")}`, taken);
}

/** Converts one incident or maintenance into a record. */
export function importIncident(
  { found, own, start, title }: Draft,
  id: string,
  { services, statuses, base, now }: IncidentContext,
): ImportedFile {
  const { value } = found;
  const tell: Tell = (outcome, message) => found.tell(outcome, `${id}: ${message}`);
  const context: BodyContext = { base, tell };
  const path = recordPath(new Date(start).getUTCFullYear(), id);
  found.tell("record", `${path}, from ${found.id}`);
  if (title !== textOf(value["name"]).trim()) tell("adapted", `The title is written as ${quoted(title)}.`);
  tellRest("incident", value, "The incident", tell);

  const window = windowOf(value);
  if (!window && looksPlanned(value))
    tell("adapted", "It is a maintenance without an end after its start: read as an incident.");
  else if (window && !plannedEnd(value, window.from))
    tell("adapted", `It has no planned end: its window ends with it, at ${writeHeadingInstant(window.to)}.`);
  const kind = window ? "maintenance" : "incident";
  const read = readUpdates(value, kind, own, context);
  const postmortem = readPostmortem(value, read, context);
  const announced = announcements(read.entries, value, kind);
  const said = read.entries.filter((entry) => !announced.includes(entry));
  const all = completed([...said, ...(postmortem ? [postmortem] : [])], value, kind, start, own, tell);
  const entries = window && !own ? calledOff(all, window.from, tell) : all;
  for (const { at } of entries)
    if (at > now)
      tell("adapted", `${writeInstant(at)} is in the future: daymark check will say so until then.`);

  const closed = closingOf(entries);
  const end = closed && (instantOf(value["resolved_at"]) ?? closed.at);
  const begun = instantOf(value["started_at"]) ?? start;
  const span: Span = { kind, own, start: begun, end, impact: textOf(value["impact"]) };
  const { impact, named } = affectedBy(value, read, { services, statuses, span, tell });
  const severity = textOf(value["impact"]);
  if (saysSomething(value["impact"]) && severity !== "maintenance" && !isSeverity(severity))
    tell("not-imported", `The impact is none of Statuspage's words: ${shownValue(value["impact"])}`);
  const before = joinBlocks([
    read.summary,
    window ? "" : beginOf(begun, entries, impact, tell),
    ...read.undated,
    ...announced.map(({ at, text }) => joinBlocks([`Announced at ${writeHeadingInstant(at)}:`, text])),
  ]);
  const texts = settleTexts([before, ...entries.map(({ text }) => text)], tell, [
    undefined,
    ...entries.map(({ typed }) => typed),
  ]);
  const facts = {
    title,
    kind,
    ...(isSeverity(severity) && { severity }),
    ...(window && { scheduled: window }),
    impact,
    services: named,
    ...(id !== found.id && { comment: originOf(found) }),
  } as const;
  const body = joinBlocks([
    texts[0] ?? "",
    ...entries.map((entry, index) => section(entry, texts[index + 1] ?? "")),
  ]);
  return { path, text: recordText(facts, body), source: found.source };
}

function isSeverity(word: string): boolean {
  return SEVERITIES.some((one) => one === word);
}

/** Where a record comes from, for those who look for the old page's address. */
function originOf({ id, value }: Found): string {
  return ["Statuspage", lineOf(id), lineOf(value["shortlink"])].filter(Boolean).join(" ");
}

/** An update as it stands in a record. */
export function section({ status, at, nextUpdate }: Entry, text: string): string {
  const promise = nextUpdate === undefined ? "" : `Next-update: ${writeHeadingInstant(nextUpdate)}`;
  return joinBlocks([`## ${statusWord(status)} — ${writeHeadingInstant(at)}`, text, promise]);
}

/** The planned window of a maintenance; undefined for an incident, and where nothing says when it ended. */
function windowOf(value: Json): { readonly from: Instant; readonly to: Instant } | undefined {
  const from = instantOf(value["scheduled_for"]);
  if (from === undefined) return undefined;
  const ends = objectsOf(value["incident_updates"])
    .filter(({ status }) => status === "completed")
    .map((update) => instantOf(update["display_at"]) ?? instantOf(update["created_at"]));
  const to =
    plannedEnd(value, from) ?? [instantOf(value["resolved_at"]), ...ends].find((at) => at && at > from);
  return to === undefined ? undefined : { from, to };
}

function plannedEnd(value: Json, from: Instant): Instant | undefined {
  const to = instantOf(value["scheduled_until"]);
  return to !== undefined && to > from ? to : undefined;
}

/** What was said before work began that is read as an incident: nothing was wrong then. */
function announcements(entries: readonly Entry[], value: Json, kind: "incident" | "maintenance"): Entry[] {
  const from = kind === "incident" ? instantOf(value["scheduled_for"]) : undefined;
  if (from === undefined || entries.every(({ at }) => at < from)) return [];
  return entries.filter(({ at }) => at < from);
}

/** Statuspage has no word for a maintenance that does not take place, so that people complete it before it begins. */
function calledOff(entries: readonly Entry[], from: Instant, tell: Tell): readonly Entry[] {
  const closing = closingOf(entries);
  const hasBegun = entries.some(({ status }) => status === "in-progress" || status === "verifying");
  if (!closing || closing.at >= from || hasBegun) return entries;
  tell(
    "adapted",
    "It was completed before its window began, and was never in progress: written as Cancelled.",
  );
  return entries.map((entry) => (entry === closing ? { ...entry, status: "cancelled" } : entry));
}

/** A sentence that says when it began, where neither an update nor an impact does. */
function beginOf(
  begun: Instant,
  entries: readonly Entry[],
  impact: readonly ImpactFact[],
  tell: Tell,
): string {
  const known = [...entries.map(({ at }) => at), ...impact.map(({ from }) => from ?? begun)];
  if (known.length === 0 || known.some((at) => at < begun + MINUTE)) return "";
  tell(
    "adapted",
    "It began before its first update, and no impact says so: its begin is written before that.",
  );
  return `It began at ${writeHeadingInstant(begun)}.`;
}

function looksPlanned(value: Json): boolean {
  return value["impact"] === "maintenance" || instantOf(value["scheduled_for"]) !== undefined;
}

/** The impact on each service, in the order in which the incident lists its components, and those without any. */
function affectedBy(
  value: Json,
  { mentions }: Updates,
  {
    services,
    statuses,
    span,
    tell,
  }: Pick<IncidentContext, "services" | "statuses"> & {
    readonly span: Span;
    readonly tell: Tell;
  },
): { readonly impact: ImpactFact[]; readonly named: string[] } {
  const byComponent = Map.groupBy(mentions, ({ component }) => component);
  const listed = [...idsOf(value["components"]), ...idsOf(value["component_ids"])];
  const impact: ImpactFact[] = [];
  const named: string[] = [];
  for (const component of new Set([...listed, ...byComponent.keys()])) {
    const service = services.idOf(component);
    if (service === undefined) {
      tell("not-imported", `The component ${quoted(component)} is a group or in no file.`);
      continue;
    }
    const own = impactOf(
      byComponent.get(component) ?? [],
      statuses.get(component) ?? "",
      span,
      (outcome, message) => tell(outcome, `${service}: ${message}`),
    );
    if (own.length === 0) named.push(service);
    impact.push(...own.map((interval) => ({ service, ...interval })));
  }
  return { impact, named };
}
