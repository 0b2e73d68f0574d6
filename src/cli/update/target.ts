import { type Timeline, timelineOf } from "../../model/timeline.ts";
import { siteFolder } from "../../records/folder.ts";
import type { Instant } from "../../records/instant.ts";
import { loadRecords, type Records } from "../../records/load.ts";
import { nearest } from "../../records/nearest.ts";
import type { IncidentKind } from "../../records/schema/vocabulary.ts";
import { idOf } from "../../records/source.ts";
import { count, printable } from "../report.ts";
import { incidentFiles, loadOnly, requireSite } from "../site/records.ts";
import { table } from "../table.ts";
import { type Input, type Io, UsageError } from "../verb.ts";

/** The record that a person wants to change. */
export interface Target {
  readonly id: string;
  /** Relative to the site's folder. */
  readonly file: string;
  /** The records that were read to find it: all, or this one with the site's services, people and templates. */
  readonly records: Records;
}

/**
 * Finds the record with an id (a path of its file will do), or the one that is open where none is given: an incident,
 * else a maintenance in progress. `kinds` narrows that choice. Throws `UsageError` that lists what there is.
 */
export function findTarget(
  id: string | undefined,
  kinds: readonly IncidentKind[],
  now: Instant,
  input: Input,
  io: Io,
): Target {
  requireSite(input, io);
  if (id !== undefined) return named(id, input.root);
  const records = loadRecords(siteFolder(input.root));
  for (const file of unreadable(input.root, records))
    io.err(`${file} cannot be read and is not looked at; daymark check tells why.\n`);
  const open = records.incidents
    .map((record) => timelineOf(record, now))
    .filter(({ phase }) => phase !== "over");
  for (const kind of ["incident", "maintenance"] as const) {
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    const active = open.filter(({ phase, record }) => phase === "active" && record.kind === kind);
    const [only] = active;
    if (active.length === 1 && only) return { id: only.record.id, file: only.record.source.file, records };
    if (active.length > 1) {
      const words = kind === "incident" ? "incidents are open" : "maintenances are in progress";
      throw new UsageError(
        `${active.length} ${words}. Say which one:\n${listed(active, ({ status }) => status)}`,
      );
    }
  }
  throw new UsageError(
    open.length === 0
      ? "no incident is open. Name the record by its id, or open one: daymark new incident Package uploads failing"
      : `no incident is open. Name the record by its id; not over yet:\n${listed(open, ({ record, status }) => `${record.kind}, ${status}`)}`,
  );
}

function named(text: string, root: string): Target {
  const files = incidentFiles(root);
  const wanted = text.replaceAll("\\", "/").replace(/^\.\//, "");
  const id = idOf(wanted.endsWith(".md") ? wanted : `${wanted}.md`);
  const matches = files.filter((file) => file === wanted || file.endsWith(`/${wanted}`));
  const found =
    matches.length > 0 ? matches : files.filter((file) => idOf(file).toLowerCase() === id.toLowerCase());
  const [file] = found;
  if (found.length > 1)
    throw new UsageError(
      `${count(found.length, "file")} have the id ${id}: ${found.join(", ")}. Rename all but one.`,
    );
  if (file !== undefined) return { id: idOf(file), file, records: loadOnly(root, file) };
  const ids = files.map(idOf);
  const near = nearest(id, ids);
  const parts =
    near === undefined
      ? ids.filter((known) => known.toLowerCase().includes(id.toLowerCase())).slice(-5)
      : [near];
  throw new UsageError(
    `there is no record ${JSON.stringify(text)} under incidents/. ${
      parts.length > 0
        ? `Did you mean ${parts.join(" or ")}?`
        : "Expected a file's name without .md, such as 2026-11-20-uploads-failing."
    }`,
  );
}

/** Files that gave no record. */
function unreadable(root: string, records: Records): string[] {
  const read = new Set(records.incidents.map((record) => record.source.file));
  return incidentFiles(root).filter((file) => !read.has(file));
}

/** One line for each record: its id, its title, and something about it. */
function listed(timelines: readonly Timeline[], about: (timeline: Timeline) => string): string {
  const rows = timelines.map((timeline) => {
    const { id, title } = timeline.record;
    return [id, printable(`${title} (${about(timeline)})`)];
  });
  return table(rows, "  ");
}
