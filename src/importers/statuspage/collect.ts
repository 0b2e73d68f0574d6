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
}

/** Everything that the files hold, each thing once: its newest copy. */
export interface Collected {
  readonly page: Found | undefined;
  readonly components: readonly Found[];
  readonly incidents: readonly Found[];
  /** What Daymark's own API says of single records, by their ids. */
  readonly details: ReadonlyMap<string, Json>;
  /** Ids of the pages that Daymark itself exported. */
  readonly own: ReadonlySet<string>;
}

/** Reads all files, in the order of their paths. */
export function collect(sources: readonly { readonly file: SourceFile; readonly tell: Tell }[]): Collected {
  const pages: Found[] = [];
  const components: Found[] = [];
  const incidents: Found[] = [];
  const details = new Map<string, Json>();
  for (const { file, tell } of sources) {
    const document = readDocument(file, tell);
    const found = (value: Json): Found => ({ id: textOf(value["id"]), value, source: file.path, tell });
    for (const detail of document?.details ?? []) {
      details.set(textOf(detail["id"]), detail);
      tell(
        "not-imported",
        "It is of Daymark's own API: only the impact in it is taken, all else from /api/v2.",
      );
    }
    if (document?.page) pages.push(found(document.page));
    for (const [list, into, what] of [
      [document?.components ?? [], components, "A component"],
      [document?.incidents ?? [], incidents, "An incident"],
    ] as const) {
      for (const value of list) {
        if (lineOf(value["id"]) === "") tell("not-imported", `${what} without an id: ${shownValue(value)}`);
        else into.push(found(value));
      }
    }
  }
  return {
    page: onePage(pages),
    components: newestOf([...components, ...namedBy(incidents)]),
    incidents: newestOf(incidents),
    details,
    own: new Set(pages.filter(isOwn).map(({ id }) => id)),
  };
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

/** Whether a page is one of Daymark's, whose id is its address; Statuspage's are letters and digits. */
function isOwn({ id, value }: Found): boolean {
  const host = textOf(value["url"]).replace(/^https?:\/\//, "");
  return /[.:/-]/.test(id) && (id === host || id.startsWith(`${host}/`) || host.startsWith(`${id}/`));
}

/** The components that incidents bring along. */
function namedBy(incidents: readonly Found[]): Found[] {
  return incidents.flatMap(({ value, source, tell }) => {
    const whole = objectsOf(value["components"]);
    const changed = objectsOf(value["incident_updates"]).flatMap((update) =>
      objectsOf(update["affected_components"]).map((one) => ({ id: one["code"], name: one["name"] })),
    );
    return [...whole, ...changed].flatMap((one): Found[] => {
      const id = textOf(one["id"]);
      return id === "" ? [] : [{ id, value: one, source, tell, unlisted: true }];
    });
  });
}

/** Of each id one: what a list has before what only an incident names, then the newest, then the one that says most. */
function newestOf(all: readonly Found[]): Found[] {
  return [...Map.groupBy(all, ({ id }) => id).values()].flatMap((copies) => {
    const [newest, ...others] = copies.toSorted(
      (a, b) =>
        Number(a.unlisted ?? false) - Number(b.unlisted ?? false) ||
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
  const known = new Set(objectsOf(newest.value["incident_updates"]).map((update) => update["id"]));
  for (const { value, tell } of others) {
    for (const update of objectsOf(value["incident_updates"])) {
      if (known.has(update["id"])) continue;
      known.add(update["id"]);
      tell(
        "not-imported",
        `An update that the newer copy in ${newest.source} does not have: ${shownValue(update["body"])}`,
      );
    }
  }
}

/** Whether an object belongs to a page that Daymark exported. */
export function isOwnOf({ own }: Collected, { value }: Found): boolean {
  return own.has(textOf(value["page_id"]));
}

/** The ids of what a list of objects or of ids names. */
export function idsOf(list: unknown): string[] {
  return Array.isArray(list)
    ? list.map((one) => textOf(isObject(one) ? one["id"] : one)).filter(Boolean)
    : [];
}
