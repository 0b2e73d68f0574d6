import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { timelineOf } from "../model/timeline.ts";
import { type SiteFolder, siteFolder } from "../records/folder.ts";
import type { Instant } from "../records/instant.ts";
import { loadRecords, type Records } from "../records/load.ts";
import { nearest } from "../records/nearest.ts";
import type { IncidentKind } from "../records/schema/vocabulary.ts";
import { idOf } from "../records/source.ts";
import { count, printable } from "./report.ts";
import { type Input, type Io, UsageError } from "./verb.ts";

/** The record that a person wants to change. */
export interface Target {
  readonly id: string;
  /** Relative to the site's folder. */
  readonly file: string;
  /** The records that were read to find it: all, or this one with the site's services, people and templates. */
  readonly records: Records;
}

/** The files that may be records, by path. */
export function incidentFiles(root: string): string[] {
  return siteFolder(root)
    .list("incidents")
    .filter((file) => file.endsWith(".md") && !file.endsWith("README.md"));
}

/** Reads the site without its incidents, but for the one file that is given. */
export function loadOnly(root: string, file?: string): Records {
  const folder = siteFolder(root);
  const narrow: SiteFolder = {
    list: (name) =>
      name === "incidents" ? folder.list(name).filter((path) => path === file) : folder.list(name),
    read: folder.read,
  };
  return loadRecords(narrow);
}

/** Throws `UsageError` if the folder holds no site, and tells where one is. */
export function requireSite(input: Input, io: Io): void {
  if (isSite(input.root)) return;
  let above = dirname(input.root);
  while (!isSite(above) && dirname(above) !== above) above = dirname(above);
  const place = isSite(above) ? relative(io.cwd, above) : "";
  throw new UsageError(
    `there is no site in ${input.root}: it has no content/site.yaml. ${
      place === ""
        ? "Run it in the site's folder, or name that with --root DIR."
        : `Add this: --root ${place}`
    }`,
  );
}

function isSite(folder: string): boolean {
  return existsSync(join(folder, "content/site.yaml")) || existsSync(join(folder, "incidents"));
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
  const timelines = records.incidents
    .map((record) => timelineOf(record, now))
    .filter(({ phase }) => phase === "active");
  for (const kind of ["incident", "maintenance"] as const) {
    if (kinds.length > 0 && !kinds.includes(kind)) continue;
    const open = timelines.filter(({ record }) => record.kind === kind);
    const [only] = open;
    if (open.length === 1 && only) return { id: only.record.id, file: only.record.source.file, records };
    if (open.length > 1) {
      const rows = open.map(({ record, status }) => [record.id, `${record.title} (${status})`] as const);
      const words = kind === "incident" ? "incidents are open" : "maintenances are in progress";
      throw new UsageError(`${open.length} ${words}. Say which one:\n${table(rows)}`);
    }
  }
  const others = records.incidents
    .map((record) => timelineOf(record, now))
    .filter(({ phase }) => phase !== "over");
  const rows = others.map(
    ({ record, status }) => [record.id, `${record.title} (${record.kind}, ${status})`] as const,
  );
  throw new UsageError(
    rows.length === 0
      ? "no incident is open. Name the record by its id, or open one: daymark new incident Package uploads failing"
      : `no incident is open. Name the record by its id; not over yet:\n${table(rows)}`,
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

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([id]) => id.length));
  return rows.map(([id, about]) => `  ${id.padEnd(width)}  ${printable(about)}`).join("\n");
}
