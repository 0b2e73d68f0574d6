import type { Instant } from "../records/instant.ts";
import type { Postmortem } from "../records/postmortem.ts";
import type { Site } from "../records/schema/site.ts";
import type { PostmortemState } from "./postmortem.ts";
import type { Timeline } from "./timeline.ts";

const DAY = 24 * 60 * 60_000;

/** What is looked at of a report. */
interface Reviewing {
  readonly record: Pick<Postmortem, "status">;
}

/** An incident for which the severity policy wants a report, and where that report stands. */
export interface DueReport<R extends Reviewing = PostmortemState> {
  readonly timeline: Timeline;
  /** The end of the incident and `dueDays` after it; undefined where the policy names no number of days. */
  readonly due: Instant | undefined;
  /** Of its reports the one that is furthest; undefined where there is none that is public. */
  readonly report: R | undefined;
  /**
   * `written`: a final report, or one that another replaced. Before `due` a report in review is `in-review` and a
   * missing one `due`. After it both are `overdue`: what is still being corrected has not been published.
   */
  readonly state: "written" | "in-review" | "due" | "overdue";
}

/**
 * Incidents that are over and whose severity requires a report, in the order of `timelines`. Maintenance and notices
 * need none. `reports` are the public ones by incident. Pure, and linear in the number of records.
 */
export function dueReports<R extends Reviewing = PostmortemState>(
  timelines: Iterable<Timeline>,
  reports: ReadonlyMap<string, readonly R[]>,
  site: Pick<Site, "severities">,
  now: Instant,
): DueReport<R>[] {
  const policy = new Map(site.severities.map(({ id, postmortem }) => [id, postmortem]));
  const found: DueReport<R>[] = [];
  for (const timeline of timelines) {
    const { record, end } = timeline;
    const wanted = record.severity === undefined ? undefined : policy.get(record.severity);
    if (record.kind !== "incident" || end === undefined || wanted?.required !== true) continue;
    const own = (reports.get(record.id) ?? []).filter((one) => one.record.status !== "draft");
    const written = own.find((one) => one.record.status === "final") ?? own.find(isPublished);
    const report = written ?? own[0];
    const due = wanted.dueDays === undefined ? undefined : end + wanted.dueDays * DAY;
    const isLate = due !== undefined && due <= now;
    const state = written ? "written" : isLate ? "overdue" : report ? "in-review" : "due";
    found.push({ timeline, due, report, state });
  }
  return found;
}

function isPublished({ record }: Reviewing): boolean {
  return record.status === "superseded";
}
