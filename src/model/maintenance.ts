import type { Incident } from "../records/incident.ts";
import type { Instant } from "../records/instant.ts";
import type { Update } from "../records/parse/body.ts";
import type { Status } from "../records/schema/vocabulary.ts";
import type { Span } from "./interval.ts";

/** An update of the timeline; `byClock` if nobody wrote it. */
export interface TimelineUpdate extends Update {
  readonly byClock: boolean;
}

/**
 * Adds the stages that a maintenance passes through by the clock: in progress when its window begins, completed when
 * the window ends. What people write goes first:
 *
 * - a status of their own (in progress, verifying, completed, cancelled) takes the place of the same stage;
 * - once it is cancelled or completed, the clock adds nothing;
 * - an update written at or after the planned end, other than a correction, says that work goes on: then only people
 *   complete it.
 *
 * `updates` in time order; the result too, up to `now`.
 */
export function withClockStages(
  updates: readonly TimelineUpdate[],
  scheduled: Span,
  now: Instant,
): readonly TimelineUpdate[] {
  const said = (...words: Status[]): TimelineUpdate | undefined =>
    updates.find((update) => words.includes(update.status));
  const over = said("completed", "cancelled");
  const stages: TimelineUpdate[] = [];
  const begun = said("in-progress", "verifying");
  if (!begun && scheduled.from <= now && (!over || (over.at > scheduled.from && over.status === "completed"))) {
    stages.push(clockStage("in-progress", scheduled.from));
  }
  const goesOn = updates.some((update) => update.at >= scheduled.to && update.status !== "correction");
  if (!over && !goesOn && scheduled.to <= now) stages.push(clockStage("completed", scheduled.to));
  return [...updates, ...stages].sort((a, b) => a.at - b.at);
}

/** The time in which a maintenance affects services that give no times of their own; undefined if it never began. */
export function maintenanceSpan(
  record: Incident,
  timeline: readonly TimelineUpdate[],
): { readonly from: Instant; readonly to: Instant | undefined } | undefined {
  const scheduled = record.scheduled;
  if (!scheduled) return undefined;
  const over = timeline.find((update) => update.status === "completed" || update.status === "cancelled");
  const begun = timeline.find((update) => update.status === "in-progress" || update.status === "verifying");
  if (!begun && over?.status === "cancelled") return undefined;
  const from = begun?.at ?? scheduled.from;
  if (over) return { from, to: over.at };
  const late = timeline.some((update) => update.at >= scheduled.to && update.status !== "correction");
  return { from, to: late ? undefined : scheduled.to };
}

function clockStage(status: "in-progress" | "completed", at: Instant): TimelineUpdate {
  return { anchor: status, status, at, text: "", line: 1, byClock: true };
}
