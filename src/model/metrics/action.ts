import type { Duration } from "../../records/duration.ts";
import type { Instant } from "../../records/instant.ts";
import type { ActionState, PostmortemState } from "../postmortem.ts";

/** What became of an action item. */
export const actionOutcomes = [
  "done-in-time",
  "done-late",
  "done-without-due",
  "open-in-time",
  "overdue",
  "open-without-due",
  "wont-do",
  "unknown",
] as const;
export type ActionOutcome = (typeof actionOutcomes)[number];

/** How long open action items have been open: upper ends in milliseconds, the last one open. */
export const actionAges = [
  { id: "month", below: 30 * 86_400_000 },
  { id: "quarter", below: 91 * 86_400_000 },
  { id: "half-year", below: 182 * 86_400_000 },
  { id: "year", below: 365 * 86_400_000 },
  { id: "older", below: Number.POSITIVE_INFINITY },
] as const satisfies readonly { id: string; below: Duration }[];
export type ActionAge = (typeof actionAges)[number]["id"] | "unknown";

/** Action items of reports that stand. */
export interface ActionFigures {
  readonly all: readonly ActionState[];
  readonly outcomes: ReadonlyMap<ActionOutcome, readonly ActionState[]>;
  /** Of those that are neither over nor of unknown status. */
  readonly ages: ReadonlyMap<ActionAge, readonly ActionState[]>;
  /** Those whose day was moved to a later one, once or more. */
  readonly slipped: readonly ActionState[];
}

/** Counts action items. Those of a report that another one replaced are left out: they stand in that one. */
export function actionFigures(reports: readonly PostmortemState[], now: Instant): ActionFigures {
  const all = reports.flatMap(({ record, actions }) => (record.status === "superseded" ? [] : actions));
  const open = all.filter((action) => !action.isOver && action.record.status !== "unknown");
  return {
    all,
    outcomes: Map.groupBy(all, actionOutcome),
    ages: Map.groupBy(open, (action) => actionAge(action, now)),
    slipped: all.filter(({ slips }) => slips.length > 0),
  };
}

/** What became of an action item: `due` as it stands now, days compared as days. */
export function actionOutcome({ record, isOverdue }: ActionState): ActionOutcome {
  const { status, due, done } = record;
  if (status === "unknown") return "unknown";
  if (status === "wont-do") return "wont-do";
  if (status !== "done")
    return due === undefined ? "open-without-due" : isOverdue ? "overdue" : "open-in-time";
  if (due === undefined || done === undefined) return "done-without-due";
  return done <= due ? "done-in-time" : "done-late";
}

/** Since how long readers could read of an open action item. */
export function actionAge({ opened }: ActionState, now: Instant): ActionAge {
  if (opened === undefined) return "unknown";
  return actionAges.find(({ below }) => now - opened < below)?.id ?? "unknown";
}
