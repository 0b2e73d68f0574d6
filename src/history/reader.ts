import { type Advisory, parseAdvisory } from "../records/advisory.ts";
import { type Incident, parseIncident } from "../records/incident.ts";
import { type Parsed, parseYamlRecord } from "../records/parse/record.ts";
import { type Postmortem, parsePostmortem } from "../records/postmortem.ts";
import type { Problem } from "../records/problem.ts";
import { type Site, siteSchema } from "../records/schema/site.ts";
import { parseService, type Service } from "../records/service.ts";
import type { Source } from "../records/source.ts";
import { readStrictly } from "../records/strict.ts";
import type { Change, Names } from "./change.ts";
import { compareAdvisories } from "./compare/advisory.ts";
import { compareIncidents } from "./compare/incident.ts";
import { comparePostmortems } from "./compare/postmortem.ts";
import { compareServices } from "./compare/service.ts";
import { compareSites } from "./compare/site.ts";
import type { HistoryKind } from "./revision.ts";

/** A version of a file: a record, or why it is none. */
export type Reading =
  | { readonly kind: "incident"; readonly record: Incident }
  | { readonly kind: "advisory"; readonly record: Advisory }
  | { readonly kind: "postmortem"; readonly record: Postmortem }
  | { readonly kind: "service"; readonly record: Service }
  | { readonly kind: "site"; readonly record: Site }
  | { readonly kind: "unreadable"; readonly problem: Problem };

/** A record of a kind whose text alone says what becomes of it: what is public of others depends on their past. */
export type Current = Incident | Service;

/**
 * Reads one version of a file, as strictly as `check`: with an error in it, it is no version to show. Of a version that says
 * what `current` says, nothing is parsed: that is the file's record as it is on the disk, with nothing wrong in it.
 */
export function readVersion(
  kind: HistoryKind,
  file: string,
  bytes: Uint8Array,
  current: Current | undefined,
): Reading {
  const read = readStrictly<Parsed<object>>(file, bytes, (source) =>
    current?.source.text === source.text ? { record: current, problems: [] } : parse(kind, source),
  );
  return "parsed" in read
    ? ({ kind, record: read.parsed.record } as Reading)
    : { kind: "unreadable", problem: read };
}

function parse(kind: HistoryKind, source: Source): Parsed<Incident | Advisory | Postmortem | Service | Site> {
  if (kind === "site") return parseYamlRecord(source, siteSchema, { instead: {} });
  if (kind === "advisory") return parseAdvisory(source);
  if (kind === "postmortem") return parsePostmortem(source);
  return kind === "incident" ? parseIncident(source) : parseService(source);
}

/** What differs between two versions of a record, in words. */
export function compareVersions(before: Reading, after: Reading, names: Names): Change[] {
  if (before.kind === "incident" && after.kind === "incident")
    return compareIncidents(before.record, after.record, names);
  if (before.kind === "advisory" && after.kind === "advisory")
    return compareAdvisories(before.record, after.record, names);
  if (before.kind === "postmortem" && after.kind === "postmortem")
    return comparePostmortems(before.record, after.record, names);
  if (before.kind === "service" && after.kind === "service")
    return compareServices(before.record, after.record, names);
  if (before.kind === "site" && after.kind === "site")
    return compareSites(before.record, after.record, names);
  return [];
}

/** What a version calls the record. */
export function titleOf(reading: Reading): string | undefined {
  if (reading.kind === "unreadable") return undefined;
  return "title" in reading.record ? reading.record.title : reading.record.name;
}
