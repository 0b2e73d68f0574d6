import { type Advisory, parseAdvisory } from "../records/advisory.ts";
import { type Incident, parseIncident } from "../records/incident.ts";
import { type Parsed, parseYamlRecord } from "../records/parse/record.ts";
import type { Problem } from "../records/problem.ts";
import { type Site, siteSchema } from "../records/schema/site.ts";
import { parseService, type Service } from "../records/service.ts";
import type { Source } from "../records/source.ts";
import { readStrictly } from "../records/strict.ts";
import type { Change, Names } from "./change.ts";
import { compareAdvisories } from "./compare/advisory.ts";
import { compareIncidents } from "./compare/incident.ts";
import { compareServices } from "./compare/service.ts";
import { compareSites } from "./compare/site.ts";
import type { HistoryKind } from "./revision.ts";

/** A version of a file: a record, or why it is none. */
export type Reading =
  | { readonly kind: "incident"; readonly record: Incident }
  | { readonly kind: "advisory"; readonly record: Advisory }
  | { readonly kind: "service"; readonly record: Service }
  | { readonly kind: "site"; readonly record: Site }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** Reads one version of a file, as strictly as `check`: with an error in it, it is no version to show. */
export function readVersion(kind: HistoryKind, file: string, bytes: Uint8Array): Reading {
  const read = readStrictly<Parsed<object>>(file, bytes, (source) => parse(kind, source));
  return "parsed" in read
    ? ({ kind, record: read.parsed.record } as Reading)
    : { kind: "unreadable", problem: read };
}

function parse(kind: HistoryKind, source: Source): Parsed<Incident | Advisory | Service | Site> {
  if (kind === "site") return parseYamlRecord(source, siteSchema, { instead: {} });
  if (kind === "advisory") return parseAdvisory(source);
  return kind === "incident" ? parseIncident(source) : parseService(source);
}

/** What differs between two versions of a record, in words. */
export function compareVersions(before: Reading, after: Reading, names: Names): Change[] {
  if (before.kind === "incident" && after.kind === "incident")
    return compareIncidents(before.record, after.record, names);
  if (before.kind === "advisory" && after.kind === "advisory")
    return compareAdvisories(before.record, after.record, names);
  if (before.kind === "service" && after.kind === "service")
    return compareServices(before.record, after.record, names);
  if (before.kind === "site" && after.kind === "site")
    return compareSites(before.record, after.record, names);
  return [];
}

/** What a version calls the record. */
export function titleOf(reading: Reading): string | undefined {
  if (reading.kind === "incident" || reading.kind === "advisory") return reading.record.title;
  if (reading.kind === "service" || reading.kind === "site") return reading.record.name;
  return undefined;
}
