import { withoutHistory } from "../../src/history/revision.ts";
import type { Origin } from "../../src/model/site.ts";
import type { Incident } from "../../src/records/incident.ts";
import { type Instant, parseInstant } from "../../src/records/instant.ts";
import { loadRecords, type Records } from "../../src/records/load.ts";
import type { Update } from "../../src/records/parse/body.ts";
import { incidentSchema } from "../../src/records/schema/incident.ts";
import { type ServiceFrontMatter, serviceSchema } from "../../src/records/schema/service.ts";
import { type Site, siteSchema } from "../../src/records/schema/site.ts";
import type { ImpactLevel, IncidentKind, Status } from "../../src/records/schema/vocabulary.ts";
import type { Service } from "../../src/records/service.ts";

/*
 * Records for the tests of the model, in few words. A time is `10:05` on 20 November 2026 UTC, `21T10:05` on another
 * day of that month, or a whole instant.
 */

const ANCHOR_LENGTH = 16;

/** The moment that a short time stands for. */
export function at(time: string): Instant {
  const whole = /^\d\d:/.test(time) ? `2026-11-20T${time}Z` : /^\d\dT/.test(time) ? `2026-11-${time}Z` : time;
  const instant = parseInstant(whole);
  if (typeof instant === "object") throw new Error(`${time}: ${instant.message}`);
  return instant;
}

/** A moment as a short time, to read in expectations. */
export function short(instant: Instant | undefined): string | undefined {
  if (instant === undefined) return undefined;
  const text = new Date(instant).toISOString();
  return text.startsWith("2026-11-20") ? text.slice(11, 16) : text.slice(8, 16);
}

/** What a test says of a record. */
export interface Facts {
  readonly id?: string;
  readonly kind?: IncidentKind;
  readonly severity?: string;
  readonly services?: readonly string[];
  /** `api major 10:00 11:00`; the end, or both times, may be missing, `-` stands for a missing begin. */
  readonly impact?: readonly string[];
  /** Begin and end. */
  readonly scheduled?: readonly [string, string];
  readonly detected?: string;
  /** `resolved 11:34`, with `next 12:00` where an update is promised. */
  readonly updates?: readonly string[];
}

/** A record as if it had been read from a file. */
export function incident(facts: Facts): Incident {
  const id = facts.id ?? "record";
  const front = incidentSchema.parse({
    title: id,
    kind: facts.kind ?? (facts.scheduled ? "maintenance" : "incident"),
    severity: facts.severity,
    services: facts.services ?? [],
    impact: (facts.impact ?? []).map((text) => {
      const [service, level, from, to] = text.split(" ");
      return {
        service,
        level: level as ImpactLevel,
        from: from === undefined || from === "-" ? undefined : written(from),
        to: to === undefined ? undefined : written(to),
      };
    }),
    scheduled: facts.scheduled && { from: written(facts.scheduled[0]), to: written(facts.scheduled[1]) },
    detected: facts.detected && { at: written(facts.detected), by: "user-report" },
  });
  return {
    ...front,
    id,
    source: source(`incidents/${id}.md`),
    summary: "",
    updates: (facts.updates ?? []).map(update),
  };
}

function update(text: string, index: number): Update {
  const [status, time = "", , next] = text.split(" ");
  return {
    anchor: `update-${new Date(at(time)).toISOString().slice(0, ANCHOR_LENGTH)}`,
    status: status as Status,
    at: at(time),
    text: "",
    line: 10 + index,
    ...(next !== undefined && { nextUpdate: at(next) }),
  };
}

/** A service as if it had been read from a file. */
export function service(id: string, facts: Partial<ServiceFrontMatter> = {}): Service {
  const front = serviceSchema.parse({ name: id, group: "main", ...facts });
  return { ...front, id, source: source(`content/services/${id}.md`), body: "" };
}

/** The settings of a site. */
export function site(facts: object = {}): Site {
  return siteSchema.parse({ name: "Example", url: "https://status.example.org", ...facts });
}

/** All records of a site, nothing of what is not said. */
export function records(facts: Partial<Records>): Records {
  const none = loadRecords({ list: () => [], read: () => undefined });
  return { ...none, problems: [], site: site({ groups: [{ id: "main", name: "Main" }] }), ...facts };
}

/** The history of a site that is in no repository. */
export const noHistory = withoutHistory("no-repository");

/** An engine and a commit that do not matter. */
export const origin: Origin = {
  engine: "0.0.0",
  commit: undefined,
  modified: false,
  version: "",
  live: false,
  base: "",
  brand: undefined,
  prefix: "",
};

function source(file: string): Incident["source"] {
  return { file, text: "" };
}

function written(time: string): string {
  return new Date(at(time)).toISOString();
}
