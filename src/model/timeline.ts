import type { Incident } from "../records/incident.ts";
import type { Instant } from "../records/instant.ts";
import {
  finalStatuses,
  type ImpactLevel,
  type IncidentKind,
  type Level,
  neutralStatuses,
  type Status,
} from "../records/schema/vocabulary.ts";
import { worst } from "./level.ts";
import { type Course, courseOf, type TimelineUpdate } from "./maintenance.ts";

/** One interval of impact with its times settled. */
export interface ImpactInterval {
  readonly service: string;
  readonly level: ImpactLevel;
  readonly from: Instant;
  /** Undefined while it goes on. */
  readonly to: Instant | undefined;
}

/** Where a record stands at one moment. */
export interface Timeline {
  readonly record: Incident;
  /** Updates in time order, stages by the clock among them. */
  readonly updates: readonly TimelineUpdate[];
  /** Status of the newest update that has one. */
  readonly status: Status;
  /** `upcoming` is a maintenance that has not begun. */
  readonly phase: "upcoming" | "active" | "over";
  /** False for a maintenance that is over and never took place. */
  readonly tookPlace: boolean;
  readonly impact: readonly ImpactInterval[];
  /** Begin of the impact, or of the record where it has none, or of the work of a maintenance. */
  readonly start: Instant;
  /**
   * End of the impact, or of the record where it has none, or of the work of a maintenance; never before `start`.
   * Undefined until the record is over.
   */
  readonly end: Instant | undefined;
  /** When the next update is due, while the record is active. */
  readonly nextUpdate: Instant | undefined;
  /** Worst level of any time. */
  readonly worstLevel: Level;
  /** Worst level at the moment. */
  readonly level: Level;
  /** Ids of the services that it names, each once, in the order of the file. */
  readonly services: readonly string[];
}

/** Settles what a record says at `now`. */
export function timelineOf(record: Incident, now: Instant): Timeline {
  const written = record.updates
    .map((update): TimelineUpdate => ({ ...update, byClock: false }))
    .sort((a, b) => a.at - b.at);
  const course = record.scheduled && courseOf(written, record.scheduled, now);
  const updates = course?.updates ?? written;
  const decisive = updates.findLast((update) => !neutralStatuses.includes(update.status));
  const status = decisive?.status ?? firstStatuses[record.kind];
  const over = finalStatuses.includes(status);
  const closed = over && decisive ? decisive : undefined;
  const impact = settledImpact(record, course, closed, now);
  const start = startOf(record, course, updates, impact);
  return {
    record,
    updates,
    status,
    phase: over ? "over" : status === "scheduled" ? "upcoming" : "active",
    tookPlace: !course || course.span !== undefined,
    impact,
    start,
    end: closed && Math.max(start, endOf(course, impact) ?? Math.min(closed.at, now)),
    nextUpdate: over ? undefined : promised(updates),
    worstLevel: worst(impact.map((interval) => interval.level)),
    level: worst(impact.filter((one) => holdsAt(one, now)).map((one) => one.level)),
    services: [...new Set([...record.impact.map((one) => one.service), ...record.services])],
  };
}

/** Whether an interval has begun and not ended. */
export function holdsAt(interval: ImpactInterval, now: Instant): boolean {
  return interval.from <= now && now < (interval.to ?? Number.POSITIVE_INFINITY);
}

/** The status of a record in which nobody has said any. */
const firstStatuses = {
  incident: "investigating",
  maintenance: "scheduled",
  notice: "notice",
} as const satisfies Record<IncidentKind, Status>;

/**
 * Gives every interval its times. What the file says holds, but for this:
 *
 * - without times of its own, a maintenance affects a service while it lasts; one that never took place affects none;
 * - an interval left open in a record that is over ends with the record;
 * - a record that is over affects nothing any more: an end that lies ahead is cut off at `now`, and at the end of a
 *   maintenance that people completed or cancelled, whose times were a plan;
 * - one that ends before it starts is dropped (`check` reports it).
 */
function settledImpact(
  record: Incident,
  course: Course | undefined,
  closed: TimelineUpdate | undefined,
  now: Instant,
): ImpactInterval[] {
  if (course && !course.span) return [];
  const latest = !closed
    ? Number.POSITIVE_INFINITY
    : course && !closed.byClock
      ? Math.min(closed.at, now)
      : now;
  return record.impact.flatMap(({ service, level, ...own }): ImpactInterval[] => {
    const from = own.from ?? course?.span?.from;
    const end = own.to ?? course?.span?.to ?? closed?.at;
    const to = end === undefined ? undefined : Math.min(end, latest);
    if (from === undefined || (to !== undefined && to < from)) return [];
    return [{ service, level, from, to }];
  });
}

function startOf(
  record: Incident,
  course: Course | undefined,
  updates: readonly TimelineUpdate[],
  impact: readonly ImpactInterval[],
): Instant {
  if (course) return course.span?.from ?? record.scheduled?.from ?? 0;
  const first = impact.reduce((least, interval) => Math.min(least, interval.from), Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? first : (updates[0]?.at ?? record.detected?.at ?? 0);
}

/** When a maintenance ended, or else the last impact; undefined where there is none. */
function endOf(course: Course | undefined, impact: readonly ImpactInterval[]): Instant | undefined {
  if (course) return course.span?.to;
  const last = impact.reduce(
    (most, interval) => Math.max(most, interval.to ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  return Number.isFinite(last) ? last : undefined;
}

/**
 * The promise that people made last. A later update without one has kept it; a correction has not, nor has a stage that
 * came by the clock.
 */
function promised(updates: readonly TimelineUpdate[]): Instant | undefined {
  return updates.findLast(
    (update) => !update.byClock && (update.status !== "correction" || update.nextUpdate !== undefined),
  )?.nextUpdate;
}
