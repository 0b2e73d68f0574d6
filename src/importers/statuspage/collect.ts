import type { SourceFile, Tell } from "../importer.ts";
import { readDocument } from "./document.ts";
import { instantOf, isObject, type Json, lineOf, objectsOf, shownValue, textOf } from "./value.ts";

/** An object of one file. */
export interface Found {
  readonly id: string;
  readonly value: Json;
  /** Path of its file, and how remarks on it get into the report. */
  readonly source: string;
  readonly tell: Tell;
  /** Nothing but an incident names it. */
  readonly unlisted?: true;
  /** It is as Daymark's own API, version 1, has it. */
  readonly version1?: true;
}

/** Everything that the files hold, each thing once: its newest copy. */
export interface Collected {
  readonly page: Found | undefined;
  readonly components: readonly Found[];
  readonly incidents: readonly Found[];
  /** Ids of the pages that Daymark itself exported. */
  readonly own: ReadonlySet<string>;
}

/** Reads all files, in the order of their paths. */
export function collect(sources: readonly { readonly file: SourceFile; readonly tell: Tell }[]): Collected {
  const pages: Found[] = [];
  const components: Found[] = [];
  const incidents: Found[] = [];
  const lists: Found[] = [];
  const full: { readonly page: Found; readonly what: string }[] = [];
  for (const { file, tell } of sources) {
    const document = readDocument(file, tell);
    if (!document) continue;
    const { page, own } = document;
    const found = (value: Json): Found => ({ id: idOf(value), value, source: file.path, tell });
    const add = (values: readonly Json[], into: Found[], what: string, version1?: true): void => {
      for (const value of values) {
        if (lineOf(value["id"]) === "") tell("not-imported", `${what} without an id: ${shownValue(value)}`);
        else into.push({ ...found(value), ...(version1 && { version1 }) });
      }
    };
    if (page) pages.push(found(page));
    add(document.components, components, "A component");
    add(document.incidents, incidents, "An incident");
    add(own?.services ?? [], components, "A service", true);
    add(own?.details ?? [], incidents, "A record", true);
    if (own?.list) lists.push(found(own.list));
    if (page && document.full) full.push({ page: found(page), what: document.full });
  }
  tellMissing(lists, new Set(incidents.map(({ id }) => id)));
  for (const { page, what } of full) if (!isOwn(page) || lists.length === 0) tellOlder(page, what);
  return {
    page: onePage(pages),
    components: newestOf([...components, ...namedBy(incidents)]),
    incidents: newestOf(incidents),
    own: new Set(pages.filter(isOwn).map(({ id }) => id)),
  };
}

/** Tells of records that a list of Daymark's own API has, but no file, and of pages of it that are not there. */
function tellMissing(lists: readonly Found[], known: ReadonlySet<string>): void {
  const pages = new Set(lists.map(({ value }) => value["page"]));
  for (const { value, tell } of lists) {
    const missing = objectsOf(value["incidents"]).filter(({ id }) => !known.has(textOf(id)));
    const addresses = missing.map(({ id, details }) => lineOf(details) || lineOf(id));
    if (missing.length > 0)
      tell(
        "not-imported",
        `Records of this list that are in no other file: ${missing.length}. Fetch them too: ${addresses.join(" ")}`,
      );
    if (textOf(value["next"]) !== "" && !pages.has(Number(value["page"]) + 1))
      tell("not-imported", `The list goes on in a file that is missing: ${lineOf(value["next"])}`);
  }
}

function tellOlder(page: Found, what: string): void {
  page.tell(
    "not-imported",
    isOwn(page)
      ? `There are 50 ${what} in it, the most that Daymark's /api/v2 gives: older ones may be missing. /api/v1/incidents.json names all, each with the address of a file that can be imported too.`
      : `There are 50 ${what} in it, the most that Statuspage's public API gives: older ones are missing. The authenticated API has them: https://api.statuspage.io/v1/pages/<page id>/incidents?limit=100&page=1 and so on.`,
  );
}

/** The page that most is known of; a second one is reported. */
function onePage(pages: readonly Found[]): Found | undefined {
  const sorted = pages.toSorted((a, b) => Object.keys(b.value).length - Object.keys(a.value).length);
  const [first] = sorted;
  const told = new Set<string>([first?.id ?? ""]);
  for (const { id, value, tell } of sorted) {
    if (told.has(id)) continue;
    told.add(id);
    tell(
      "not-imported",
      `It is of another page, ${lineOf(value["name"])} (${id}): its name and address are left out. Import each page into a folder of its own.`,
    );
  }
  return first;
}

/** The id of an object; of a record of Daymark's, whose `id` is what its file was called first, the one in its address. */
function idOf(value: Json): string {
  const [, own] = /\/incidents\/([^/]+)\/$/.exec(textOf(value["shortlink"])) ?? [];
  return own ?? textOf(value["id"]);
}

/** Whether a page is one of Daymark's, whose id is its address; Statuspage's are letters and digits. */
function isOwn({ id, value }: Found): boolean {
  const host = textOf(value["url"]).replace(/^https?:\/\//, "");
  return /[.:/-]/.test(id) && (id === host || id.startsWith(`${host}/`) || host.startsWith(`${id}/`));
}

/** The components that incidents bring along. */
function namedBy(incidents: readonly Found[]): Found[] {
  return incidents.flatMap(({ value, source, tell, version1 }) => {
    const whole = objectsOf(value["components"]);
    const affected = [
      ...objectsOf(value["impact"]).map(({ service }) => service),
      ...(Array.isArray(value["services"]) ? value["services"] : []),
    ].map((id) => ({ id, name: id }));
    const changed = objectsOf(value["incident_updates"]).flatMap((update) =>
      objectsOf(update["affected_components"]).map((one) => ({ id: one["code"], name: one["name"] })),
    );
    return [...whole, ...changed, ...(version1 ? affected : [])].flatMap((one): Found[] => {
      const id = textOf(one["id"]);
      return id === "" ? [] : [{ id, value: one, source, tell, unlisted: true }];
    });
  });
}

/**
 * Of each id one: what a list has before what only an incident names, then what Daymark's own API says in full, then the
 * newest, then the one that says most.
 */
function newestOf(all: readonly Found[]): Found[] {
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap((copies) => {
    const [newest, ...others] = copies.toSorted(
      (a, b) =>
        Number(a.unlisted ?? false) - Number(b.unlisted ?? false) ||
        Number(b.version1 ?? false) - Number(a.version1 ?? false) ||
        changed(b) - changed(a) ||
        size(b) - size(a),
    );
    if (!newest) return [];
    if (!newest.unlisted) tellLost(newest, others);
    return [newest];
  });
}

function changed({ value }: Found): number {
  return instantOf(value["updated_at"]) ?? 0;
}

function size({ value }: Found): number {
  return objectsOf(value["incident_updates"]).length * 100 + Object.keys(value).length;
}

/** Updates that only an older copy has were deleted since: they stay deleted, but are not lost in silence. */
function tellLost(newest: Found, others: readonly Found[]): void {
  const known = new Set<unknown>(objectsOf(newest.value["incident_updates"]).map((update) => update["id"]));
  const times = new Set(objectsOf(newest.value["updates"]).map(({ at }) => instantOf(at)));
  for (const { value, tell } of others) {
    for (const update of objectsOf(value["incident_updates"])) {
      if (known.has(update["id"]) || times.has(instantOf(update["display_at"]))) continue;
      known.add(update["id"]);
      tell(
        "not-imported",
        `An update that the newer copy in ${newest.source} does not have: ${shownValue(update["body"])}`,
      );
    }
  }
}

/** Whether an object belongs to a page that Daymark exported. */
export function isOwnOf({ own }: Collected, { value, version1 }: Found): boolean {
  return version1 || own.has(textOf(value["page_id"]));
}

/** The ids of what a list of objects or of ids names. */
export function idsOf(list: unknown): string[] {
  return Array.isArray(list)
    ? list.map((one) => textOf(isObject(one) ? one["id"] : one)).filter(Boolean)
    : [];
}
