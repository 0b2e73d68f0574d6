import type { ActionState } from "../../model/postmortem.ts";
import { recurrences } from "../../model/recurrence.ts";
import type { SiteModel } from "../../model/site.ts";
import { actionsCalendarPath } from "../calendar.ts";
import { counted } from "../count.ts";
import { lessonFeeds } from "../feed/scope.ts";
import { actionsPath, type LinkView, lessonsPath, link, type PageView, pageView } from "../page.ts";
import { type ActionView, actionView } from "./action.ts";
import { facetValuePath } from "./facets.ts";
import { type RecurrenceView, recurrenceView } from "./similar.ts";

/** Action items that stand in the same place. */
export interface ActionSectionView {
  /** Its anchor. */
  readonly id: "overdue" | "due" | "undated" | "done" | "wont-do";
  readonly title: string;
  readonly count: number;
  /** What is in it, and in which order. */
  readonly note: string;
  /** At most `MOST`. */
  readonly actions: readonly ActionView[];
  /** The reports with the rest; undefined where nothing is left out. */
  readonly more: LinkView | undefined;
}

/** Somebody who sees to action items that are not over. */
export interface OwnerView {
  readonly name: string;
  /** In the order of the page; their links lead to the entries on it. */
  readonly actions: readonly LinkView[];
}

/** `/lessons/actions/` */
export interface ActionsView {
  readonly page: PageView;
  /** All of them in a sentence. */
  readonly note: string;
  readonly sections: readonly ActionSectionView[];
  /** In alphabetical order: nobody is ranked. */
  readonly owners: readonly OwnerView[];
  /** The newest, at most `MOST`. */
  readonly recurrences: readonly RecurrenceView[];
  readonly recurrenceCount: number;
  /** The calendar of the days by which they are due. */
  readonly calendar: string;
}

/** More of one kind would make a page that no phone likes to load; the reports have the rest. */
const MOST = 200;

/** Who sees to what nobody sees to. */
const NOBODY = "Nobody yet";

/** Makes the page of all action items. */
export function actionsView(model: SiteModel): ActionsView {
  const all = model.postmortems
    .filter(({ record }) => record.status !== "superseded")
    .flatMap(({ actions, record }) => actions.map((state) => ({ state, report: record })));
  const open = all.filter(({ state }) => !state.isOver);
  const of = (id: ActionSectionView["id"], own: readonly Item[]): ActionSectionView => {
    const { title, note, facet } = sections[id];
    const actions = own.slice(0, MOST).map(({ state, report }) => actionView(model, state, report));
    const left = own.length - actions.length;
    return {
      id,
      title,
      note,
      count: own.length,
      actions,
      more:
        left > 0
          ? {
              label: `${left} more in the reports`,
              href: link(model, facetValuePath("action-state", facet)),
            }
          : undefined,
    };
  };
  const byDue = ({ state }: Item): string => state.record.due ?? "";
  const parts = [
    of("overdue", open.filter(({ state }) => state.isOverdue).toSorted(by(byDue))),
    of(
      "due",
      open.filter(({ state }) => !state.isOverdue && state.record.due !== undefined).toSorted(by(byDue)),
    ),
    of(
      "undated",
      open.filter(({ state }) => state.record.due === undefined),
    ),
    of(
      "done",
      all
        .filter(({ state }) => state.record.status === "done")
        .toSorted(by(({ state }) => state.record.done ?? ""))
        .reverse(),
    ),
    of(
      "wont-do",
      all.filter(({ state }) => state.record.status === "wont-do"),
    ),
  ].filter(({ count }) => count > 0);
  const back = recurrences(model);
  return {
    page: pageView(model, {
      title: "Action items",
      description: `What ${model.site.name} does about what went wrong: open, overdue, done, and decided against.`,
      path: actionsPath,
      feeds: lessonFeeds(model, "actions", "lessons"),
      breadcrumbs: [{ label: "Lessons", href: link(model, lessonsPath) }],
    }),
    note: noteOf(all.map(({ state }) => state)),
    sections: parts,
    owners: ownersOf(parts.flatMap(({ id, actions }) => (isOpen(id) ? actions : []))),
    recurrences: back.slice(0, MOST).map((one) => recurrenceView(model, one)),
    recurrenceCount: back.length,
    calendar: link(model, actionsCalendarPath),
  };
}

interface Item {
  readonly state: ActionState;
  readonly report: Parameters<typeof actionView>[2];
}

const sections = {
  overdue: { title: "Overdue", note: "The longest overdue first.", facet: "overdue" },
  due: { title: "Open, with a due day", note: "The next due first.", facet: "open" },
  undated: { title: "Open, without a due day", note: "Those of the newest reports first.", facet: "open" },
  done: { title: "Done", note: "The latest first.", facet: "done" },
  "wont-do": {
    title: "Won't do",
    note: "Decided against, each with its reason.",
    facet: "wont-do",
  },
} as const satisfies Record<
  ActionSectionView["id"],
  { readonly title: string; readonly note: string; readonly facet: string }
>;

function isOpen(id: ActionSectionView["id"]): boolean {
  return id === "overdue" || id === "due" || id === "undated";
}

function by(key: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function noteOf(all: readonly ActionState[]): string {
  if (all.length === 0) return "No report has an action item yet.";
  const count = (is: (state: ActionState) => boolean): number => all.filter(is).length;
  const parts = [
    `${count(({ isOver }) => !isOver)} open`,
    `${count(({ isOverdue }) => isOverdue)} of them overdue`,
    `${count(({ record }) => record.status === "done")} done`,
    `${count(({ record }) => record.status === "wont-do")} decided against`,
  ];
  return `${counted(all.length, "action item")}: ${parts.join(", ")}.`;
}

/** The open ones by who sees to them, those without an owner last. */
function ownersOf(actions: readonly ActionView[]): OwnerView[] {
  const grouped = Map.groupBy(actions, ({ owner }) => owner ?? NOBODY);
  return [...grouped]
    .map(([name, own]) => ({
      name,
      actions: own.map(({ title, key }) => ({ label: title, href: `#${actionRowAnchor(key)}` })),
    }))
    .toSorted(
      (a, b) =>
        Number(a.name === NOBODY) - Number(b.name === NOBODY) ||
        (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
    );
}

/** The anchor of an action item on the page of all; its key, whose slash need not be escaped there. */
export function actionRowAnchor(key: string): string {
  return key.replace("/", ":");
}
