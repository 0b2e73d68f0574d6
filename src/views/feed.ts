import type { SiteModel } from "../model/site.ts";
import { alternatives } from "../records/quote.ts";
import { hasHistory } from "./audit/state.ts";
import { feedFormats, mainFeedPath } from "./feed/format.ts";
import { auditPath, type LinkView, link, servicePath } from "./page.ts";
import { groupAnchor } from "./status.ts";

export { type FeedFormat, feedFormats, mainFeedPath } from "./feed/format.ts";

/** What decides whether an entry belongs to a feed. */
export interface FeedFacts {
  /** Of the record. */
  readonly kind: string;
  /** Id from the severity policy. */
  readonly severity: string | undefined;
  /** Ids. */
  readonly services: readonly string[];
}

/** What one feed is about, and where it is. */
export interface FeedScope {
  readonly kind: "all" | "incidents" | "maintenance" | "severe" | "group" | "service" | "audit";
  /** Words for lists that name the site elsewhere: `Incidents`, `Package index`. */
  readonly name: string;
  /** Title of the feed itself: feed readers show it among those of other sites. */
  readonly title: string;
  readonly description: string;
  /** Path of the page that it belongs to. */
  readonly home: string;
  /** Path of its documents, without an ending: `/feed`. */
  readonly path: string;
  /** Which updates it has; undefined for the audit feed, whose entries are no updates. */
  readonly holds: ((facts: FeedFacts) => boolean) | undefined;
}

/** The path, without an ending, of the feed of what was changed in records. */
export const auditFeedPath = `${auditPath}feed`;

/** The path, without an ending, of a service's feed. */
export function serviceFeedPath(id: string): string {
  return `${servicePath(id)}feed`;
}

/** The path, without an ending, of a group's feed. */
export function groupFeedPath(id: string): string {
  return `/feeds/groups/${id}`;
}

/** All feeds of a site: the general ones, then groups and services in the order of the site, then its changes. */
export function feedScopes(model: SiteModel): FeedScope[] {
  return [
    ...generalScopes(model),
    ...groupScopes(model),
    ...[...model.services.keys()].map((id) => serviceScope(model, id)),
    ...(hasHistory(model) ? [auditScope(model)] : []),
  ];
}

function generalScopes({ site }: SiteModel): FeedScope[] {
  const { name } = site;
  // The worse half, rounded up. Policies are written worst first.
  const severe = site.severities.slice(0, Math.ceil(site.severities.length / 2));
  const ids = new Set(severe.map(({ id }) => id));
  const words = alternatives(severe.map(({ label }) => label));
  return [
    {
      kind: "all",
      name: "Everything",
      title: name,
      description: site.description ?? `Incidents, maintenance and notices of ${name}`,
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
    ...(severe.length === 0
      ? []
      : [
          {
            kind: "severe",
            name: "Severe only",
            title: `${name}: severe`,
            description: `Only what has the severity ${words}`,
            home: "/history/",
            path: "/feeds/severe",
            holds: ({ kind, severity }) => kind !== "notice" && severity !== undefined && ids.has(severity),
          } satisfies FeedScope,
        ]),
  ];
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

/** The feed of one service. */
export function serviceScope({ site, services }: SiteModel, id: string): FeedScope {
  const name = services.get(id)?.record.name ?? id;
  return {
    kind: "service",
    name,
    title: `${site.name}: ${name}`,
    description: `Everything about ${name}`,
    home: servicePath(id),
    path: serviceFeedPath(id),
    holds: (facts) => facts.services.includes(id),
  };
}

/** The feed of what was changed in records. */
export function auditScope({ site }: SiteModel): FeedScope {
  return {
    kind: "audit",
    name: "Changes",
    title: `${site.name}: changes`,
    description: `What was changed in the records of ${site.name}, when and by whom`,
    home: auditPath,
    path: auditFeedPath,
    holds: undefined,
  };
}

/** A feed in each format; `path` has no ending. */
export function formatLinks(model: SiteModel, path: string): LinkView[] {
  return Object.entries(feedFormats).map(([ending, { name }]) => ({
    label: name,
    href: link(model, `${path}.${ending}`),
  }));
}
