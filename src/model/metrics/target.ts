import type { Duration } from "../../records/duration.ts";
import type { Site } from "../../records/schema/site.ts";
import type { Point } from "./figure.ts";
import type { IncidentTimes } from "./incident.ts";

/** How many first updates came as soon as the severity policy wants them. */
export interface TargetShare {
  readonly inTime: number;
  readonly late: number;
  /** Incidents whose severity has no target, or that have no severity. */
  readonly without: number;
}

/** How soon the first update of an incident is due by the severity policy. */
export function noticeTarget(
  { timeline }: IncidentTimes,
  { severities }: Pick<Site, "severities">,
): Duration | undefined {
  return severities.find(({ id }) => id === timeline.record.severity)?.firstUpdateWithin;
}

/** Counts which durations are within the target of their incident; one that is exactly as long is. */
export function targetShare(
  points: readonly Point<IncidentTimes>[],
  site: Pick<Site, "severities">,
): TargetShare {
  const words = points.map(({ subject, value }) => {
    const target = noticeTarget(subject, site);
    return target === undefined ? "without" : value <= target ? "inTime" : "late";
  });
  const of = (word: keyof TargetShare): number => words.filter((one) => one === word).length;
  return { inTime: of("inTime"), late: of("late"), without: of("without") };
}
