import { isSevere } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { alternatives } from "../records/quote.ts";
import { advisoryPackages } from "./advisory/package.ts";
import { hasHistory } from "./audit/state.ts";
import { feedFormats, mainFeedPath } from "./feed/format.ts";
import {
  advisoryScopes,
  auditScope,
  type FeedScope,
  lessonScopes,
  packageScope,
  serviceScope,
} from "./feed/scope.ts";
import { type LinkView, link } from "./page.ts";
import { groupAnchor } from "./status.ts";

export { type FeedFormat, feedFormats, mainFeedPath } from "./feed/format.ts";
export type { FeedFacts, FeedScope } from "./feed/scope.ts";

/** The path, without an ending, of a group's feed. */
export function groupFeedPath(id: string): string {
  return `/feeds/groups/${id}`;
}

/**
 * All feeds of a site: the general ones, then groups and services in the order of the site, affected packages by name, then
 * its changes. A site without advisories has no feed of them, and one without postmortems none of what follows from those.
 */
export function feedScopes(model: SiteModel): FeedScope[] {
  return [
    ...generalScopes(model),
    ...groupScopes(model),
    ...[...model.services.keys()].map((id) => serviceScope(model, id)),
    ...Array.from(advisoryPackages(model).values(), (one) => packageScope(model, one)),
    ...(hasHistory(model) ? [auditScope(model)] : []),
  ];
}

function generalScopes(model: SiteModel): FeedScope[] {
  const { site, advisories, postmortems } = model;
  const { name } = site;
  // The worse half, rounded up. Policies are written worst first.
  const severe = site.severities.slice(0, Math.ceil(site.severities.length / 2));
  const ids = new Set(severe.map(({ id }) => id));
  const hasAdvisories = advisories.length > 0;
  return [
    {
      kind: "all",
      name: "Everything",
      title: name,
      description:
        site.description ??
        `${alternatives(
          [
            "Incidents",
            "maintenance",
            "notices",
            ...(hasAdvisories ? ["security advisories"] : []),
            ...(postmortems.length > 0 ? ["postmortems"] : []),
          ],
          "and",
        )} of ${name}`,
      home: "/",
      path: mainFeedPath,
      holds: () => true,
    },
    {
      kind: "incidents",
      name: "Incidents",
      title: `${name}: incidents`,
      description: "Every update of every incident, without maintenance and notices",
      home: "/history/",
      path: "/feeds/incidents",
      holds: ({ kind }) => kind === "incident",
    },
    {
      kind: "maintenance",
      name: "Maintenance",
      title: `${name}: maintenance`,
      description: "Planned work: when it is announced, begins, ends or is cancelled",
      home: "/history/",
      path: "/feeds/maintenance",
      holds: ({ kind }) => kind === "maintenance",
    },
    ...advisoryScopes(model),
    ...lessonScopes(model),
    ...(severe.length === 0 && !hasAdvisories
      ? []
      : [
          {
            kind: "severe",
            name: "Severe only",
            title: `${name}: severe`,
            description: severeWords(
              severe.map(({ label }) => label),
              hasAdvisories,
            ),
            home: "/history/",
            path: "/feeds/severe",
            holds: ({ kind, severity, advisory }) =>
              advisory ? isSevere(advisory) : isWaking(kind) && severity !== undefined && ids.has(severity),
          } satisfies FeedScope,
        ]),
  ];
}

/** Whether a record may be one to be woken for: a notice is not, nor is a report of what is over. */
function isWaking(kind: string): boolean {
  return kind === "incident" || kind === "maintenance";
}

function severeWords(labels: readonly string[], hasAdvisories: boolean): string {
  const records = labels.length > 0 && `what has the severity ${alternatives(labels)}`;
  const advisories = hasAdvisories && "security advisories that are critical, high or about malware";
  return `Only ${[records, advisories].filter((part) => part !== false).join(", and ")}`;
}

/** A group's feed has the services that were retired from it too, and stays when all of them were. */
function groupScopes({ site, services, groups }: SiteModel): FeedScope[] {
  return site.groups.map(({ id, name }) => {
    const own = [...services.values()].filter(({ record }) => record.group === id);
    const ids = new Set(own.map(({ record }) => record.id));
    const shown = groups.find((group) => group.id === id);
    return {
      kind: "group",
      name,
      title: `${site.name}: ${name}`,
      description: `Everything about services of the group ${name}`,
      home: shown ? `/#${groupAnchor(shown)}` : "/",
      path: groupFeedPath(id),
      holds: (facts) => facts.services.some((service) => ids.has(service)),
    };
  });
}

/** A feed in each format; `path` has no ending. */
export function formatLinks(model: SiteModel, path: string): LinkView[] {
  return Object.entries(feedFormats).map(([ending, { name }]) => ({
    label: name,
    href: link(model, `${path}.${ending}`),
  }));
}
