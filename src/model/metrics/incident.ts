import { historyKey, type SiteHistory } from "../../history/revision.ts";
import type { Instant } from "../../records/instant.ts";
import type { KeyTime } from "../../records/schema/postmortem.ts";
import { finalStatuses, neutralStatuses } from "../../records/schema/vocabulary.ts";
import type { TimelineUpdate } from "../maintenance.ts";
import type { PostmortemState } from "../postmortem.ts";
import type { Timeline } from "../timeline.ts";
import type { KnownTime } from "./figure.ts";

/** The times of an incident from which figures come, in the order in which they usually follow each other. */
export const incidentTimeNames = [
  "impactStart",
  "detected",
  "firstUpdate",
  "mitigated",
  "impactEnd",
  "resolved",
] as const;
export type IncidentTimeName = (typeof incidentTimeNames)[number];

/** An incident with the times that are known of it. */
export interface IncidentTimes {
  readonly timeline: Timeline;
  /** The report whose times are taken; undefined where there is none, or none that reviews this incident alone. */
  readonly report: PostmortemState | undefined;
  readonly isOver: boolean;
  readonly times: Readonly<Record<IncidentTimeName, KnownTime | undefined>>;
}

/** What incidents are looked up in. */
export interface IncidentContext {
  readonly reports: ReadonlyMap<string, readonly PostmortemState[]>;
  readonly history: SiteHistory;
}

/** Clocks of people and machines differ: what git knows of within so many milliseconds was published when it says. */
const SKEW = 5 * 60_000;

/**
 * The times of one incident. A time of its report goes first, also where the report says that nobody knows it. A report
 * that reviews several incidents has one set of times for all of them, so it gives none to any: each has its own.
 * What the report does not mention comes from the incident:
 *
 * - the begin of its first impact and, once it is over, the end of its last one (estimated where the file gives no end,
 *   and the incident's own end stands in for it);
 * - `detected.at`;
 * - its first update, when readers could see it (`shownAt`);
 * - the update that closed it.
 *
 * `mitigated` is in reports only.
 */
export function incidentTimes(timeline: Timeline, { reports, history }: IncidentContext): IncidentTimes {
  const { record, updates } = timeline;
  const report = ownReport(reports.get(record.id) ?? [], record.id);
  const past = history.byRecord.get(historyKey("incident", record.id))?.updates;
  const decisive = updates.findLast(({ status }) => !neutralStatuses.includes(status));
  const closed = decisive && finalStatuses.includes(decisive.status) ? decisive.at : undefined;
  const first = updates
    .map((update) => shownAt(update, past?.get(update.anchor)?.published))
    .toSorted((a, b) => a.at - b.at)[0];
  const begin = record.impact.flatMap(({ from }) => from ?? []).toSorted((a, b) => a - b)[0];
  const of = (name: keyof PostmortemState["record"]["times"], own: KnownTime | undefined) =>
    fromReport(report?.record.times[name], own);
  return {
    timeline,
    report,
    isOver: closed !== undefined,
    times: {
      impactStart: of("impactStart", exact(begin)),
      detected: of("detected", exact(record.detected?.at)),
      firstUpdate: first,
      mitigated: of("mitigated", undefined),
      impactEnd: of("impactEnd", ownEnd(timeline, closed)),
      resolved: of("resolved", exact(closed)),
    },
  };
}

/**
 * When readers could see an update: its own time, unless git says that it was published more than five minutes after it.
 * What was not published before a bulk import, or outside of a repository, has its own time alone.
 */
export function shownAt({ at }: TimelineUpdate, published: Instant | undefined): KnownTime {
  const isLate = published !== undefined && published > at + SKEW;
  return { at: isLate ? published : at, confidence: "exact", source: isLate ? "git" : "incident" };
}

/** The report that reviews this incident and no other: a final one, else one in review; of several the newest. */
function ownReport(reports: readonly PostmortemState[], id: string): PostmortemState | undefined {
  return reports
    .filter(({ record }) => record.status !== "superseded" && record.incidents.every((one) => one === id))
    .toSorted(
      (a, b) =>
        Number(b.record.status === "final") - Number(a.record.status === "final") ||
        (b.record.published ?? 0) - (a.record.published ?? 0) ||
        (a.record.id < b.record.id ? -1 : 1),
    )[0];
}

function fromReport(time: KeyTime | undefined, own: KnownTime | undefined): KnownTime | undefined {
  if (!time) return own;
  if (time.at === undefined || time.confidence === "unknown") return undefined;
  return { at: time.at, confidence: time.confidence, source: "report" };
}

/** When the last impact of an incident that is over ended. */
function ownEnd({ record }: Timeline, closed: Instant | undefined): KnownTime | undefined {
  if (closed === undefined || record.impact.length === 0) return undefined;
  const isGiven = record.impact.every(({ to }) => to !== undefined);
  const at = Math.max(...record.impact.map(({ to }) => to ?? closed));
  return { at, confidence: isGiven ? "exact" : "estimated", source: "incident" };
}

function exact(at: Instant | undefined): KnownTime | undefined {
  return at === undefined ? undefined : { at, confidence: "exact", source: "incident" };
}
