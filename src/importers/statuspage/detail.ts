import type { Instant } from "../../records/instant.ts";
import {
  detectionSources,
  impactLevels,
  incidentKinds,
  incidentTypes,
  relations,
  statuses,
} from "../../records/schema/vocabulary.ts";
import { joinBlocks } from "../block.ts";
import type { ImportedFile, Tell } from "../importer.ts";
import { type ImpactFact, recordPath, recordText } from "../record.ts";
import { quoted } from "../text.ts";
import { cleaned, LONGEST, settleTexts } from "./body.ts";
import type { Found } from "./collect.ts";
import type { Services } from "./component.ts";
import { BLOCKS } from "./daymark.ts";
import { type Draft, SEVERITIES, section } from "./incident.ts";
import { plainToMarkdown } from "./plain.ts";
import { tellRest } from "./rest.ts";
import type { Entry } from "./update.ts";
import { instantOf, isObject, type Json, lineOf, objectsOf, textOf } from "./value.ts";

/*
 * One record as Daymark's own `/api/v1` has it: texts as they were written, and every time settled.
 */

/** Reads when a record began. Undefined, with the reason reported, if nothing says so. */
export function readDetail(found: Found): Draft | undefined {
  const title = lineOf(found.value["title"]) || found.id;
  const [first] = objectsOf(found.value["updates"]);
  const start = instantOf(found.value["start"]) ?? instantOf(first?.["at"]);
  if (start !== undefined) return { found, own: true, start, title };
  found.tell("not-imported", `${quoted(title)} (${found.id}): nothing says when it was.`);
  return undefined;
}

/** Converts one record; `known` are the ids of all that are imported. */
export function importDetail(
  { found, start, title }: Draft,
  id: string,
  { services, known }: { readonly services: Services; readonly known: ReadonlySet<string> },
): ImportedFile {
  const { value } = found;
  const tell: Tell = (outcome, message) => found.tell(outcome, `${id}: ${message}`);
  const path = recordPath(new Date(start).getUTCFullYear(), id);
  found.tell("record", `${path}, from ${found.id}`);
  tellRest("detail", value, "The record", tell);

  const kind = oneOf(incidentKinds, value["kind"]) ?? "incident";
  const severity = oneOf(SEVERITIES, value["severity"]);
  if (!severity && lineOf(value["severity"]) !== "")
    tell(
      "not-imported",
      `The severity ${quoted(lineOf(value["severity"]))} is one of that site's own: add it to content/site.yaml, then to the record.`,
    );
  const type = oneOf(incidentTypes, value["type"]);
  const scheduled = spanOf(value["scheduled"]);
  const detected = isObject(value["detected"]) ? value["detected"] : {};
  const detectedAt = instantOf(detected["at"]);
  const by = oneOf(detectionSources, detected["by"]);
  const { impact, named } = affectedBy(value, services, tell);
  const { entries, byClock } = entriesOf(value, statuses[kind]);
  if (byClock > 0)
    tell(
      "adapted",
      `Stages that came by the clock are left out, as they come by the clock again: ${byClock}.`,
    );
  tellPeople(value, tell);
  tellElsewhere(value, tell);
  const texts = settleTexts([textIn(value, "summary"), ...entries.map(({ text }) => text)], tell);
  const facts = {
    title,
    kind,
    ...(severity && { severity }),
    ...(type && { type }),
    ...(kind === "maintenance" && scheduled && { scheduled }),
    impact,
    services: named,
    ...(detectedAt !== undefined && by && { detected: { at: detectedAt, by } }),
    related: relatedOf(value, known, tell),
    tags: listOf(value["tags"]),
    ...(id !== found.id && { comment: ["Daymark", lineOf(found.id), lineOf(value["url"])].join(" ") }),
  };
  const sections = entries.map((entry, index) => section(entry, texts[index + 1] ?? ""));
  return { path, text: recordText(facts, joinBlocks([texts[0] ?? "", ...sections])), source: found.source };
}

/** The updates that people wrote, and the number of stages that the clock brought about. */
function entriesOf(
  value: Json,
  words: readonly Entry["status"][],
): { readonly entries: readonly Entry[]; readonly byClock: number } {
  const updates = objectsOf(value["updates"]);
  const written = updates.filter(({ byClock }) => byClock !== true);
  const entries = written.flatMap((update): Entry[] => {
    const at = instantOf(update["at"]);
    if (at === undefined) return [];
    const promise = isObject(update["nextUpdate"]) ? instantOf(update["nextUpdate"]["by"]) : undefined;
    const blocks = BLOCKS.map(({ key, heading }) => {
      const text = textIn(update, key);
      return text === "" ? "" : joinBlocks([heading, text]);
    });
    return [
      {
        status: oneOf(words, update["status"]) ?? "update",
        at,
        text: joinBlocks([textIn(update, "text"), ...blocks]),
        ...(promise !== undefined && promise >= at && { nextUpdate: promise }),
      },
    ];
  });
  return { entries, byClock: updates.length - written.length };
}

/** Markdown of a record, in which nothing is left that its check would complain of. */
function textIn(value: Json, key: string): string {
  const text = cleaned(textOf(value[key])).trim();
  return text.length > LONGEST
    ? text
    : plainToMarkdown(text, { breaks: false, base: undefined, hidden: true });
}

function affectedBy(
  value: Json,
  services: Services,
  tell: Tell,
): { readonly impact: ImpactFact[]; readonly named: string[] } {
  const serviceOf = (component: string): string[] => {
    const service = services.idOf(component);
    if (service === undefined) tell("not-imported", `The service ${quoted(component)} is in no file.`);
    return service === undefined ? [] : [service];
  };
  const impact = objectsOf(value["impact"]).flatMap((one) => {
    const level = oneOf(impactLevels, one["level"]);
    const [from, to] = [instantOf(one["from"]), instantOf(one["to"])];
    if (!level || from === undefined) return [];
    const span = { level, from, ...(to !== undefined && { to }) };
    return serviceOf(textOf(one["service"])).map((service) => ({ service, ...span }));
  });
  const affected = new Set(objectsOf(value["impact"]).map(({ service }) => textOf(service)));
  const named = listOf(value["services"]).filter((service) => !affected.has(service));
  return { impact, named: named.flatMap(serviceOf) };
}

function relatedOf(value: Json, known: ReadonlySet<string>, tell: Tell) {
  return objectsOf(value["related"]).flatMap(({ id: other, relation: word }) => {
    const id = lineOf(other);
    const relation = oneOf(relations, word);
    if (relation && known.has(id)) return [{ id, relation }];
    tell("not-imported", `It has to do with a record that is in no file: ${id}`);
    return [];
  });
}

/** Handles are in no API: only `content/people.yaml` says whose a name is. */
function tellPeople(value: Json, tell: Tell): void {
  const posted = objectsOf(value["updates"]).map(({ postedBy }) => lineOf(postedBy));
  const roles = objectsOf(value["roles"]).map(({ role, name }) => `${lineOf(role)} ${lineOf(name)}`);
  const names = [...new Set([...posted.filter(Boolean), ...roles])];
  if (names.length > 0)
    tell(
      "not-imported",
      `Who wrote and who had a role is left out, as names are no handles: ${names.join(", ")}`,
    );
}

function tellElsewhere(value: Json, tell: Tell): void {
  const ids = [...listOf(value["advisories"]), ...listOf(value["postmortems"])];
  if (ids.length > 0)
    tell(
      "not-imported",
      `Its advisories and postmortems are no part of this import: copy their files, and name it in them: ${ids.join(", ")}`,
    );
}

function spanOf(value: unknown): { readonly from: Instant; readonly to: Instant } | undefined {
  if (!isObject(value)) return undefined;
  const [from, to] = [instantOf(value["from"]), instantOf(value["to"])];
  return from !== undefined && to !== undefined ? { from, to } : undefined;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(lineOf).filter(Boolean) : [];
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value);
}
