import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { lessonFeeds } from "../feed/scope.ts";
import { type LinkView, lessonsPath, link, type PageView, pageView } from "../page.ts";
import {
  type Facet,
  type FacetId,
  type FacetValueView,
  facetPath,
  facetValuePath,
  facetValueView,
  facetWords,
  lessonFacets,
} from "./facets.ts";
import { type LessonSummaryView, lessonSummary } from "./summary.ts";

/** `/lessons/by/<facet>/<value>/` */
export interface BrowseView {
  readonly page: PageView;
  readonly facet: string;
  readonly heading: string;
  readonly meaning: string;
  readonly note: string;
  /** Newest first; at most `MOST`, but for a year, which has all of its own. */
  readonly lessons: readonly LessonSummaryView[];
  /** Where older ones are; undefined where nothing is left out. */
  readonly more: LinkView | undefined;
  /** All values of the facet, this one too. */
  readonly values: readonly (FacetValueView & { readonly current: boolean })[];
}

/** `/lessons/by/<facet>/` */
export interface BrowseFacetView {
  readonly page: PageView;
  readonly heading: string;
  readonly question: string;
  readonly note: string;
  readonly values: readonly FacetValueView[];
  /** The most reports that a value has, for the bars; at least 1. */
  readonly most: number;
}

/** More would make a page that no phone likes to load. */
const MOST = 200;

/** Makes the page of one value of a facet. */
export function browseView(model: SiteModel, chosen: Facet): BrowseView {
  const { id, value, word, reports } = chosen;
  const facet = facetWords[id].label;
  const heading = `${facet}: ${word.label}`;
  const shown = id === "year" ? reports : reports.slice(0, MOST);
  return {
    page: pageView(model, {
      title: heading,
      description:
        `${counted(reports.length, "report")} of ${model.site.name}. ${facet}: ${word.label}. ${word.meaning}`.trim(),
      path: facetValuePath(id, value),
      feeds: lessonFeeds(model, "lessons"),
      breadcrumbs: [
        { label: "Lessons", href: link(model, lessonsPath) },
        { label: facet, href: link(model, facetPath(id)) },
      ],
    }),
    facet,
    heading: word.label,
    meaning: word.meaning,
    note: `${counted(reports.length, "report")}, newest first.`,
    lessons: shown.map((state) => lessonSummary(model, state)),
    more:
      shown.length < reports.length
        ? { label: `${reports.length - shown.length} more, by year`, href: link(model, facetPath("year")) }
        : undefined,
    values: valuesOf(model, id).map((one) => ({ ...one, current: one.value === value })),
  };
}

/** Makes the page of a facet with all of its values. */
export function browseFacetView(model: SiteModel, id: FacetId): BrowseFacetView {
  const { label, question } = facetWords[id];
  const values = valuesOf(model, id);
  return {
    page: pageView(model, {
      title: `Lessons by ${label.toLowerCase()}`,
      description: `${question} The reports of ${model.site.name}, counted by ${label.toLowerCase()}.`,
      path: facetPath(id),
      feeds: lessonFeeds(model, "lessons"),
      breadcrumbs: [{ label: "Lessons", href: link(model, lessonsPath) }],
    }),
    heading: label,
    question,
    note: `${counted(model.postmortems.length, "report")}. ${isMany(id) ? "One may be counted under several of them." : "Each is counted once."}`,
    values,
    most: Math.max(1, ...values.map(({ count }) => count)),
  };
}

/** Whether a report may have several values of a facet. */
function isMany(id: FacetId): boolean {
  return id === "service" || id === "factor" || id === "action-state";
}

const known = new WeakMap<SiteModel, ReadonlyMap<FacetId, readonly FacetValueView[]>>();

/** The values of a facet; made once for a model, since each of their pages has them all. */
function valuesOf(model: SiteModel, id: FacetId): readonly FacetValueView[] {
  let made = known.get(model);
  if (!made) {
    const grouped = Map.groupBy(lessonFacets(model), (facet) => facet.id);
    made = new Map([...grouped].map(([key, own]) => [key, own.map((one) => facetValueView(model, one))]));
    known.set(model, made);
  }
  return made.get(id) ?? [];
}
