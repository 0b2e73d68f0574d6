import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { AdvisoryPackage } from "../advisory/package.ts";
import { auditFeedPath } from "../audit/path.ts";
import { actionsPath, advisoriesPath, auditPath, lessonsPath, servicePath } from "../page.ts";
import { actionsFeedPath, advisoriesFeedPath, digestFeedPath, lessonsFeedPath } from "./format.ts";

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

/** The feed of all advisories; none where there are none. */
export function advisoryScopes({ site, advisories }: SiteModel): FeedScope[] {
  if (advisories.length === 0) return [];
  return [
    {
      kind: "advisories",
      name: "Security advisories",
      title: `${site.name}: security advisories`,
      description: "Each advisory: when it is published, changed or withdrawn",
      home: advisoriesPath,
      path: advisoriesFeedPath,
      holds: ({ advisory }) => advisory !== undefined,
    },
  ];
}

/** What the library has: its reports, what is to be done, and each month on one page. None where there are no postmortems. */
export function lessonScopes({ site: { name }, postmortems }: SiteModel): FeedScope[] {
  if (postmortems.length === 0) return [];
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

/** Those of the library's feeds that a page announces, the nearest first. */
export function lessonFeeds(model: SiteModel, ...kinds: readonly FeedScope["kind"][]): FeedScope[] {
  const scopes = lessonScopes(model);
  return kinds.flatMap((kind) => scopes.filter((scope) => scope.kind === kind));
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
export function packageScope(
  { site }: SiteModel,
  { purl, name, ecosystem, path }: AdvisoryPackage,
): FeedScope {
  return {
    kind: "package",
    name,
    title: `${site.name}: advisories for ${name} (${ecosystem})`,
    description: `Security advisories of ${site.name} that name ${purl}`,
    home: path,
    path: `${path}feed`,
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
