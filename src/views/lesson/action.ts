import { dayKey } from "../../model/calendar.ts";
import { type ActionState, actionKey } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Postmortem } from "../../records/postmortem.ts";
import type { ActionStatus } from "../../records/schema/vocabulary.ts";
import { counted } from "../count.ts";
import { cutText } from "../cut.ts";
import { ownerName } from "../owner.ts";
import { type LinkView, lessonPath, link } from "../page.ts";
import { shortDayText } from "../time.ts";
import { actionKindWords, actionStatusWords } from "./label.ts";
import type { SignedWordView } from "./summary.ts";

/** An action item as pages show it. */
export interface ActionView {
  /** Its name on the whole site: `2026-10-06-sign-in/alert-on-expiry`. */
  readonly key: string;
  /** Its anchor on the page of its report. */
  readonly anchor: string;
  readonly title: string;
  /** Where it stands in its report. */
  readonly href: string;
  readonly report: LinkView;
  readonly state: SignedWordView;
  /** `12 days overdue`; undefined where it is not. */
  readonly overdue: string | undefined;
  /** `Prevent`: what it is to achieve. */
  readonly kind: string;
  /** `due 20 Nov 2026`, `no due day: waits for upstream`, `done on 3 Nov 2026`. */
  readonly when: string;
  /** The day that `when` tells of: `2026-11-20`. */
  readonly day: string | undefined;
  /** `open for 34 days`; undefined where it is over, or nobody knows since when. */
  readonly age: string | undefined;
  /** `put off twice, by 21 days`; undefined where it never was. */
  readonly slips: string | undefined;
  /** As far as they agreed to be named; undefined for nobody. */
  readonly owner: string | undefined;
  /** Why it is delayed or will not be done. */
  readonly reason: string | undefined;
  /** How a reader can tell that it worked. */
  readonly evaluation: string | undefined;
  readonly issue: string | undefined;
  /** The factors that it answers. */
  readonly factors: readonly LinkView[];
}

const SIGNS = {
  open: "notice",
  "in-progress": "maintenance",
  blocked: "partial",
  delayed: "degraded",
  done: "operational",
  "wont-do": "plain",
  unknown: "plain",
} as const satisfies Record<ActionStatus, SignedWordView["sign"]>;

const DAY = 86_400_000;
const FACTOR = 60;

/** The anchor of an action item on the page of its report. */
export function actionAnchor(id: string): string {
  return `a-${id}`;
}

/** The anchor of a contributing factor on the page of its report. */
export function factorAnchor(id: string): string {
  return `f-${id}`;
}

/** The link to an action item in its report. */
export function actionHref(model: SiteModel, { report, record }: ActionState): string {
  return `${link(model, lessonPath(report))}#${actionAnchor(record.id)}`;
}

/** Days from one day to another, `2026-11-20` both. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** Where an action item stands, as a word with its sign; overdue ones are told to be so beside it. */
export function actionState(status: ActionStatus): SignedWordView {
  return { sign: SIGNS[status], label: actionStatusWords[status].label };
}

/** An action item of a report. */
export function actionView(
  model: SiteModel,
  state: ActionState,
  report: Pick<Postmortem, "id" | "title" | "factors">,
): ActionView {
  const { record, isOver, isOverdue } = state;
  const today = dayKey(model.now, model.site.timeZone);
  // One that is known only since after its due day is older than what is known of it.
  const opened = state.opened === undefined ? undefined : dayKey(state.opened, model.site.timeZone);
  const page = link(model, lessonPath(report.id));
  return {
    key: actionKey(state),
    anchor: actionAnchor(record.id),
    title: record.title,
    href: actionHref(model, state),
    report: { label: report.title, href: page },
    state: actionState(record.status),
    overdue:
      isOverdue && record.due !== undefined
        ? `${counted(daysBetween(record.due, today), "day")} overdue`
        : undefined,
    kind: actionKindWords[record.kind].label,
    ...whenOf(state),
    age:
      isOver || opened === undefined || (record.due !== undefined && record.due < opened)
        ? undefined
        : ageText(daysBetween(opened, today)),
    slips: slipsText(state),
    owner: record.owner === undefined ? undefined : ownerName(model, record.owner),
    reason: record.statusReason,
    evaluation: record.evaluation,
    issue: record.issue,
    factors: record.factors.flatMap((id) => {
      const factor = report.factors.find((one) => one.id === id);
      return factor ? [{ label: cutText(factor.summary, FACTOR), href: `${page}#${factorAnchor(id)}` }] : [];
    }),
  };
}

/** When it was done, or is to be. */
function whenOf({ record, isOver }: ActionState): Pick<ActionView, "when" | "day"> {
  const { status, done, due, noDueReason } = record;
  if (status === "done") {
    return {
      when: done === undefined ? "done, nobody says when" : `done on ${shortDayText(done)}`,
      day: done,
    };
  }
  if (due !== undefined) return { when: `${isOver ? "was due" : "due"} ${shortDayText(due)}`, day: due };
  const reason = noDueReason === undefined ? "" : `: ${noDueReason.trim().replace(/\.$/, "")}`;
  return { when: `no due day${reason}`, day: undefined };
}

function ageText(days: number): string {
  return days < 1 ? "open since today" : `open for ${counted(days, "day")}`;
}

/** How often its day was moved to a later one, and by how much in all. */
function slipsText({ slips }: ActionState): string | undefined {
  if (slips.length === 0) return undefined;
  const days = slips.reduce((sum, { from, to }) => sum + daysBetween(from, to), 0);
  const often = slips.length === 1 ? "once" : slips.length === 2 ? "twice" : `${slips.length} times`;
  return `put off ${often}, by ${counted(days, "day")}`;
}
