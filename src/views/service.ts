import { lastMonths } from "../model/calendar.ts";
import { levelLabels } from "../model/level.ts";
import type { ServiceState } from "../model/service.ts";
import type { SiteModel } from "../model/site.ts";
import { availability, uptimePercent } from "../model/uptime.ts";
import { renderMarkdown } from "../records/markdown.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import { type PastView, servicePast } from "./audit/mark.ts";
import { type BarsView, barsView, levelTimes, uptimeText } from "./bars.ts";
import { serviceCalendarPath } from "./calendar.ts";
import { serviceFeedPath, serviceScope } from "./feed/scope.ts";
import { formatLinks } from "./feed.ts";
import { facetValuePath, lessonFacet } from "./lesson/facets.ts";
import { type LessonSummaryView, lessonSummary } from "./lesson/summary.ts";
import { ownerName } from "./owner.ts";
import { editUrl, type LinkView, link, type PageView, pageView, servicePath } from "./page.ts";
import { type RecordSummaryView, summaryView } from "./record.ts";
import { groupAnchor, uptimeRule } from "./status.ts";
import { durationText, monthText, shortDayText } from "./time.ts";

/** The page of a service. */
export interface ServiceView {
  readonly page: PageView;
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly url: string | undefined;
  readonly level: Level;
  readonly label: string;
  readonly retired: string | undefined;
  readonly bars: BarsView;
  readonly window: number;
  readonly rule: string;
  readonly months: readonly { readonly text: string; readonly uptime: string; readonly times: string }[];
  readonly charter: readonly CharterRowView[];
  readonly bodyHtml: string;
  readonly dependsOn: readonly LinkView[];
  readonly neededBy: readonly LinkView[];
  /** Newest first, at most `SHOWN`. */
  readonly records: readonly RecordSummaryView[];
  readonly total: number;
  /** Reports about it: the newest `LESSONS`. */
  readonly lessons: readonly LessonSummaryView[];
  /** Where all reports about it are; undefined where those are all. */
  readonly moreLessons: LinkView | undefined;
  readonly edit: string | undefined;
  readonly past: PastView;
  readonly historyHref: string;
  /** Feeds and calendar of the service alone. */
  readonly subscribe: readonly LinkView[];
}

/** One line of the charter. */
export interface CharterRowView {
  readonly label: string;
  readonly text: string;
  readonly href?: string;
}

const SHOWN = 50;
const MONTHS = 12;
const LESSONS = 5;

/** Makes the page of one service. */
export function serviceView(model: SiteModel, service: ServiceState): ServiceView {
  const { record } = service;
  const group = model.groups.find((one) => one.services.includes(service));
  return {
    page: pageView(model, {
      title: record.name,
      description: record.description ?? `Status, uptime and incidents of ${record.name}.`,
      path: servicePath(record.id),
      feeds: [serviceScope(model, record.id)],
      twin: true,
      breadcrumbs: group ? [{ label: group.name, href: `${link(model, "/")}#${groupAnchor(group)}` }] : [],
    }),
    id: record.id,
    name: record.name,
    description: record.description,
    url: record.url,
    level: service.level,
    label: levelLabels[service.level],
    retired: service.retired && record.retired !== undefined ? shortDayText(record.retired) : undefined,
    bars: barsView(model, service),
    window: model.site.uptime.window,
    rule: uptimeRule(model),
    months: monthsOf(model, service),
    charter: charterOf(model, service),
    bodyHtml: renderMarkdown(record.body, { headingLevel: 3, base: model.origin.base }),
    dependsOn: serviceLinks(model, record.dependsOn),
    neededBy: serviceLinks(
      model,
      (model.dependents.get(record.id) ?? []).map((one) => one.record.id),
    ),
    records: service.timelines.slice(0, SHOWN).map((timeline) => summaryView(model, timeline)),
    total: service.timelines.length,
    ...lessonsOf(model, record.id),
    edit: editUrl(model, record.source.file),
    past: servicePast(model, record),
    historyHref: link(model, "/history/"),
    subscribe: subscriptionsOf(model, record.id),
  };
}

/** The newest reports about a service, and the way to the others. */
function lessonsOf(model: SiteModel, id: string): Pick<ServiceView, "lessons" | "moreLessons"> {
  const all = lessonFacet(model, "service", id)?.reports ?? [];
  const href = link(model, facetValuePath("service", id));
  return {
    lessons: all.slice(0, LESSONS).map((state) => lessonSummary(model, state)),
    moreLessons: all.length > LESSONS ? { label: `All ${all.length} reports about it`, href } : undefined,
  };
}

/** A service's feeds and its calendar, as links. */
export function subscriptionsOf(model: SiteModel, id: string): LinkView[] {
  return [
    ...formatLinks(model, serviceFeedPath(id)),
    { label: "Calendar", href: link(model, serviceCalendarPath(id)) },
  ];
}

function monthsOf(model: SiteModel, service: ServiceState): ServiceView["months"] {
  return lastMonths(model.now, MONTHS, model.site.timeZone)
    .toReversed()
    .flatMap((month) => {
      const one = availability(service.spans, month, service.life);
      if (one.observed === 0) return [];
      return [
        {
          text: monthText(month.key),
          uptime: uptimeText(uptimePercent(one)),
          times: levelTimes(one.at) || "Nothing recorded",
        },
      ];
    });
}

function charterOf(model: SiteModel, service: ServiceState): CharterRowView[] {
  const { record } = service;
  const rows: CharterRowView[] = [];
  const add = (label: string, text: string | undefined, href?: string): void => {
    if (text !== undefined) rows.push({ label, text, ...(href !== undefined && { href }) });
  };
  add("Owner", record.owner && ownerName(model, record.owner));
  add("Backup owner", record.backupOwner && ownerName(model, record.backupOwner));
  add("What depends on it", record.businessDependency);
  for (const slo of record.slo ?? []) {
    add("Objective", `${slo.name}: ${slo.objective} % over ${durationText(slo.window)}`);
  }
  add("Upgrades", record.upgradeCadence);
  add("Ask for help", record.supportChannel, addressOf(record.supportChannel));
  if (record.support) {
    const { hours, timeZone, commitment } = record.support;
    add("Support hours", `${hours} (${timeZone}), ${commitment.replace("-", " ")}`);
  }
  add("Upstream", record.upstream, record.upstream);
  add("Differs from upstream", record.forkDelta);
  add("Rollback", record.rollback);
  add("Restore last tested", record.lastRestoreTest && shortDayText(record.lastRestoreTest));
  add("Charter reviewed", record.reviewed && shortDayText(record.reviewed));
  return rows;
}

function addressOf(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:https?:\/\/|mailto:)\S+$/.test(text) ? text : undefined;
}

function serviceLinks(model: SiteModel, ids: readonly string[]): LinkView[] {
  return ids.flatMap((id) => {
    const service = model.services.get(id);
    return service ? [{ label: service.record.name, href: link(model, servicePath(id)) }] : [];
  });
}
