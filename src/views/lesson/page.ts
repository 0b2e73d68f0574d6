import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { markdownTokens, renderMarkdown } from "../../records/markdown.ts";
import { componentOf, nodesOf, readMdx } from "../../records/mdx.ts";
import type { Factor } from "../../records/schema/postmortem.ts";
import { type PastView, postmortemPast } from "../audit/mark.ts";
import { lessonFeeds } from "../feed/scope.ts";
import {
  editUrl,
  glossaryPath,
  incidentPath,
  type LinkView,
  lessonPath,
  lessonsPath,
  link,
  type PageView,
  pageView,
} from "../page.ts";
import { durationText, type TimeView, timeView } from "../time.ts";
import { type ActionView, actionHref, actionView, factorAnchor } from "./action.ts";
import { type ChartView, chartView } from "./chart.ts";
import { type CourseView, courseViews } from "./course.ts";
import { facetValuePath } from "./facets.ts";
import { detectionWords, factorWords, triggerWords, typeWords, verdictWords } from "./label.ts";
import { lessonPeople, type PeopleView } from "./people.ts";
import { type RecurrenceView, recurrenceViews, type SimilarView, similarViews } from "./similar.ts";
import { lessonSource } from "./source.ts";
import { type LessonSummaryView, lessonSummary } from "./summary.ts";
import { lessonMarkdown } from "./text.ts";

/** The page of a report. */
export interface LessonView {
  readonly page: PageView;
  readonly lesson: LessonSummaryView;
  /** What must be said before anything else: that it is in review, or that another report replaces it. */
  readonly notice: { readonly text: string; readonly link: LinkView | undefined } | undefined;
  readonly statement: string | undefined;
  /** What the date in the headline is the date of. */
  readonly occasion: string;
  /** The impact in figures. */
  readonly figures: readonly FigureView[];
  readonly courses: readonly CourseView[];
  /** Whether the text shows the courses itself. */
  readonly placesCourse: boolean;
  /** The text in HTML; undefined for one in MDX, which Astro renders. */
  readonly html: string | undefined;
  readonly contents: readonly ContentView[];
  readonly readingTime: string;
  readonly factors: readonly FactorView[];
  readonly mitigation: string | undefined;
  readonly resolution: string | undefined;
  readonly surprises: readonly string[];
  readonly openQuestions: readonly string[];
  readonly actions: readonly ActionView[];
  readonly noActionsReason: string | undefined;
  readonly similar: readonly SimilarView[];
  /** Factors that came back although something had been done about them. */
  readonly recurrences: readonly RecurrenceView[];
  readonly playbooks: readonly { readonly id: string; readonly verdict: string }[];
  readonly evidence: readonly {
    readonly label: string;
    readonly href: string | undefined;
    readonly note: string;
  }[];
  readonly people: readonly PeopleView[];
  readonly facts: readonly LessonFactView[];
  readonly charts: ReadonlyMap<string, ChartView>;
  /** Words of the glossary that the text explains where they stand, by id. */
  readonly terms: ReadonlyMap<string, { readonly short: string; readonly href: string }>;
  readonly tags: readonly string[];
  readonly edit: string | undefined;
  readonly past: PastView;
}

/** A figure of the impact: large, with what it means and how it is known. */
export interface FigureView {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** A line of the contents list. */
export interface ContentView {
  readonly href: string;
  readonly text: string;
  readonly depth: number;
}

/** A contributing factor. */
export interface FactorView {
  readonly anchor: string;
  readonly category: LinkView;
  readonly summary: string;
  readonly introduced: string | undefined;
  readonly whyUndetected: string | undefined;
  /** Action items that answer it. */
  readonly actions: readonly LinkView[];
}

/** A line of the list of facts. */
export interface LessonFactView {
  readonly label: string;
  readonly links: readonly (LinkView | { readonly label: string; readonly href: undefined })[];
  readonly time: TimeView | undefined;
}

/** Words that a reader takes in within a minute. */
const PACE = 220;

/** Makes the page of a report. */
export function lessonView(model: SiteModel, state: PostmortemState): LessonView {
  const { record } = state;
  const past = postmortemPast(model, record);
  const lesson = lessonSummary(model, state);
  const courses = courseViews(model, state);
  const similar = similarViews(model, state);
  const placesCourse = hasComponent(state, "Timeline");
  return {
    page: pageView(model, {
      title: record.title,
      description: record.summary,
      path: lessonPath(record.id),
      feeds: lessonFeeds(model, "lessons"),
      twin: true,
      breadcrumbs: [{ label: "Lessons", href: link(model, lessonsPath) }],
    }),
    lesson,
    notice: noticeOf(model, state),
    statement: record.impact?.statement,
    occasion: record.incidents.length === 1 ? "Incident of" : "Last incident",
    figures: figuresOf(state),
    courses,
    placesCourse,
    html: record.markup === "mdx" ? undefined : textHtml(model, state),
    contents: contentsOf(state, courses.length > 0 && !placesCourse, similar.length > 0),
    readingTime: readingTime(lessonMarkdown(record)),
    factors: record.factors.map((factor) => factorView(model, state, factor)),
    mitigation: record.mitigation,
    resolution: record.resolution,
    surprises: record.surprises,
    openQuestions: record.openQuestions,
    actions: state.actions.map((action) => actionView(model, action, record)),
    noActionsReason: record.noActionsReason,
    similar,
    recurrences: recurrenceViews(model, record.id),
    playbooks: record.playbooks.map(({ id, verdict }) => ({ id, verdict: verdictWords[verdict] })),
    evidence: record.evidence.map(({ label, url, access }) => ({
      label,
      href: access === "public" ? url : undefined,
      note: access === "restricted" ? "not public" : "",
    })),
    people: lessonPeople(model, state),
    facts: factsOf(model, state, lesson, past),
    charts: new Map(record.charts.map((chart) => [chart.id, chartView(chart)])),
    terms: new Map(
      model.terms.map(({ id, short }) => [id, { short, href: `${link(model, glossaryPath)}#${id}` }]),
    ),
    tags: record.tags,
    edit: model.removed.has(record.source.file) ? undefined : editUrl(model, record.source.file),
    past,
  };
}

function hasComponent({ record }: PostmortemState, name: string): boolean {
  if (record.markup !== "mdx" || !record.body.includes(`<${name}`)) return false;
  const reading = readMdx(record.body);
  return "tree" in reading && [...nodesOf(reading.tree)].some((node) => componentOf(node) === name);
}

function textHtml(model: SiteModel, state: PostmortemState): string {
  const { headings } = state.record;
  return renderMarkdown(lessonSource(model, state), {
    headingLevel: 2,
    highest: 2,
    base: model.origin.base,
    anchors: headings.map(({ anchor }) => anchor),
  });
}

function noticeOf(model: SiteModel, { record }: PostmortemState): LessonView["notice"] {
  if (record.status === "in-review")
    return { text: "This report is in review and may still change.", link: undefined };
  if (record.status !== "superseded") return undefined;
  const next = model.postmortemsById.get(record.supersededBy ?? "")?.record;
  const text = "This report is kept as it was. Another one replaces it:";
  return next
    ? { text, link: { label: next.title, href: link(model, lessonPath(next.id)) } }
    : { text: "This report is kept as it was, and does not hold any more.", link: undefined };
}

/** The impact in figures; what is not known is said to be so where a reader would look for it. */
function figuresOf({ record, timelines }: PostmortemState): FigureView[] {
  const { impact, detection } = record;
  const figures: FigureView[] = [];
  // From the begin of one incident to the end of another nothing lasted.
  const isOne = record.incidents.length === 1;
  const times: typeof record.times = isOne ? record.times : {};
  if (!isOne) {
    const lasted = timelines.flatMap(({ start, end }) =>
      end === undefined ? [] : [durationText(end - start)],
    );
    figures.push({
      label: "Incidents",
      value: String(record.incidents.length),
      note: lasted.length > 0 ? `lasted ${lasted.join(", ")}` : "",
    });
  }
  const between = (label: string, from: typeof times.impactStart, to: typeof times.impactStart): void => {
    if (!from || !to) return;
    const known = from?.at !== undefined && to?.at !== undefined;
    const isEstimated = from?.confidence === "estimated" || to?.confidence === "estimated";
    const value = !known
      ? "Unknown"
      : (to?.at ?? 0) < (from?.at ?? 0)
        ? "Before"
        : durationText((to?.at ?? 0) - (from?.at ?? 0));
    figures.push({ label, value, note: known && isEstimated ? "estimated" : "" });
  };
  between("Users felt it for", times.impactStart, times.impactEnd);
  between("Noticed after", times.impactStart, times.detected);
  between("Mitigated after", times.impactStart, times.mitigated);
  if (impact) {
    const { users, userFacing, data } = impact;
    const counts = [
      users?.percent === undefined ? undefined : `${users.percent} %`,
      users?.count === undefined ? undefined : users.count.toLocaleString("en"),
    ].filter((one) => one !== undefined);
    const nobody = userFacing === "no" ? "None" : "Unknown";
    figures.push({ label: "Users affected", value: counts.join(", ") || nobody, note: users?.basis ?? "" });
    if (data !== "none") figures.push({ label: "Data", value: sentence(data), note: "" });
  }
  if (detection) {
    figures.push({
      label: "First noticed by",
      value:
        detection.usersFirst === "yes" ? "Users" : detection.usersFirst === "no" ? "The project" : "Unknown",
      note: detection.source === "unknown" ? "" : detectionWords[detection.source].label.toLowerCase(),
    });
  }
  return figures;
}

function contentsOf({ record }: PostmortemState, hasCourse: boolean, hasSimilar: boolean): ContentView[] {
  const own = record.headings
    .filter(({ depth, text }) => depth <= 3 && text !== "")
    .map(({ depth, text, anchor }) => ({ href: `#${anchor}`, text, depth }));
  const section = (is: boolean, href: string, text: string): ContentView[] =>
    is ? [{ href, text, depth: 2 }] : [];
  return [
    ...section(hasCourse, "#course", "Course"),
    ...own,
    ...section(
      record.mitigation !== undefined || record.resolution !== undefined,
      "#mended",
      "How it was mended",
    ),
    ...section(record.factors.length > 0, "#factors", "Contributing factors"),
    ...section(record.surprises.length > 0, "#surprises", "Surprises"),
    ...section(record.openQuestions.length > 0, "#open-questions", "Open questions"),
    ...section(record.actions.length > 0 || record.noActionsReason !== undefined, "#actions", "Action items"),
    ...section(hasSimilar, "#similar", "Similar reports"),
  ];
}

/** How long it takes to read a text, in whole minutes. */
export function readingTime(text: string): string {
  const words = markdownTokens(text).reduce(
    (sum, token) => sum + (token.content.match(/\S+/g)?.length ?? 0),
    0,
  );
  return `${Math.max(1, Math.round(words / PACE))} min read`;
}

function factorView(model: SiteModel, { actions }: PostmortemState, factor: Factor): FactorView {
  return {
    anchor: factorAnchor(factor.id),
    category: {
      label: factorWords[factor.category].label,
      href: link(model, facetValuePath("factor", factor.category)),
    },
    summary: factor.summary,
    introduced: factor.introduced,
    whyUndetected: factor.whyUndetected,
    actions: actions
      .filter((action) => action.record.factors.includes(factor.id))
      .map((action) => ({ label: action.record.title, href: actionHref(model, action) })),
  };
}

function factsOf(
  model: SiteModel,
  state: PostmortemState,
  lesson: LessonSummaryView,
  past: PastView,
): LessonFactView[] {
  const { record } = state;
  const browse = (
    facet: "type" | "trigger" | "detection" | "severity",
    value: string,
    label: string,
  ): LinkView => ({
    label,
    href: link(model, facetValuePath(facet, value)),
  });
  const fact = (label: string, ...links: LessonFactView["links"]): LessonFactView => ({
    label,
    links,
    time: undefined,
  });
  const moment = (label: string, at: number | undefined): LessonFactView[] =>
    at === undefined ? [] : [{ label, links: [], time: timeView(at) }];
  return [
    fact(
      record.incidents.length === 1 ? "Incident" : "Incidents",
      ...state.timelines.map((timeline) => ({
        label: timeline.record.title,
        href: link(model, incidentPath(timeline.record.id)),
      })),
    ),
    ...(state.severity === undefined
      ? []
      : [fact("Severity", browse("severity", state.severity, lesson.severity ?? ""))]),
    fact("Kind of event", browse("type", record.type, typeWords[record.type].label)),
    fact("Set off by", browse("trigger", record.trigger, triggerWords[record.trigger].label)),
    ...(record.detection
      ? [
          fact(
            "Noticed by",
            browse("detection", record.detection.source, detectionWords[record.detection.source].label),
          ),
        ]
      : []),
    ...(lesson.services.length > 0 ? [fact("Services", ...lesson.services)] : []),
    ...moment("Published", record.published),
    ...(past.modified ? [{ label: "Facts last changed", links: [], time: past.modified }] : []),
  ].filter(({ links, time }) => links.length > 0 || time !== undefined);
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
