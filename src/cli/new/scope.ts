import type { NewImpact } from "../../records/edit.ts";
import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import { nearest } from "../../records/nearest.ts";
import { alternatives } from "../../records/quote.ts";
import {
  finalStatuses,
  type ImpactLevel,
  type IncidentKind,
  impactLevels,
  type Status,
} from "../../records/schema/vocabulary.ts";
import { anyMoment, fullMinute, laterMoment, pastMoment } from "../update/moment.ts";
import { type Input, textOption, UsageError } from "../verb.ts";

/** What a new record is about: which services, how much, when, how serious. */
export interface Scope {
  readonly status: Status;
  /** Whether the record is over with its first update. */
  readonly over: boolean;
  /** Time of the first update. */
  readonly at: Instant;
  /** Begin of the impact or of the planned window, else the time of the first update. */
  readonly from: Instant;
  readonly to: Instant | undefined;
  readonly severity: string | undefined;
  readonly scheduled: { readonly from: Instant; readonly to: Instant } | undefined;
  readonly impact: readonly NewImpact[];
  readonly services: readonly string[];
}

/** Reads the options of `daymark new` that say what a record is about. Throws `UsageError`. */
export function readScope(
  kind: IncidentKind,
  status: Status | undefined,
  records: Records,
  now: Instant,
  input: Input,
): Scope {
  const posted = textOption(input, "at");
  const at = posted === undefined ? fullMinute(now) : pastMoment("at", posted, now);
  const severity = readSeverity(input, records);
  const named = readServices(kind, input, records);
  const withLevel = named.filter((one) => one.level !== undefined);
  const services = named.filter((one) => one.level === undefined).map((one) => one.service);
  if (kind === "maintenance") {
    const window = readWindow(now, input);
    const impact = withLevel.flatMap(({ service, level }) => (level ? [{ service, level }] : []));
    const first = status ?? (window.from > at ? "scheduled" : "in-progress");
    return {
      status: first,
      over: finalStatuses.includes(first),
      at,
      ...window,
      severity,
      scheduled: window,
      impact,
      services,
    };
  }
  const begin = textOption(input, "from");
  const from = begin === undefined ? at : pastMoment("from", begin, now);
  const first = status ?? (kind === "notice" ? "notice" : "investigating");
  const over = finalStatuses.includes(first);
  const end = textOption(input, "to");
  const to = end === undefined ? (over ? at : undefined) : pastMoment("to", end, now);
  if (to !== undefined && to < from) {
    throw new UsageError(
      `--to ${writeHeadingInstant(to)} is before the begin at ${writeHeadingInstant(from)}. Correct --from or --to.`,
    );
  }
  const impact = withLevel.flatMap(({ service, level }) => (level ? [{ service, level, from, to }] : []));
  return { status: first, over, at, from, to, severity, scheduled: undefined, impact, services };
}

function readWindow(now: Instant, input: Input): { from: Instant; to: Instant } {
  const [begin, end] = [textOption(input, "from"), textOption(input, "to")];
  if (begin === undefined || end === undefined) {
    throw new UsageError(
      `a maintenance needs its planned begin and end, and ${begin === undefined ? "--from" : "--to"} is missing. Example: --from 2026-12-05T08:00Z --to 2h`,
    );
  }
  const from = anyMoment("from", begin, now);
  return { from, to: laterMoment("to", end, from) };
}

function readSeverity(input: Input, records: Records): string | undefined {
  const text = textOption(input, "severity");
  const known = records.site.severities.map((severity) => severity.id);
  if (text === undefined || known.includes(text)) return text;
  const near = nearest(text, known);
  throw new UsageError(
    `--severity ${text}: this is not in content/site.yaml. ${near === undefined ? "" : `Did you mean ${near}? `}Expected ${alternatives(known)}.`,
  );
}

/** Services with their levels. Those of a notice may be without; an incident says how much is affected. */
function readServices(
  kind: IncidentKind,
  input: Input,
  records: Records,
): { service: string; level: ImpactLevel | undefined }[] {
  const values = input.values["service"];
  const texts = Array.isArray(values) ? values.map(String) : [];
  const general = textOption(input, "level");
  const usual =
    general === undefined ? (kind === "maintenance" ? "maintenance" : undefined) : readLevel(general);
  if (general !== undefined && texts.length === 0) {
    throw new UsageError(
      `--level ${general} is given without a service. Add --service ID, such as ${example(records)}.`,
    );
  }
  const found = texts.map((text) => {
    const [id = "", own] = text.split("=", 2);
    return { service: readService(id, records), level: own === undefined ? usual : readLevel(own) };
  });
  for (const [index, { service, level }] of found.entries()) {
    if (found.findIndex((one) => one.service === service) < index)
      throw new UsageError(`--service ${service} is given twice.`);
    if (kind !== "incident" || level !== undefined) continue;
    throw new UsageError(`how much of ${service} is affected? Add --level degraded, partial or major.`);
  }
  return found;
}

function readService(id: string, records: Records): string {
  const ids = records.services.map((service) => service.id);
  if (ids.includes(id)) return id;
  if (id.includes(","))
    throw new UsageError(
      `--service ${id}: one service each time. Write --service ${id.split(/\s*,\s*/).join(" --service ")}.`,
    );
  const byName = records.services.find((service) => service.name.toLowerCase() === id.toLowerCase())?.id;
  const near = byName ?? nearest(id, ids);
  throw new UsageError(
    `--service ${id}: there is no such service in content/services. ${
      near === undefined
        ? ids.length === 0
          ? "There is none at all yet."
          : `Expected ${alternatives(ids)}.`
        : `Did you mean ${near}?`
    }`,
  );
}

function readLevel(text: string): ImpactLevel {
  const level = impactLevels.find((known) => known === text.toLowerCase());
  if (level) return level;
  const near = nearest(text, impactLevels);
  throw new UsageError(
    `--level ${text}: this is no level. ${near === undefined ? "" : `Did you mean ${near}? `}Expected ${alternatives(impactLevels)}.`,
  );
}

function example(records: Records): string {
  return `--service ${records.services[0]?.id ?? "uploads"}`;
}
