import { dayKey } from "../../model/calendar.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import {
  actionStatuses,
  answers,
  detectionSources,
  factorCategories,
  incidentTypes,
  postmortemStatuses,
  triggers,
} from "../../records/schema/vocabulary.ts";
import { type LinkView, lessonsPath, link } from "../page.ts";
import {
  actionStatusWords,
  detectionWords,
  factorWords,
  reportStatusWords,
  triggerWords,
  typeWords,
  usersFirstWords,
  type Word,
} from "./label.ts";

/** The ways in which reports are found, in the order of the page. */
export const facetIds = [
  "service",
  "factor",
  "type",
  "trigger",
  "detection",
  "users-first",
  "severity",
  "year",
  "action-state",
  "status",
] as const;
export type FacetId = (typeof facetIds)[number];

/** One value of a facet and how many reports have it. */
export interface FacetValueView extends LinkView {
  readonly value: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly count: number;
}

/** One way in which reports are found. */
export interface FacetView {
  readonly id: FacetId;
  readonly label: string;
  /** What it asks, such as `What contributed to it?` */
  readonly question: string;
  /** The page with all of its values. */
  readonly href: string;
  /** Only those that occur, `unknown` too and last. */
  readonly values: readonly FacetValueView[];
}

/** A facet's value with its reports, newest first. */
export interface Facet {
  readonly id: FacetId;
  readonly value: string;
  readonly word: Word;
  readonly reports: readonly PostmortemState[];
}

/** What each facet is called, and what it asks. */
export const facetWords = {
  service: { label: "Service", question: "Which part of the project was it?" },
  factor: { label: "Contributing factor", question: "What contributed to it?" },
  type: { label: "Kind of event", question: "What kind of event was it?" },
  trigger: { label: "Trigger", question: "What set it off?" },
  detection: { label: "Detection", question: "How was it first noticed?" },
  "users-first": { label: "Users first", question: "Did users notice before the project did?" },
  severity: { label: "Severity", question: "How bad was it?" },
  year: { label: "Year", question: "When was it?" },
  "action-state": { label: "State of the actions", question: "Where do its action items stand?" },
  status: { label: "State of the report", question: "Where does the report stand?" },
} as const satisfies Record<FacetId, { readonly label: string; readonly question: string }>;

/** What a report without a service, a severity or a word of its own is found under. */
const UNKNOWN = "unknown";

/** Where all action items of a report count, beside the words that are written. */
const stateWords = {
  overdue: { label: "Overdue", meaning: "The day by which it was to be done is past." },
  ...actionStatusWords,
  none: { label: "No action items", meaning: "The report has none, and says why." },
} as const satisfies Record<string, Word>;

/** The path of a facet's page. */
export function facetPath(id: FacetId): string {
  return `${lessonsPath}by/${id}/`;
}

/** The path of the page of a facet's value. */
export function facetValuePath(id: FacetId, value: string): string {
  return `${facetPath(id)}${value}/`;
}

/** The values of a report by facet, each once; at least one for every facet. For browse pages and for search. */
export function facetValues(model: SiteModel, state: PostmortemState): Readonly<Record<FacetId, string[]>> {
  const { record, actions } = state;
  const states = actions.flatMap((action) => [
    ...(action.isOverdue ? ["overdue"] : []),
    action.record.status,
  ]);
  return {
    service: orUnknown(state.services.filter((id) => model.services.has(id))),
    factor: orUnknown(record.factors.map(({ category }) => category)),
    type: [record.type],
    trigger: [record.trigger],
    detection: [record.detection?.source ?? UNKNOWN],
    "users-first": [record.detection?.usersFirst ?? UNKNOWN],
    severity: [state.severity ?? UNKNOWN],
    year: [dayKey(state.start, model.site.timeZone).slice(0, 4)],
    "action-state": states.length === 0 ? ["none"] : [...new Set(states)],
    status: [record.status],
  };
}

function orUnknown(values: readonly string[]): string[] {
  return values.length === 0 ? [UNKNOWN] : [...new Set(values)];
}

/** The words of a facet's value. */
export function facetWord(model: SiteModel, id: FacetId, value: string): Word {
  return tables(model)[id](value);
}

function tables(model: SiteModel): Readonly<Record<FacetId, (value: string) => Word>> {
  const none = (meaning: string): Word => ({ label: "Unknown", meaning });
  const of =
    (table: Readonly<Record<string, Word>>) =>
    (value: string): Word =>
      Object.hasOwn(table, value) ? (table[value] ?? none("")) : { label: value, meaning: "" };
  return {
    service: (value) => {
      const service = model.services.get(value)?.record;
      return service
        ? { label: service.name, meaning: service.description ?? `What happened to ${service.name}.` }
        : none("The report names no service.");
    },
    factor: of(factorWords),
    type: of(typeWords),
    trigger: of(triggerWords),
    detection: of(detectionWords),
    "users-first": of(usersFirstWords),
    severity: (value) => {
      const severity = model.severities.get(value);
      if (severity) return { label: severity.label, meaning: severity.criteria };
      return value === UNKNOWN
        ? none("Its incidents have no severity.")
        : { label: value, meaning: "The site's severity policy does not have this word." };
    },
    year: (value) => ({ label: value, meaning: `What users first felt in ${value}.` }),
    "action-state": of(stateWords),
    status: of(reportStatusWords),
  };
}

/** Words in the order of their vocabulary; others are put in order by their label or their own. */
const orders: Readonly<Partial<Record<FacetId, readonly string[]>>> = {
  factor: factorCategories,
  type: incidentTypes,
  trigger: triggers,
  detection: detectionSources,
  "users-first": answers,
  "action-state": ["overdue", ...actionStatuses.filter((one) => one !== UNKNOWN), "none", UNKNOWN],
  status: postmortemStatuses,
};

const known = new WeakMap<SiteModel, readonly Facet[]>();

/** All values of all facets that occur, in the order of the pages. Made once for a model, in one pass over the reports. */
export function lessonFacets(model: SiteModel): readonly Facet[] {
  const made = known.get(model);
  if (made) return made;
  const found = new Map(facetIds.map((id) => [id, new Map<string, PostmortemState[]>()]));
  for (const state of model.postmortems) {
    const values = facetValues(model, state);
    for (const id of facetIds) {
      const own = found.get(id);
      for (const value of values[id]) {
        const reports = own?.get(value);
        if (reports) reports.push(state);
        else own?.set(value, [state]);
      }
    }
  }
  const words = tables(model);
  const facets = facetIds.flatMap((id) =>
    [...(found.get(id) ?? [])]
      .map(([value, reports]) => ({ id, value, word: words[id](value), reports }))
      .toSorted(order(model, id)),
  );
  known.set(model, facets);
  return facets;
}

const byKey = new WeakMap<SiteModel, ReadonlyMap<string, Facet>>();

/** One value of a facet; undefined where no report has it. */
export function lessonFacet(model: SiteModel, id: FacetId, value: string): Facet | undefined {
  const made =
    byKey.get(model) ?? new Map(lessonFacets(model).map((facet) => [`${facet.id} ${facet.value}`, facet]));
  byKey.set(model, made);
  return made.get(`${id} ${value}`);
}

/** `unknown` last; services and factors by how often they occur, the rest in the order in which people think of them. */
function order(model: SiteModel, id: FacetId): (a: Facet, b: Facet) => number {
  const ranks = new Map(
    (id === "severity" ? [...model.severities.keys()] : (orders[id] ?? [])).map((one, rank) => [one, rank]),
  );
  const byCount =
    id === "service" || id === "factor" || id === "type" || id === "trigger" || id === "detection";
  const rank = ({ value }: Facet): number => ranks.get(value) ?? ranks.size;
  return (a, b) =>
    Number(a.value === UNKNOWN) - Number(b.value === UNKNOWN) ||
    (byCount ? b.reports.length - a.reports.length : 0) ||
    rank(a) - rank(b) ||
    (id === "year" ? compare(b.value, a.value) : compare(a.word.label, b.word.label)) ||
    compare(a.value, b.value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The facets with the values that occur; empty where there is no report. */
export function facetsOf(model: SiteModel): FacetView[] {
  const grouped = Map.groupBy(lessonFacets(model), ({ id }) => id);
  return [...grouped].map(([id, facets]) => ({
    id,
    ...facetWords[id],
    href: link(model, facetPath(id)),
    values: facets.map((facet) => facetValueView(model, facet)),
  }));
}

/** One value of a facet as a link. */
export function facetValueView(model: SiteModel, { id, value, word, reports }: Facet): FacetValueView {
  return {
    value,
    label: word.label,
    meaning: word.meaning,
    href: link(model, facetValuePath(id, value)),
    count: reports.length,
  };
}
