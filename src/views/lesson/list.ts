import type { ActionState, PostmortemState } from "../../model/postmortem.ts";
import { dueReports } from "../../model/postmortem-due.ts";
import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { lessonFeeds } from "../feed/scope.ts";
import {
  actionsPath,
  glossaryPath,
  incidentPath,
  type LinkView,
  lessonPath,
  lessonsPath,
  link,
  metricsPath,
  type PageView,
  pageView,
  searchPath,
} from "../page.ts";
import { monthText, type TimeView, timeView } from "../time.ts";
import { type ActionView, actionView } from "./action.ts";
import { digestMonths, digestPath } from "./digest.ts";
import { type FacetView, facetsOf } from "./facets.ts";
import { type LessonSummaryView, lessonSummary } from "./summary.ts";
import { lessonMarkdown } from "./text.ts";

/** The first page of the library. */
export interface LessonsView {
  readonly page: PageView;
  /** `8 reports of 9 incidents, 12 of 31 action items open`. */
  readonly count: string;
  /** Where a newcomer begins: reports with the tag `start-here`; else those that others point to most. */
  readonly start: readonly LessonSummaryView[];
  readonly newest: readonly LessonSummaryView[];
  /** Every report, newest first, where there are more than the page shows. */
  readonly rest: readonly LessonSummaryView[];
  readonly mostLinked: readonly (LinkView & { readonly count: number })[];
  /** Open action items, those that are overdue or due first. */
  readonly actions: readonly ActionView[];
  readonly facets: readonly FacetView[];
  /** Incidents whose report is not published yet, with the day by which it is to be. */
  readonly due: readonly (LinkView & {
    readonly due: TimeView | undefined;
    readonly overdue: boolean;
    readonly review: boolean;
  })[];
  readonly ways: readonly (LinkView & { readonly text: string })[];
}

/** The tag by which a site says where newcomers should begin. */
const START = "start-here";
const SHOWN = { start: 3, newest: 5, linked: 5, actions: 5 } as const;

/** Makes the first page of the library. */
export function lessonsView(model: SiteModel): LessonsView {
  const { postmortems } = model;
  const links = linkCounts(postmortems);
  const linked = postmortems
    .map((state) => ({ state, count: links.get(state.record.id) ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const tagged = postmortems.filter(({ record }) => record.tags.includes(START));
  const start = (
    tagged.length > 0
      ? tagged
      : linked.map(({ state }) => state).filter(({ record }) => record.status === "final")
  ).slice(0, SHOWN.start);
  // Another report took over what a superseded one had to do.
  const current = postmortems.filter(({ record }) => record.status !== "superseded");
  const open = current.flatMap((state) =>
    state.actions.filter(({ isOver }) => !isOver).map((action) => ({ action, state })),
  );
  const all = current.reduce((sum, { actions }) => sum + actions.length, 0);
  const incidents = new Set(postmortems.flatMap(({ record }) => record.incidents)).size;
  const summary = (state: PostmortemState): LessonSummaryView => lessonSummary(model, state);
  return {
    page: pageView(model, {
      title: "Lessons",
      description: `What went wrong before at ${model.site.name}, why, and what was done about it.`,
      path: lessonsPath,
      feeds: lessonFeeds(model, "lessons"),
    }),
    count: `${counted(postmortems.length, "report")} on ${counted(incidents, "incident")}; ${open.length} of ${counted(all, "action item")} open.`,
    start: start.map(summary),
    newest: postmortems.slice(0, SHOWN.newest).map(summary),
    rest: postmortems.slice(SHOWN.newest).map(summary),
    mostLinked: linked.slice(0, SHOWN.linked).map(({ state: { record }, count }) => ({
      label: record.title,
      href: link(model, lessonPath(record.id)),
      count,
    })),
    actions: open
      .toSorted((a, b) => compareDue(a.action, b.action))
      .slice(0, SHOWN.actions)
      .map(({ action, state }) => actionView(model, action, state.record)),
    facets: facetsOf(model),
    due: dueOf(model),
    ways: waysOf(model),
  };
}

/** What is due first comes first; what has no day comes last. */
function compareDue({ record: a }: ActionState, { record: b }: ActionState): number {
  return (a.due ?? "9999").localeCompare(b.due ?? "9999", "en") || (a.id < b.id ? -1 : 1);
}

/** How many other reports point to each: by `related` or by a link in their text. Linear in the texts. */
function linkCounts(postmortems: readonly PostmortemState[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { record } of postmortems) {
    const named = [...lessonMarkdown(record).matchAll(/\/lessons\/([A-Za-z0-9][A-Za-z0-9._-]*)\//g)].map(
      ([, id]) => id ?? "",
    );
    const targets = new Set([...record.related.flatMap(({ id }) => id ?? []), ...named]);
    targets.delete(record.id);
    for (const id of targets) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function dueOf(model: SiteModel): LessonsView["due"] {
  return dueReports(model.timelines, model.postmortemsByIncident, model.site, model.now)
    .filter(({ state }) => state !== "written")
    .map(({ timeline, due, report, state }) => ({
      label: timeline.record.title,
      href: link(model, report ? lessonPath(report.record.id) : incidentPath(timeline.record.id)),
      due: due === undefined ? undefined : timeView(due),
      overdue: state === "overdue",
      review: report !== undefined,
    }));
}

function waysOf(model: SiteModel): LessonsView["ways"] {
  const [month] = digestMonths(model);
  const way = (label: string, path: string, text: string) => ({ label, href: link(model, path), text });
  return [
    way("Search", searchPath, "Everything on this site, by symptom, error message or id."),
    way("Action items", actionsPath, "What is being done, by whom, and what is late."),
    way("Metrics", metricsPath, "How fast we notice, tell and mend, and what the figures cannot show."),
    ...(month === undefined
      ? []
      : [way(monthText(month), digestPath(month), "The latest month on one page.")]),
    ...(model.terms.length > 0 ? [way("Glossary", glossaryPath, "The words that these reports use.")] : []),
  ];
}
