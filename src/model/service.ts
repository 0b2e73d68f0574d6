import type { Instant } from "../records/instant.ts";
import type { Site } from "../records/schema/site.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import type { Service } from "../records/service.ts";
import { dayStart } from "./calendar.ts";
import { flatten, type LevelSpan, type Span } from "./interval.ts";
import { worst } from "./level.ts";
import { holdsAt, type Timeline } from "./timeline.ts";

/** A service with everything that ever happened to it. */
export interface ServiceState {
  readonly record: Service;
  /** Level at `now`. */
  readonly level: Level;
  /** What happened to it, in time order and without overlaps, up to `now`. */
  readonly spans: readonly LevelSpan[];
  /** The time that counts for uptime: from `since` to `retired` or now. */
  readonly life: Span;
  /** Whether it is retired at `now`. */
  readonly retired: boolean;
  /** Records that name it, newest first. */
  readonly timelines: readonly Timeline[];
}

/** Puts together the state of one service from the records that name it. */
export function serviceState(
  record: Service,
  timelines: readonly Timeline[],
  site: Site,
  now: Instant,
): ServiceState {
  const from = record.since === undefined ? Number.NEGATIVE_INFINITY : dayStart(record.since, site.timeZone);
  const end =
    record.retired === undefined ? Number.POSITIVE_INFINITY : dayStart(record.retired, site.timeZone);
  const own = timelines.flatMap((timeline) =>
    timeline.impact.filter((interval) => interval.service === record.id),
  );
  const spans = own.map(
    (interval): LevelSpan => ({
      from: interval.from,
      to: Math.min(interval.to ?? now, now),
      level: interval.level,
      weight: site.uptime.weights[interval.level],
    }),
  );
  return {
    record,
    level: worst(own.filter((interval) => holdsAt(interval, now)).map((interval) => interval.level)),
    spans: flatten(spans),
    life: { from, to: Math.min(end, now) },
    retired: end <= now,
    timelines,
  };
}
