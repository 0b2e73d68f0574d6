import { type AdvisoryState, isSevere } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { alternatives } from "../records/quote.ts";
import { advisoriesFeedPath } from "./advisory/list.ts";
import { type AdvisoryPackage, advisoryPackages, packageFeedPath } from "./advisory/package.ts";
import { auditFeedPath } from "./audit/path.ts";
import { hasHistory } from "./audit/state.ts";
import {
  actionsFeedPath,
  digestFeedPath,
  feedFormats,
  lessonsFeedPath,
  mainFeedPath,
} from "./feed/format.ts";
import {
  actionsPath,
  advisoriesPath,
  auditPath,
  type LinkView,
  lessonsPath,
  link,
  servicePath,
} from "./page.ts";
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
  /** Undefined where the record is no advisory. */
  readonly advisory?: AdvisoryFacts | undefined;
}

/** What else decides it, where the record is an advisory. */
export interface AdvisoryFacts {
  readonly kind: AdvisoryState["record"]["kind"];
  /** The word of its score, which is none of the severity policy of the site. */
  readonly severity: AdvisoryState["severity"];
  /** Package URLs, without versions. */
  readonly packages: readonly string[];
}

/** What one feed is about, and where it is. */
export interface FeedScope {
  readonly kind:
    | "all"
    | "incidents"
    | "maintenance"
    | "advisories"
    | "lessons"
    | "actions"
    | "digest"
    | "severe"
    | "group"
    | "service"
    | "package"
    | "audit";
  /** Words for lists that name the site elsewhere: `Incidents`, `Package index`. */
  readonly name: string;
  /** Title of the feed itself: feed readers show it among those of other sites. */
  readonly title: string;
  readonly description: string;
  /** Path of the page that it belongs to. */
  readonly home: string;
  /** Path of its documents, without an ending: `/feed`. */
  readonly path: string;
  /** The id of a service or the URL of a package: the feed has what names it. There may be thousands of them. */
  readonly subject?: string;
  /** Which entries it has, where it has no subject. Without either, its entries are in no other feed: changes, action items, months. */
  readonly holds?: (facts: FeedFacts) => boolean;
}

/** The path, without an ending, of a service's feed. */
export function serviceFeedPath(id: string): string {
  return `${servicePath(id)}feed`;
}

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

function generalScopes({ site, advisories, postmortems }: SiteModel): FeedScope[] {
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
    ...(hasAdvisories
      ? [
          {
            kind: "advisories",
            name: "Security advisories",
            title: `${name}: security advisories`,
            description: "Each advisory: when it is published, changed or withdrawn",
            home: advisoriesPath,
            path: advisoriesFeedPath,
            holds: ({ advisory }) => advisory !== undefined,
          } satisfies FeedScope,
        ]
      : []),
    ...(postmortems.length > 0 ? lessonScopes(name) : []),
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

/** What the library has: its reports, what is to be done, and each month on one page. */
function lessonScopes(name: string): FeedScope[] {
  return [
    {
      kind: "lessons",
      name: "Postmortems",
      title: `${name}: postmortems`,
      description: "Each report of what happened and why: when it is published or changed",
      home: lessonsPath,
      path: lessonsFeedPath,
      holds: ({ kind }) => kind === "postmortem",
    },
    {
      kind: "actions",
      name: "Action items",
      title: `${name}: action items`,
      description: "What is to be done after incidents: each action item, and each change of it",
      home: actionsPath,
      path: actionsFeedPath,
    },
    {
      kind: "digest",
      name: "Monthly digest",
      title: `${name}: monthly digest`,
      description: "Each month that is over, in one entry",
      home: lessonsPath,
      path: digestFeedPath,
    },
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
    subject: id,
  };
}

/** The feed of the advisories that name a package. */
function packageScope({ site }: SiteModel, { purl, name, ecosystem, path }: AdvisoryPackage): FeedScope {
  return {
    kind: "package",
    name,
    title: `${site.name}: advisories for ${name} (${ecosystem})`,
    description: `Security advisories of ${site.name} that name ${purl}`,
    home: path,
    path: packageFeedPath(purl),
    subject: purl,
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
  };
}

/** A feed in each format; `path` has no ending. */
export function formatLinks(model: SiteModel, path: string): LinkView[] {
  return Object.entries(feedFormats).map(([ending, { name }]) => ({
    label: name,
    href: link(model, `${path}.${ending}`),
  }));
}
