import {
  type ActionAge,
  type ActionFigures,
  type ActionOutcome,
  actionAges,
  actionOutcomes,
} from "../../../model/metrics/action.ts";
import type { ActionState } from "../../../model/postmortem.ts";
import type { SiteModel } from "../../../model/site.ts";
import { counted } from "../../count.ts";
import { actionsPath, lessonPath, link } from "../../page.ts";
import { shortDayText } from "../../time.ts";
import { figure, ofText, type Sentence } from "./phrase.ts";
import { listed } from "./row.ts";
import { type ShareView, shareView } from "./share.ts";
import type { GroupView } from "./users.ts";

/** What became of action items. */
export interface ActionFiguresView {
  readonly sentence: Sentence;
  readonly share: ShareView;
  readonly note: string;
  readonly outcomes: readonly GroupView[];
  /** Of those that are open; empty groups are left out. */
  readonly ages: readonly GroupView[];
  /** Those whose day was moved, with how often; undefined where none was. */
  readonly slips: GroupView | undefined;
  readonly allHref: string;
}

const outcomeLabels = {
  "done-in-time": "Done by the day it was due",
  "done-late": "Done after that day",
  "done-without-due": "Done, without a day to compare",
  "open-in-time": "Open, not due yet",
  overdue: "Open and overdue",
  "open-without-due": "Open, without a due day",
  "wont-do": "Will not be done",
  unknown: "Not known",
} as const satisfies Record<ActionOutcome, string>;

const ageLabels = {
  month: "Less than a month",
  quarter: "One to three months",
  "half-year": "Three to six months",
  year: "Six to twelve months",
  older: "More than a year",
  unknown: "Not known since when",
} as const satisfies Record<ActionAge, string>;

/** Puts into words what became of action items; undefined where there are none. */
export function actionFiguresView(model: SiteModel, figures: ActionFigures): ActionFiguresView | undefined {
  const { all, outcomes, ages, slipped } = figures;
  if (all.length === 0) return undefined;
  const count = (...names: ActionOutcome[]): number =>
    names.reduce((sum, name) => sum + (outcomes.get(name)?.length ?? 0), 0);
  const group = (id: string, label: string, own: readonly ActionState[]): GroupView => {
    const { shown, more } = listed(own);
    return { id, label, count: own.length, more, links: shown.map((action) => actionLink(model, action)) };
  };
  const done = count("done-in-time", "done-late", "done-without-due");
  const inTime = count("done-in-time");
  const compared = count("done-in-time", "done-late");
  const overdue = count("overdue");
  const slips = slipped.reduce((sum, one) => sum + one.slips.length, 0);
  return {
    sentence: [
      figure(ofText(done, all.length)),
      ` ${all.length === 1 ? "action item is" : "action items are"} done`,
      compared > 0
        ? `, ${ofText(inTime, compared)} by the day ${compared === 1 ? "it was" : "they were"} due`
        : "",
      overdue > 0 ? `; ${overdue} ${overdue === 1 ? "is" : "are"} overdue.` : ".",
    ],
    share: shareView(done, all.length),
    note: "Each item is compared with the day that it has now, however often it was moved. Items of reports that another one replaced are left out.",
    outcomes: actionOutcomes.map((name) => group(name, outcomeLabels[name], outcomes.get(name) ?? [])),
    ages: [...actionAges.map(({ id }) => id), "unknown" as const].flatMap((id) => {
      const own = ages.get(id) ?? [];
      return own.length === 0 ? [] : [group(id, ageLabels[id], own)];
    }),
    slips:
      slips === 0
        ? undefined
        : group(
            "slipped",
            `${counted(slipped.length, "item was", "items were")} put off, ${counted(slips, "time")} in all`,
            slipped,
          ),
    allHref: link(model, actionsPath),
  };
}

function actionLink(model: SiteModel, { record, report, slips }: ActionState): GroupView["links"][number] {
  const { status, statusReason, due, done } = record;
  const moved = slips.map(({ from, to }) => `${shortDayText(from)} to ${shortDayText(to)}`).join(", ");
  const parts = [
    status === "done" && done !== undefined && `done ${shortDayText(done)}`,
    due !== undefined && status !== "wont-do" && `due ${shortDayText(due)}`,
    moved !== "" && `moved from ${moved}`,
    status !== "done" && statusReason,
  ].filter((part) => part !== false && part !== undefined);
  return {
    label: record.title,
    href: `${link(model, lessonPath(report))}#a-${record.id}`,
    note: parts.length === 0 ? undefined : parts.join("; "),
  };
}
