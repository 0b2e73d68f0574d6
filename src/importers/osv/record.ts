import { parseAdvisory } from "../../records/advisory.ts";
import { type Instant, writeInstant } from "../../records/instant.ts";
import { advisorySchema } from "../../records/schema/advisory.ts";
import { cwe } from "../../records/schema/software.ts";
import { ID, webUrl } from "../../records/schema/value.ts";
import type { ImportedFile, Tell } from "../importer.ts";
import { isObject, type Json, shownValue } from "../statuspage/value.ts";
import { normalLines } from "../text.ts";
import { readAffected, type WrittenAffected } from "./affected.ts";
import { type Reference, readCredits, readReferences } from "./link.ts";
import { Unspeakable } from "./range.ts";
import { severityIn } from "./severity.ts";
import { listIn, reportUnknown, shortened, specificIn, textIn, timeIn } from "./value.ts";
import { advisoryText } from "./write.ts";

const KEYS =
  "schema_version id modified published withdrawn aliases related upstream summary details severity affected references credits database_specific".split(
    " ",
  );

const NAME_KEYS = ["aliases", "related", "upstream"] as const;
type NameKey = (typeof NAME_KEYS)[number];

/** A record that became a file, and what decides between two of the same id. */
export interface ImportedRecord {
  readonly id: string;
  readonly modified: Instant;
  readonly file: ImportedFile;
}

/** Makes a file of a record. Undefined, with the reason reported, where that cannot be done without changing what it says. */
export function importRecord(record: Json, source: string, tell: Tell): ImportedRecord | undefined {
  const id = nativeId(String(record["id"]).trim());
  const own: Tell = (outcome, message) => tell(outcome, `${id}: ${message}`);
  if (!ID.test(id) || id.length > 200) {
    own(
      "not-imported",
      "The id cannot be a file name: letters, digits, dots, hyphens and underscores are allowed.",
    );
    return undefined;
  }
  try {
    return imported(record, id, source, own);
  } catch (error) {
    if (!(error instanceof Unspeakable)) throw error;
    own("not-imported", `What is affected cannot be said here whole, so nothing is: ${error.message}`);
    return undefined;
  }
}

/** The id of a database that OSV has not registered is exported with `x_` before it. */
function nativeId(id: string): string {
  return id.replace(/^x_/, "");
}

function imported(record: Json, id: string, source: string, tell: Tell): ImportedRecord | undefined {
  reportUnknown(record, KEYS, "", tell);
  const times = timesOf(record, tell);
  if (!times) {
    tell(
      "not-imported",
      `Without a time in modified it is no record: ${shortened(shownValue(record["modified"]))}`,
    );
    return undefined;
  }
  const names = (key: NameKey): string[] => idsIn(record, key, id, tell);
  const affected = affectedIn(record["affected"], tell);
  const { severity, entries } = oneLevel(severityIn(record["severity"], tell), affected, tell);
  const specific = specificIn(record["database_specific"], "database_specific", tell);
  const { weaknesses, databaseSpecific } = takenOut(specific, id);
  const { published, modified, withdrawn } = times;
  const front = {
    title: titleOf(record["summary"], id, tell),
    ...(isMalware(record, id) && { kind: "malware" }),
    published: writeInstant(published),
    modified: writeInstant(modified),
    ...(withdrawn !== undefined && { withdrawn: { at: writeInstant(withdrawn), reason: "none" } }),
    aliases: names("aliases"),
    related: names("related"),
    upstream: names("upstream"),
    severity,
    cwe: weaknesses,
    affected: entries,
    credits: readCredits(record["credits"], tell),
    references: [...readReferences(record["references"], tell), ...addressesIn(record, tell)],
    ...(databaseSpecific && { databaseSpecific }),
  };
  const year = new Date(published).getUTCFullYear();
  const path = `advisories/${String(year).padStart(4, "0")}/${id}.md`;
  const text = advisoryText(front, detailsOf(record["details"], tell));
  const file = { path, text, source };
  return checked(file, tell) ? { id, modified, file } : undefined;
}

/** Whether a record is about a malicious package: by its id, or by a category as RustSec has it. */
function isMalware(record: Json, id: string): boolean {
  const entries: unknown = record["affected"];
  return (
    id.startsWith("MAL-") || [record, ...(Array.isArray(entries) ? entries : [])].some(isCalledMalicious)
  );
}

function isCalledMalicious(value: unknown): boolean {
  const specific = isObject(value) ? value["database_specific"] : undefined;
  const categories = isObject(specific) ? specific["categories"] : undefined;
  return Array.isArray(categories) && categories.includes("malicious");
}

/** Whether the file is a record. Smaller mistakes are for `daymark check` to tell, with their lines. */
function checked({ path, text }: ImportedFile, tell: Tell): boolean {
  const { record, problems } = parseAdvisory({ file: path, text });
  const wrong = problems.find(({ severity }) => severity === "error");
  if (!record && wrong) {
    tell("not-imported", `${wrong.message} Found ${shortened(wrong.found)}, expected ${wrong.expected}.`);
  }
  return record !== undefined;
}

interface Times {
  readonly published: Instant;
  readonly modified: Instant;
  readonly withdrawn: Instant | undefined;
}

function timesOf(record: Json, tell: Tell): Times | undefined {
  const published = timeIn(record["published"], "published", tell);
  const known = timeIn(record["modified"], "modified", tell);
  const modified = known ?? published;
  if (modified === undefined) return undefined;
  if (known === undefined) tell("adapted", "Without a time in modified, published stands for it.");
  if (published === undefined) {
    tell("adapted", "Nothing says when it was published: modified stands for it.");
  }
  const start = published ?? modified;
  if (modified < start) {
    tell("adapted", "It was modified before it was published: published stands for modified.");
  }
  const withdrawn = timeIn(record["withdrawn"], "withdrawn", tell);
  if (withdrawn !== undefined && withdrawn < start) {
    tell("adapted", "It was withdrawn before it was published: published stands for withdrawn.");
  }
  return {
    published: start,
    modified: Math.max(modified, start),
    withdrawn: withdrawn === undefined ? undefined : Math.max(withdrawn, start),
  };
}

function idsIn(record: Json, key: NameKey, id: string, tell: Tell): string[] {
  const list = record[key];
  const ids = Array.isArray(list) ? list.filter((one) => !isAddress(one)) : list;
  const names = listIn(ids, advisorySchema.shape[key].unwrap().element, key, tell).map(nativeId);
  const seen = new Set([id.toLowerCase()]);
  return names.filter((name) => {
    const isNew = !seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    if (!isNew) tell("adapted", `An id is in ${key} twice, or is that of the record itself: ${name}`);
    return isNew;
  });
}

/** Addresses that stand among ids, as references: they lead to something that has to do with it, and name nothing. */
function addressesIn(record: Json, tell: Tell): Reference[] {
  return NAME_KEYS.flatMap((key) => {
    const list = record[key];
    const addresses: string[] = Array.isArray(list) ? list.filter(isAddress) : [];
    for (const url of addresses)
      tell("adapted", `An address in ${key} becomes a reference: ${shortened(url)}`);
    return addresses.map((url) => ({ type: "web", url }) as const);
  });
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && webUrl.safeParse(value).success;
}

function affectedIn(value: unknown, tell: Tell): WrittenAffected[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unspeakable(`affected is no list: ${shortened(shownValue(value))}`);
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry))
      throw new Unspeakable(`an entry of affected is no object: ${shortened(shownValue(entry))}`);
    const read = readAffected(entry, tell);
    return Object.keys(read).length > 0 ? [read] : [];
  });
}

/** Severity stands on the record or on its packages: where it is on both, the record's goes to the packages without one. */
function oneLevel(
  severity: readonly string[],
  affected: readonly WrittenAffected[],
  tell: Tell,
): { severity: readonly string[]; entries: readonly WrittenAffected[] } {
  if (severity.length === 0 || affected.every((entry) => !entry.severity))
    return { severity, entries: affected };
  tell(
    "adapted",
    "Severity is on the record and on its packages: each package without one gets the record's.",
  );
  return {
    severity: [],
    entries: affected.map((entry) => ({ ...entry, severity: entry.severity ?? [...severity] })),
  };
}

/** What has a place of its own is taken out of what is only passed on: kinds of weakness, our own id. */
function takenOut(
  specific: ReturnType<typeof specificIn>,
  id: string,
): { weaknesses: readonly string[]; databaseSpecific: ReturnType<typeof specificIn> } {
  if (!specific) return { weaknesses: [], databaseSpecific: undefined };
  const { cwe_ids: list, native_id: native, ...rest } = specific;
  const read = (Array.isArray(list) ? list : []).map((one) => cwe.safeParse(one));
  const weaknesses = read.flatMap(({ data }) => data ?? []);
  const isKept = weaknesses.length === 0 || weaknesses.length < read.length;
  const left = {
    ...rest,
    ...(isKept && list !== undefined && { cwe_ids: list }),
    ...(native !== undefined && native !== id && { native_id: native }),
  };
  const isEmptied = Object.keys(left).length === 0 && Object.keys(specific).length > 0;
  return { weaknesses: isKept ? [] : weaknesses, databaseSpecific: isEmptied ? undefined : left };
}

/** A record without a summary gets its id as title, which is no summary when it is exported. */
function titleOf(value: unknown, id: string, tell: Tell): string {
  const summary = textIn(value);
  const title = summary
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ")
    .replace(/\p{Cc}/gu, " ")
    .trim();
  if (title !== summary.trim() && title !== "") tell("adapted", "The summary is written on one line.");
  return title === "" ? id : title;
}

function detailsOf(value: unknown, tell: Tell): string {
  const details = textIn(value);
  if (details !== "" && details !== value) {
    tell("adapted", "Characters in details that no feed could carry are replaced by U+FFFD.");
  }
  return normalLines(details).trim();
}
