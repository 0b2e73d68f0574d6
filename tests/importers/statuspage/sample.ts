import { type Import, importStatuspage, type SourceFile } from "../../../src/importers/statuspage.ts";
import { checkRecords } from "../../../src/model/checks.ts";
import { loadRecords, type Records } from "../../../src/records/load.ts";
import { memoryFolder } from "../../records/memory.ts";

/*
 * Files as Statuspage's API gives them, of a page that does not exist. Made by hand after the documented shapes.
 */

/** The moment at which all of these imports happen. */
export const now = Date.parse("2026-07-01T00:00Z");

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export const page: Fields = {
  id: "q4xn0r7tvm2c",
  name: "Brindle",
  url: "https://status.brindle.example",
  time_zone: "Europe/Lisbon",
  updated_at: "2026-06-30T10:00:00.000+01:00",
};

/** A component; `code` is the first of its twelve characters. */
export function component(id: string, name: string, fields: Fields = {}): Fields {
  return {
    id,
    name,
    status: "operational",
    created_at: "2021-02-03T10:00:00.000Z",
    updated_at: "2026-05-01T10:00:00.000Z",
    position: 1,
    description: null,
    showcase: true,
    start_date: "2021-02-03",
    group_id: null,
    page_id: page["id"],
    group: false,
    only_show_if_degraded: false,
    ...fields,
  };
}

export const components: readonly Fields[] = [
  component("grp000000001", "Storage & files", {
    group: true,
    position: 2,
    showcase: false,
    start_date: null,
    components: ["cmp000000002", "cmp000000003"],
  }),
  component("cmp000000001", "Web app", { position: 1 }),
  component("cmp000000003", "Thumbnails", {
    position: 2,
    group_id: "grp000000001",
    only_show_if_degraded: true,
  }),
  component("cmp000000002", "Uploads", {
    position: 1,
    group_id: "grp000000001",
    description: "Where files\ngo in.",
  }),
];

/** An update; the time is that of 12 March 2026 unless it is a whole one. */
export function update(status: string, time: string, body: string, fields: Fields = {}): Fields {
  const at = time.includes("T") ? time : `2026-03-12T${time}:00.000Z`;
  return {
    id: `upd${status.slice(0, 3)}${at.replace(/\D/g, "").slice(4, 14)}`,
    status,
    body,
    incident_id: "inc000000001",
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: null,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
    ...fields,
  };
}

/** A change of a component in an update. */
export function change(code: string, before: string, after: string): Fields {
  const name = String(components.find(({ id }) => id === code)?.["name"] ?? code);
  return { code, name, old_status: before, new_status: after };
}

/** An incident; updates are given oldest first and listed newest first. */
export function incident(updates: readonly Fields[], fields: Fields = {}): Fields {
  return {
    id: "inc000000001",
    name: "Uploads are failing",
    status: updates.at(-1)?.["status"],
    created_at: "2026-03-12T10:05:00.000Z",
    updated_at: "2026-03-12T12:00:00.000Z",
    monitoring_at: null,
    resolved_at: "2026-03-12T12:00:00.000Z",
    impact: "major",
    shortlink: "https://stspg.io/abcdefgh",
    started_at: "2026-03-12T10:05:00.000Z",
    page_id: page["id"],
    incident_updates: [...updates].reverse(),
    components: [],
    reminder_intervals: null,
    ...fields,
  };
}

/** A file of JSON. */
export function file(path: string, value: unknown): SourceFile {
  return { path, text: JSON.stringify(value) };
}

/** What becomes of an incident of the page. */
export function importIncident(one: Fields): { readonly text: string; readonly report: readonly string[] } {
  const result = importAll([
    file("components.json", { page, components }),
    file("incidents.json", { page, incidents: [one] }),
  ]);
  const record = result.files.find(({ path }) => path.startsWith("incidents/"));
  const report = result.report.filter(
    ({ source, outcome, message }) =>
      source === "incidents.json" && outcome !== "record" && !message.startsWith("How the old page worked"),
  );
  return { text: record?.text ?? "", report: report.map(({ outcome, message }) => `${outcome}: ${message}`) };
}

/** An import, with the records that Daymark reads from it. */
export interface Imported extends Import {
  readonly records: Records;
  /** What is wrong with them, in short. */
  readonly problems: readonly string[];
}

/** Imports files, and reads what was made of them. */
export function importAll(sources: readonly SourceFile[], moment = now): Imported {
  const result = importStatuspage(sources, { now: moment });
  const records = loadRecords(memoryFolder(new Map(result.files.map(({ path, text }) => [path, text]))));
  const problems = [...records.problems, ...checkRecords(records, moment)];
  return {
    ...result,
    records,
    problems: problems.map(({ file, line, code, found }) => `${file}:${line} ${code} ${found}`),
  };
}

/** How often each word is in a text. */
export function countWords(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}
