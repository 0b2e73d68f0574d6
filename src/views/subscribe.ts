import type { ServiceState } from "../model/service.ts";
import type { SiteModel } from "../model/site.ts";
import { alternatives } from "../records/quote.ts";
import { packagesPath } from "./advisory/package.ts";
import { badgeHtml, badgePath, embedHtml, groupBadgePath, serviceBadgePath } from "./badge.ts";
import { actionsCalendarPath, maintenanceCalendarPath, webcalAddress } from "./calendar.ts";
import { counted } from "./count.ts";
import { exportPath } from "./export.ts";
import { mainFeedPath, opmlPath } from "./feed/format.ts";
import { type FeedScope, feedScopes, formatLinks, groupFeedPath } from "./feed.ts";
import { absolute, type LinkView, link, type PageView, pageView, servicePath } from "./page.ts";
import { subscriptionsOf } from "./service.ts";

/** `/subscribe/`. */
export interface SubscribeView {
  readonly page: PageView;
  readonly site: string;
  /** Feeds of the whole site, that of everything first. */
  readonly general: readonly FeedRowView[];
  /** Feeds of groups and their services, and of affected packages where they are few. */
  readonly sections: readonly FeedSectionView[];
  /** The list of affected packages, where they are too many for this page. */
  readonly packages: LinkView | undefined;
  /** Addresses of the feed of everything, to be copied. */
  readonly address: { readonly atom: string; readonly rss: string };
  /** Name of the feed of what is severe; undefined where no severities are. */
  readonly severe: string | undefined;
  /** The list of all feeds. */
  readonly opml: LinkView;
  /** All maintenance. */
  readonly calendar: CalendarView;
  /** The days by which action items are due; undefined where there are no postmortems. */
  readonly actions: CalendarView | undefined;
  /** All records in one file, a line each. */
  readonly records: LinkView;
  /** The status for programs. */
  readonly summary: LinkView;
  readonly badge: BadgeView;
  /** Badges of groups and services. */
  readonly badges: readonly BadgeView[];
  /** HTML of the banner for other sites. */
  readonly embed: string;
}

/** A calendar's address: with `webcal:` for calendar programs, and whole, to be copied. */
export interface CalendarView {
  readonly webcal: string;
  readonly address: string;
}

/** One feed in all its formats. */
export interface FeedRowView {
  readonly name: string;
  /** Its name for those who do not see what it stands in, where others on the page have the same one. */
  readonly fullName?: string;
  readonly about: string | undefined;
  readonly links: readonly LinkView[];
}

/** Feeds that are folded away together. */
export interface FeedSectionView {
  readonly name: string;
  readonly open: boolean;
  readonly feeds: readonly FeedRowView[];
}

/** A badge, and the HTML that shows it on other sites. */
export interface BadgeView {
  readonly name: string;
  readonly image: string;
  readonly html: string;
}

/** As many packages as this are listed with their feeds; more are for a page of their own. */
const MOST_PACKAGES = 20;

/** Makes the page of subscriptions. */
export function subscribeView(model: SiteModel): SubscribeView {
  const { site } = model;
  const scopes = feedScopes(model);
  const byPath = new Map(scopes.map((scope) => [scope.path, scope]));
  const general = scopes.filter(({ kind }) => !["group", "service", "package"].includes(kind));
  const packages = scopes.filter(({ kind }) => kind === "package");
  const isMany = packages.length > MOST_PACKAGES;
  return {
    page: pageView(model, {
      title: "Subscribe",
      description: `Ways to be told when something happens to ${site.name}.`,
      path: "/subscribe/",
    }),
    site: site.name,
    general: general.map((scope) => generalRow(model, scope)),
    sections: [...sectionsOf(model, byPath), ...(isMany ? [] : packageSections(model, packages))],
    packages: isMany
      ? { label: counted(packages.length, "affected package"), href: link(model, packagesPath) }
      : undefined,
    address: { atom: absolute(model, `${mainFeedPath}.atom`), rss: absolute(model, `${mainFeedPath}.rss`) },
    severe: scopes.find(({ kind }) => kind === "severe")?.name,
    opml: { label: absolute(model, opmlPath), href: link(model, opmlPath) },
    calendar: calendarView(model, maintenanceCalendarPath),
    actions: model.postmortems.length > 0 ? calendarView(model, actionsCalendarPath) : undefined,
    records: { label: absolute(model, exportPath), href: link(model, exportPath) },
    summary: {
      label: absolute(model, "/api/v2/summary.json"),
      href: link(model, "/api/v2/summary.json"),
    },
    badge: badgeView(model, site.name, badgePath, "/"),
    badges: [
      ...site.groups.map(({ id, name }) =>
        badgeView(model, name, groupBadgePath(id), byPath.get(groupFeedPath(id))?.home ?? "/"),
      ),
      ...[...model.services.values()]
        .filter(({ retired }) => !retired)
        .map(({ record }) =>
          badgeView(model, record.name, serviceBadgePath(record.id), servicePath(record.id)),
        ),
    ],
    embed: embedHtml(model),
  };
}

function generalRow(model: SiteModel, { kind, name, description, path }: FeedScope): FeedRowView {
  const calendar = { maintenance: maintenanceCalendarPath, actions: actionsCalendarPath };
  const own = kind === "maintenance" || kind === "actions" ? calendar[kind] : undefined;
  return {
    name,
    about: kind === "all" ? everythingSentence(model) : `${description}.`,
    links: [
      ...formatLinks(model, path),
      ...(own === undefined ? [] : [{ label: "Calendar", href: link(model, own) }]),
    ],
  };
}

function calendarView(model: SiteModel, path: string): CalendarView {
  return { webcal: webcalAddress(model, path), address: absolute(model, path) };
}

function everythingSentence({ advisories, postmortems }: SiteModel): string {
  const updates = "Every update of every incident, maintenance and notice";
  const more = [
    ...(advisories.length > 0 ? ["every advisory"] : []),
    ...(postmortems.length > 0 ? ["every postmortem"] : []),
  ];
  return more.length > 0 ? `${updates}, and ${alternatives(more, "and")}.` : `${updates}.`;
}

function packageSections(model: SiteModel, scopes: readonly FeedScope[]): FeedSectionView[] {
  if (scopes.length === 0) return [];
  const feeds = scopes.map(({ name, path, home }) => {
    const about = decodeURIComponent(home.slice(packagesPath.length, -1));
    return { name, fullName: about, about, links: formatLinks(model, path) };
  });
  return [{ name: "Packages with advisories", open: false, feeds }];
}

/** The groups in the order of the site, then services without a group, then retired ones: their feeds stay. */
function sectionsOf(model: SiteModel, byPath: ReadonlyMap<string, FeedScope>): FeedSectionView[] {
  const current = new Map(model.groups.map((group) => [group.id, group]));
  const retired = [...model.services.values()].filter((service) => service.retired);
  const grouped = model.site.groups.map(({ id, name }) => ({
    name,
    whole: byPath.get(groupFeedPath(id)),
    services: current.get(id)?.services ?? [],
  }));
  const known = new Set(model.site.groups.map(({ id }) => id));
  const others = model.groups
    .filter(({ id }) => !known.has(id))
    .map(({ name, services }) => ({ name, whole: undefined, services }));
  const sections = [
    ...grouped,
    ...others,
    { name: "Retired services", whole: undefined, services: retired },
  ].filter(({ whole, services }) => whole !== undefined || services.length > 0);
  return sections.map(({ name, whole, services }) => ({
    name,
    open: sections.length === 1,
    feeds: [
      ...(whole
        ? [
            {
              name: "The whole group",
              fullName: `The whole group ${name}`,
              about: undefined,
              links: formatLinks(model, whole.path),
            },
          ]
        : []),
      ...services.map((service) => serviceRow(model, service)),
    ],
  }));
}

function serviceRow(model: SiteModel, { record }: ServiceState): FeedRowView {
  return { name: record.name, about: undefined, links: subscriptionsOf(model, record.id) };
}

function badgeView(model: SiteModel, name: string, badge: string, page: string): BadgeView {
  return { name, image: link(model, badge), html: badgeHtml(model, name, badge, page) };
}
