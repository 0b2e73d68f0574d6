import { withoutConflicts } from "../records/conflict.ts";
import { type Incident, parseIncident } from "../records/incident.ts";
import { parseYamlRecord } from "../records/parse/record.ts";
import { isBroken, type Problem } from "../records/problem.ts";
import { type Site, siteSchema } from "../records/schema/site.ts";
import { parseService, type Service } from "../records/service.ts";
import { decodeSource, type Source } from "../records/source.ts";
import type { Change, Names } from "./change.ts";
import { compareIncidents } from "./compare/incident.ts";
import { compareServices } from "./compare/service.ts";
import { compareSites } from "./compare/site.ts";
import type { HistoryKind } from "./revision.ts";

/** A version of a file: a record, or why it is none. */
export type Reading =
  | { readonly kind: "incident"; readonly record: Incident }
  | { readonly kind: "service"; readonly record: Service }
  | { readonly kind: "site"; readonly record: Site }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** Reads one version of a file, as strictly as `check`: with an error in it, it is no version to show. */
export function readVersion(kind: HistoryKind, file: string, bytes: Uint8Array): Reading {
  const decoded = decodeSource(file, bytes);
  if (!("text" in decoded)) return { kind: "unreadable", problem: decoded };
  const { source, problems } = withoutConflicts(decoded);
  const { reading, problems: found } = parse(kind, source);
  const problem = [...problems, ...found].find(isBroken);
  return problem ? { kind: "unreadable", problem } : reading;
}

function parse(kind: HistoryKind, source: Source): { reading: Reading; problems: readonly Problem[] } {
  if (kind === "site") {
    const { record, problems } = parseYamlRecord(source, siteSchema, { instead: {} });
    return { reading: { kind, record: record as Site }, problems };
  }
  const { record, problems } = kind === "incident" ? parseIncident(source) : parseService(source);
  return { reading: { kind, record } as Reading, problems };
}

/** What differs between two versions of a record, in words. */
export function compareVersions(before: Reading, after: Reading, names: Names): Change[] {
  if (before.kind === "incident" && after.kind === "incident")
    return compareIncidents(before.record, after.record, names);
  if (before.kind === "service" && after.kind === "service")
    return compareServices(before.record, after.record, names);
  if (before.kind === "site" && after.kind === "site")
    return compareSites(before.record, after.record, names);
  return [];
}

/** What a version calls the record. */
export function titleOf(reading: Reading): string | undefined {
  if (reading.kind === "incident") return reading.record.title;
  if (reading.kind === "service" || reading.kind === "site") return reading.record.name;
  return undefined;
}
