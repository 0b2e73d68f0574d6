import type { Instant } from "../records/instant.ts";
import type { Update } from "../records/parse/body.ts";
import { finalStatuses, type Status } from "../records/schema/vocabulary.ts";
import type { Span } from "./interval.ts";

/** An update of the timeline; `byClock` if nobody wrote it. */
export interface TimelineUpdate extends Update {
  readonly byClock: boolean;
}

/** How a maintenance went, as far as it is known at one moment. */
export interface Course {
  /** Updates in time order, the stages that came by the clock among them. */
  readonly updates: readonly TimelineUpdate[];
  /**
   * The time in which it affects services that give no times of their own: as planned, until people write otherwise.
   * `to` is undefined while it overruns; the whole is undefined if it never took place.
   */
  readonly span: { readonly from: Instant; readonly to: Instant | undefined } | undefined;
}

/** Status words of a maintenance that say how far it is. */
const stageStatuses: readonly Status[] = ["in-progress", "verifying", "completed", "cancelled"];

/**
 * Adds the stages that a maintenance passes through by the clock, as far as `now`: in progress when its window begins,
 * completed when the window ends. What people write goes first:
 *
 * - their `in progress`, early or late, goes before the clock's; so does anything that was verified before the window
 *   began;
 * - once it is completed or cancelled, the clock adds nothing, unless work goes on after that;
 * - what was cancelled, or completed before its window began, before anybody wrote that it is in progress never took
 *   place: people who call work off write both;
 * - an update written at or after the planned end, other than a correction, says that work goes on: then only people
 *   complete it;
 * - a later `scheduled` starts over, as when work is put off: what was written before it no longer counts. A maintenance
 *   that is announced when its window has begun is in progress from the announcement on.
 *
 * `written` in time order.
 */
export function courseOf(written: readonly TimelineUpdate[], scheduled: Span, now: Instant): Course {
  const announced = written.findLastIndex((update) => update.status === "scheduled");
  const announcement = written[announced]?.at ?? Number.NEGATIVE_INFINITY;
  const said = written.slice(announced + 1);
  const stages = said.filter((update) => stageStatuses.includes(update.status));
  const last = stages.at(-1);
  const over = last && finalStatuses.includes(last.status) ? last : undefined;
  const opens = scheduled.from;
  const begun = stages.find(
    ({ status, at }) => !finalStatuses.includes(status) || (status === "completed" && at >= opens),
  );
  const neverBegan = over !== undefined && begun === undefined;

  const closes = Math.max(scheduled.from, scheduled.to);
  const goesOn = said.some((update) => update.at >= closes && update.status !== "correction");
  const ends = !over && !goesOn && closes <= now;
  const byHand = begun !== undefined && (begun.status === "in-progress" || begun.at <= opens);
  const updates = [...written];
  const opensAt = Math.max(opens, announcement);
  const overruled = byHand || neverBegan;
  const opened = overruled
    ? opensAt <= now && announcement < closes && !stages.some((stage) => stage.at <= opensAt)
    : opens <= now && !(ends && announcement >= closes);
  if (opened) insert(updates, clockStage("in-progress", opensAt, overruled), begun);
  const closesAt = Math.max(closes, announcement);
  const before = stages.findLast((stage) => stage.at <= closesAt);
  const closed =
    closesAt <= now &&
    !(before && finalStatuses.includes(before.status)) &&
    !said.some((update) => update.at >= closes && update.at <= closesAt && update.status !== "correction");
  if (ends || closed) insert(updates, clockStage("completed", closesAt, !ends));
  if (neverBegan) return { updates, span: undefined };
  return {
    updates,
    span: { from: byHand ? begun.at : opens, to: over ? over.at : goesOn ? undefined : closes },
  };
}

/** Puts a stage in its place: after everything up to its time, but before the update that followed from it. */
function insert(updates: TimelineUpdate[], stage: TimelineUpdate, follower?: TimelineUpdate): void {
  const index = updates.findIndex((update) => update.at > stage.at || update === follower);
  updates.splice(index === -1 ? updates.length : index, 0, stage);
}

/**
 * A stage that came by the clock. One that people overruled later was published all the same: its entry stays under its
 * anchor, as an update that changes no status.
 */
function clockStage(stage: "in-progress" | "completed", at: Instant, overruled: boolean): TimelineUpdate {
  return { anchor: stage, status: overruled ? "update" : stage, at, text: "", line: 1, byClock: true };
}
