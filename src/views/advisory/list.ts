import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { advisoryScopes } from "../feed/scope.ts";
import { advisoriesPath, type LinkView, link, type PageView, pageView } from "../page.ts";
import { checkPath, packagesPath } from "./package.ts";
import {
  type AdvisorySummaryView,
  advisorySummary,
  type FacetWord,
  facetWord,
  severityLabels,
} from "./summary.ts";

/** One value by which advisories are narrowed down; each has a page of its own, so no script is needed. */
export interface FacetView extends LinkView {
  readonly value: string;
  readonly count: number;
  readonly current: boolean;
}

/** `/advisories/`, and the pages by severity, year and state. */
export interface AdvisoriesView {
  readonly page: PageView;
  readonly heading: string;
  readonly note: string;
  readonly facets: readonly {
    readonly name: string;
    readonly label: string;
    readonly values: readonly FacetView[];
  }[];
  readonly advisories: readonly AdvisorySummaryView[];
  /**
   * Values and labels of the facets as JSON, for the script that narrows the list down in the page; undefined where the page
   * has not all advisories: it would say that there is none where there is one.
   */
  readonly filter: string | undefined;
  /** What leads to those that are not on this page; undefined where all are. */
  readonly more: string | undefined;
  /** The list of all; undefined on that page itself. */
  readonly all: string | undefined;
  readonly check: string;
  readonly packagesHref: string;
}

/** The ways in which advisories are narrowed down. */
export type FacetName = "severity" | "year" | "state";

/** A page of advisories with one thing in common. */
export interface AdvisoryFacet {
  readonly name: FacetName;
  readonly value: string;
  readonly label: string;
  readonly advisories: readonly AdvisoryState[];
}

/** More would make a page that no phone likes to load; the pages by year have the rest. */
const MOST = 200;

/** Everything by which the advisories of a site can be narrowed down; values without an advisory are left out. */
export function advisoryFacets(model: SiteModel): AdvisoryFacet[] {
  const { advisories } = model;
  const active = advisories.filter((state) => !state.isWithdrawn);
  const words = Object.keys(severityLabels) as FacetWord[];
  const years = Map.groupBy(advisories, ({ record }) => new Date(record.published).toISOString().slice(0, 4));
  return [
    ...words.map((word) => ({
      name: "severity" as const,
      value: word,
      label: severityLabels[word],
      advisories: active.filter((state) => facetWord(state) === word),
    })),
    ...[...years].map(([year, own]) => ({
      name: "year" as const,
      value: year,
      label: year,
      advisories: own,
    })),
    { name: "state" as const, value: "active", label: "In force", advisories: active },
    {
      name: "state" as const,
      value: "withdrawn",
      label: "Withdrawn",
      advisories: advisories.filter((state) => state.isWithdrawn),
    },
  ].filter((facet) => facet.advisories.length > 0);
}

/** The path of a page of advisories with one thing in common. */
export function facetPath({ name, value }: Pick<AdvisoryFacet, "name" | "value">): string {
  return `${advisoriesPath}${name}/${value}/`;
}

const facetLabels: Readonly<Record<FacetName, string>> = {
  severity: "Severity",
  year: "Year",
  state: "State",
};

const headings: Readonly<Record<FacetName, (label: string) => string>> = {
  severity: (label) => `Advisories: ${label.toLowerCase()}`,
  year: (label) => `Advisories of ${label}`,
  state: (label) => (label === "Withdrawn" ? "Withdrawn advisories" : "Advisories in force"),
};

/** Makes the list of all advisories, or of those with one thing in common. */
export function advisoriesView(
  model: SiteModel,
  facets: readonly AdvisoryFacet[],
  chosen?: AdvisoryFacet,
): AdvisoriesView {
  const own = chosen?.advisories ?? model.advisories;
  const shown = chosen?.name === "year" ? own : own.slice(0, MOST);
  const heading = chosen ? headings[chosen.name](chosen.label) : "Security advisories";
  const summaries = shown.map((state) => advisorySummary(model, state));
  return {
    page: pageView(model, {
      title: heading,
      description: `${heading} of ${model.site.name}: what is affected, where it is fixed, and what to do.`,
      path: chosen ? facetPath(chosen) : advisoriesPath,
      breadcrumbs: chosen ? [{ label: "Advisories", href: link(model, advisoriesPath) }] : [],
      feeds: advisoryScopes(model),
    }),
    heading,
    note:
      own.length === 0
        ? "No advisory has been published."
        : `${counted(own.length, "advisory", "advisories")}, newest first.`,
    filter: chosen || shown.length < own.length ? undefined : filterValues(facets),
    facets: (["severity", "year", "state"] as const).map((name) => ({
      name,
      label: facetLabels[name],
      values: facets
        .filter((facet) => facet.name === name)
        .map((facet) => ({
          value: facet.value,
          label: facet.label,
          href: link(model, facetPath(facet)),
          count: facet.advisories.length,
          current: facet.name === chosen?.name && facet.value === chosen.value,
        })),
    })),
    advisories: summaries,
    more:
      shown.length < own.length
        ? `The newest ${shown.length} of ${own.length} are listed here; the years have the others.`
        : undefined,
    all: chosen && link(model, advisoriesPath),
    check: link(model, checkPath),
    packagesHref: link(model, packagesPath),
  };
}

function filterValues(facets: readonly AdvisoryFacet[]): string {
  const byName = Map.groupBy(facets, ({ name }) => name);
  return JSON.stringify(
    Object.fromEntries(
      [...byName].map(([name, own]) => [name, own.map(({ value, label }) => [value, label])]),
    ),
  );
}
