import type { SiteModel } from "../model/site.ts";
import {
  actionStatuses,
  answers,
  detectionSources,
  factorCategories,
  type incidentKinds,
  incidentTypes,
  triggers,
} from "../records/schema/vocabulary.ts";
import { severityLabels } from "./advisory/summary.ts";
import { counted } from "./count.ts";
import { type FacetId, facetsOf, facetWord, facetWords } from "./lesson/facets.ts";
import {
  actionsPath,
  advisoriesPath,
  glossaryPath,
  type LinkView,
  lessonsPath,
  link,
  type PageView,
  pageView,
  searchPath,
} from "./page.ts";

/** `/search/` */
export interface SearchView {
  readonly page: PageView;
  /** Where the index is; undefined where there is none. */
  readonly bundle: string | undefined;
  /** Path below which the site is served. */
  readonly base: string;
  /** What can be chosen, as JSON: see `SearchFacet`. */
  readonly facets: string;
  /** Words that may have been meant where nothing is found, as JSON: label and address of each. */
  readonly suggestions: string;
  /** What is searched, in words. */
  readonly scope: string;
  /** Why there is no search; undefined where there is one. */
  readonly missing: string | undefined;
  /** Pages by which everything is found without a search. */
  readonly browse: readonly { readonly label: string; readonly links: readonly LinkView[] }[];
}

/** A way of narrowing results down. Of values that are not listed, the label is the value. */
export interface SearchFacet {
  readonly id: string;
  readonly label: string;
  readonly values: readonly (readonly [value: string, label: string])[];
}

/** Kinds of pages that are found, in the order of the list. */
const kinds = {
  lesson: "Lesson",
  incident: "Incident",
  maintenance: "Maintenance",
  notice: "Notice",
  advisory: "Security advisory",
  service: "Service",
  term: "Glossary",
} as const satisfies Record<
  (typeof incidentKinds)[number] | "lesson" | "advisory" | "service" | "term",
  string
>;

/** Words of the glossary and names of services that are offered where nothing is found; more would be most of the page. */
const MOST_SUGGESTIONS = 300;

/** Makes the page of the search. `bundle`: path of the index within the site; undefined where there is none. */
export function searchView(model: SiteModel, bundle: string | undefined): SearchView {
  return {
    page: pageView(model, {
      title: "Search",
      description: `Search the incidents, lessons and advisories of ${model.site.name}.`,
      path: searchPath,
      search: true,
    }),
    bundle: bundle === undefined ? undefined : link(model, bundle),
    base: model.origin.base,
    facets: JSON.stringify(searchFacets(model)),
    suggestions: JSON.stringify(suggestionsOf(model)),
    scope: scopeOf(model),
    missing: bundle === undefined ? missingText(model) : undefined,
    browse: browseOf(model),
  };
}

/** What results are narrowed down by, with the values in the order in which people think of them. */
export function searchFacets(model: SiteModel): SearchFacet[] {
  const words = (id: FacetId, values: readonly string[]): SearchFacet => ({
    id,
    label: facetWords[id].label,
    values: values.map((value) => [value, facetWord(model, id, value).label]),
  });
  const services = [...model.services.values()].map(({ record }) => record.id);
  const severity = words("severity", [...model.severities.keys(), "unknown"]);
  const advisory = Object.entries(severityLabels).map(
    ([value, label]) => [`advisory-${value}`, `Advisory: ${label.toLowerCase()}`] as const,
  );
  return [
    { id: "kind", label: "Kind of page", values: Object.entries(kinds) },
    words("service", [...services, "unknown"]),
    words("type", incidentTypes),
    words("factor", factorCategories),
    words("trigger", triggers),
    words("detection", detectionSources),
    words("users-first", answers),
    {
      ...severity,
      values: [
        ...severity.values.slice(0, -1),
        ...(model.advisories.length > 0 ? advisory : []),
        ...severity.values.slice(-1),
      ],
    },
    { id: "year", label: facetWords.year.label, values: [] },
    words("action-state", [
      "overdue",
      ...actionStatuses.filter((one) => one !== "unknown"),
      "none",
      "unknown",
    ]),
  ];
}

function suggestionsOf(model: SiteModel): readonly (readonly [label: string, href: string])[] {
  const terms = model.terms.flatMap(({ id, term, aliases }) =>
    [term, ...aliases].map(
      (name) => [name, `${link(model, glossaryPath)}#${encodeURIComponent(id)}`] as const,
    ),
  );
  return terms.slice(0, MOST_SUGGESTIONS);
}

function scopeOf(model: SiteModel): string {
  const parts = [
    counted(model.timelines.length, "incident or maintenance", "incidents and maintenance windows"),
    model.postmortems.length > 0 && counted(model.postmortems.length, "lesson"),
    model.advisories.length > 0 &&
      counted(model.advisories.length, "security advisory", "security advisories"),
    model.terms.length > 0 && counted(model.terms.length, "term of the glossary", "terms of the glossary"),
  ].filter((part) => part !== false);
  return `${parts.join(", ")}.`;
}

function missingText({ origin }: SiteModel): string {
  return origin.live
    ? "The search is made when the site is built: run daymark build and daymark preview to try it."
    : "This copy of the site was built without a search. Everything on it is found by way of these pages.";
}

function browseOf(model: SiteModel): SearchView["browse"] {
  const to = (label: string, path: string): LinkView => ({ label, href: link(model, path) });
  return [
    {
      label: "Everything",
      links: [
        to("Incidents by month", "/history/"),
        ...(model.advisories.length > 0 ? [to("Security advisories", advisoriesPath)] : []),
        ...(model.postmortems.length > 0
          ? [to("Lessons", lessonsPath), to("Action items", actionsPath)]
          : []),
        ...(model.terms.length > 0 ? [to("Glossary", glossaryPath)] : []),
      ],
    },
    ...(model.postmortems.length > 0
      ? [{ label: "Lessons by", links: facetsOf(model).map(({ label, href }) => ({ label, href })) }]
      : []),
  ];
}
