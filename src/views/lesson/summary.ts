import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Level, PostmortemStatus } from "../../records/schema/vocabulary.ts";
import { counted } from "../count.ts";
import { type LinkView, lessonPath, link, servicePath } from "../page.ts";
import { type TimeView, timeView } from "../time.ts";
import { factorWords, reportStatusWords, typeWords } from "./label.ts";

/** A word with its sign: it is never told by colour alone. */
export interface SignedWordView {
  /** Class of the colour and name of the sign; `plain` has neither. */
  readonly sign: Level | "notice" | "plain";
  readonly label: string;
}

/** A report in a list. */
export interface LessonSummaryView {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly summary: string;
  /** Where the report stands: `Final`, `In review`, `Superseded`. */
  readonly status: SignedWordView;
  /** When users first felt it; of several incidents, the newest. */
  readonly date: TimeView;
  /** The same as a day: `2026-11-20`, in UTC. */
  readonly day: string;
  readonly services: readonly LinkView[];
  /** As readers see it; undefined where the incidents have none. */
  readonly severity: string | undefined;
  /** `Release regression`. */
  readonly type: string;
  /** Kinds of the contributing factors, each once, in the order of the report. */
  readonly factors: readonly string[];
  readonly actions: {
    readonly all: number;
    /** Those that are not over. */
    readonly open: number;
    readonly overdue: number;
    /** `3 of 5 action items open, 1 overdue`. */
    readonly text: string;
  };
}

const SIGNS = {
  draft: "plain",
  "in-review": "maintenance",
  final: "operational",
  superseded: "notice",
} as const satisfies Record<PostmortemStatus, SignedWordView["sign"]>;

/** Where a report stands, with its sign. */
export function reportStatus(status: PostmortemStatus): SignedWordView {
  return { sign: SIGNS[status], label: reportStatusWords[status].label };
}

/** A report as it stands in lists. */
export function lessonSummary(model: SiteModel, state: PostmortemState): LessonSummaryView {
  const { record } = state;
  const date = timeView(state.start);
  return {
    id: record.id,
    href: link(model, lessonPath(record.id)),
    title: record.title,
    summary: record.summary,
    status: reportStatus(record.status),
    date,
    day: date.iso.slice(0, 10),
    services: state.services.flatMap((id) => {
      const service = model.services.get(id);
      return service ? [{ label: service.record.name, href: link(model, servicePath(id)) }] : [];
    }),
    severity:
      state.severity === undefined
        ? undefined
        : (model.severities.get(state.severity)?.label ?? state.severity),
    type: typeWords[record.type].label,
    factors: [...new Set(record.factors.map(({ category }) => factorWords[category].label))],
    actions: actionCounts(state),
  };
}

function actionCounts({ actions }: PostmortemState): LessonSummaryView["actions"] {
  const open = actions.filter(({ isOver }) => !isOver).length;
  const overdue = actions.filter(({ isOverdue }) => isOverdue).length;
  return { all: actions.length, open, overdue, text: countsText(actions.length, open, overdue) };
}

function countsText(all: number, open: number, overdue: number): string {
  if (all === 0) return "No action items";
  const items = counted(all, "action item");
  if (open === 0) return all === 1 ? "1 action item, closed" : `${items}, all closed`;
  const counts = open === all ? `${items}, open` : `${open} of ${items} open`;
  return overdue === 0 ? counts : `${counts}, ${overdue} overdue`;
}
