import type { Incident } from "../records/incident.ts";
import type { Instant } from "../records/instant.ts";
import { finalStatuses, type ImpactLevel, type Level, neutralStatuses, type Status } from "../records/schema/vocabulary.ts";
import { worst } from "./level.ts";
import { maintenanceSpan, type TimelineUpdate, withClockStages } from "./maintenance.ts";

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
  readonly impact: readonly ImpactInterval[];
  readonly start: Instant;
  /** End of the impact, or of the record where it has none; undefined while it is active. */
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
  const updates = record.scheduled ? withClockStages(written, record.scheduled, now) : written;
  const status =
    updates.findLast((update) => !neutralStatuses.includes(update.status))?.status ?? firstStatus(record);
  const over = finalStatuses.includes(status);
  const closed = over ? updates.findLast((update) => update.status === status)?.at : undefined;
  const impact = settledImpact(record, updates, closed);
  const start = startOf(record, updates, impact);
  const ends = impact.map((interval) => interval.to ?? Number.POSITIVE_INFINITY);
  const lastEnd = Math.max(...ends);
  return {
    record,
    updates,
    status,
    phase: over ? "over" : status === "scheduled" ? "upcoming" : "active",
    impact,
    start,
    end: closed === undefined ? undefined : ends.length > 0 && Number.isFinite(lastEnd) ? lastEnd : closed,
    nextUpdate: over ? undefined : updates.at(-1)?.nextUpdate,
    worstLevel: worst(impact.map((interval) => interval.level)),
    level: worst(
      impact.filter((one) => one.from <= now && now < (one.to ?? Number.POSITIVE_INFINITY)).map((one) => one.level),
    ),
    services: [...new Set([...record.impact.map((one) => one.service), ...record.services])],
  };
}

function firstStatus(record: Incident): Status {
  return record.kind === "maintenance" ? "scheduled" : record.kind === "notice" ? "notice" : "investigating";
}

/**
 * Gives every interval its times: those of a maintenance default to its window, one left open in a record that is over
 * ends with the record, and one that ends before it starts is dropped (`check` reports it).
 */
function settledImpact(
  record: Incident,
  updates: readonly TimelineUpdate[],
  closed: Instant | undefined,
): ImpactInterval[] {
  const span = maintenanceSpan(record, updates);
  const cancelled = record.scheduled !== undefined && span === undefined;
  if (cancelled) return [];
  return record.impact.flatMap((interval): ImpactInterval[] => {
    const from = interval.from ?? span?.from;
    const to = interval.to ?? span?.to ?? closed;
    if (from === undefined || (to !== undefined && to < from)) return [];
    return [{ service: interval.service, level: interval.level, from, to }];
  });
}

function startOf(
  record: Incident,
  updates: readonly TimelineUpdate[],
  impact: readonly ImpactInterval[],
): Instant {
  if (record.scheduled) {
    const begun = updates.find((update) => update.status === "in-progress" || update.status === "verifying");
    return begun?.at ?? record.scheduled.from;
  }
  if (impact.length > 0) return Math.min(...impact.map((interval) => interval.from));
  return updates[0]?.at ?? record.detected?.at ?? 0;
}
