import { urgentAdvisories } from "../model/advisory.ts";
import { groupAvailability } from "../model/availability.ts";
import type { Span } from "../model/interval.ts";
import { levelLabels, worst, worstFirst } from "../model/level.ts";
import type { ServiceState } from "../model/service.ts";
import type { GroupState, SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { uptimePercent } from "../model/uptime.ts";
import type { Instant } from "../records/instant.ts";
import { alternatives } from "../records/quote.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import { type AdvisorySummaryView, advisorySummary } from "./advisory/summary.ts";
import { type BarsView, barsView, uptimeText } from "./bars.ts";
import { counted } from "./count.ts";
import { advisoriesPath, link, type PageView, pageView, servicePath } from "./page.ts";
import { cardView, type RecordCardView, type RecordSummaryView, summaryView } from "./record.ts";
import { dayText, type TimeView, timeView } from "./time.ts";

/** A service on the status page. */
export interface ServiceRowView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly level: Level;
  readonly label: string;
  readonly bars: BarsView;
}

/** A group of services on the status page. */
export interface GroupView {
  readonly name: string;
  readonly anchor: string;
  /** Folded: all is well and the site wants it so. */
  readonly folded: boolean;
  readonly level: Level;
  readonly label: string;
  readonly uptime: string;
  readonly services: readonly ServiceRowView[];
}

/** One of the last days, or several in a row without a record. */
export interface DayView {
  /** The newest day. */
  readonly key: string;
  readonly text: string;
  /** The oldest day of a quiet row, if that is another one. */
  readonly since: string | undefined;
  readonly records: readonly RecordSummaryView[];
}

/** The front page. */
export interface StatusView {
  readonly page: PageView;
  readonly level: Level;
  readonly sentence: string;
  readonly detail: string;
  readonly now: TimeView;
  /** What goes on now, worst first, else newest first. */
  readonly incidents: readonly RecordCardView[];
  readonly notices: readonly RecordCardView[];
  readonly underway: readonly RecordCardView[];
  readonly upcoming: readonly RecordCardView[];
  /** Advisories of high severity that ask something of readers now, worst first. */
  readonly advisories: readonly AdvisorySummaryView[];
  /** How many more there are: `3 more advisories like these`. */
  readonly moreAdvisories: string | undefined;
  readonly groups: readonly GroupView[];
  readonly days: readonly DayView[];
  readonly window: number;
  readonly rule: string;
  readonly historyHref: string;
  readonly subscribeHref: string;
  readonly advisoriesHref: string;
}

const RECENT_DAYS = 7;

/** Makes the front page. */
export function statusView(model: SiteModel): StatusView {
  const of = (kind: string, phase: string): RecordCardView[] =>
    model.open
      .filter((timeline) => timeline.record.kind === kind && timeline.phase === phase)
      .sort((a, b) => worstFirst(a.level, b.level))
      .map((timeline) => cardView(model, timeline));
  const sentence = overallSentence(model);
  const urgent = urgentAdvisories(model);
  return {
    page: pageView(model, {
      title: "Status",
      description: `${sentence}. ${model.site.description ?? `Current status of ${model.site.name}.`}`,
      path: "/",
    }),
    level: model.level,
    sentence,
    detail: overallDetail(model),
    now: timeView(model.now),
    incidents: of("incident", "active"),
    notices: of("notice", "active"),
    underway: of("maintenance", "active"),
    upcoming: of("maintenance", "upcoming"),
    advisories: urgent.shown.map((state) => advisorySummary(model, state)),
    moreAdvisories:
      urgent.more === 0
        ? undefined
        : counted(urgent.more, "more advisory like these", "more advisories like these"),
    groups: model.groups.map((group) => groupView(model, group)).filter((group) => group.services.length > 0),
    days: recentDays(model),
    window: model.site.uptime.window,
    rule: uptimeRule(model),
    historyHref: link(model, "/history/"),
    subscribeHref: link(model, "/subscribe/"),
    advisoriesHref: link(model, advisoriesPath),
  };
}

/** The state of everything in one sentence, naming what is affected while it can be named. */
export function overallSentence(model: SiteModel): string {
  const affected = [...model.services.values()].filter(
    (service) => !service.retired && service.level === model.level && service.level !== "operational",
  );
  const names = nameList(affected.map((service) => service.record.name));
  switch (model.level) {
    case "operational":
      return model.services.size === 0 ? "No incident is open" : "All systems operational";
    case "maintenance":
      return `Maintenance under way: ${names}`;
    case "degraded":
      return names === "" ? "Something is wrong, and we are looking into it" : `Degraded: ${names}`;
    case "partial":
      return `Partial outage: ${names}`;
    case "major":
      return `Major outage: ${names}`;
  }
}

function overallDetail(model: SiteModel): string {
  const services = model.groups.flatMap((group) => group.services).filter(isShown);
  if (services.length === 0) return "";
  const fine = services.filter((service) => service.level === "operational").length;
  if (fine === services.length && model.level !== "operational")
    return "No service is known to be affected so far.";
  if (fine === services.length)
    return `${services.length === 1 ? "The service is" : `All ${fine} services are`} up.`;
  return `${fine} of ${services.length} services operational.`;
}

/** Three names, or two and how many more there are. */
function nameList(names: readonly string[]): string {
  return alternatives(names.length <= 3 ? names : [...names.slice(0, 2), `${names.length - 2} more`], "and");
}

function groupView(model: SiteModel, group: GroupState): GroupView {
  const level = worst(group.services.map((service) => service.level));
  const sum = groupAvailability(model, group);
  return {
    name: group.name,
    anchor: groupAnchor(group),
    folded: group.collapsed && level === "operational",
    level,
    label: levelLabels[level],
    uptime: uptimeText(uptimePercent(sum)),
    services: group.services.filter(isShown).map((service) => rowView(model, service)),
  };
}

/** The fragment of a group on the front page. The group of all other services has no id of its own. */
export function groupAnchor(group: GroupState): string {
  return group.id === "" ? "other-services" : `group-${group.id}`;
}

/** Whether the front page shows a service at the moment. */
function isShown(service: ServiceState): boolean {
  return !service.record.visibleOnlyWhenAffected || service.level !== "operational";
}

function rowView(model: SiteModel, service: ServiceState): ServiceRowView {
  const { record, level } = service;
  return {
    id: record.id,
    name: record.name,
    href: link(model, servicePath(record.id)),
    level,
    label: levelLabels[level],
    bars: barsView(model, service),
  };
}

function recentDays(model: SiteModel): DayView[] {
  const days = model.days.slice(-RECENT_DAYS).toReversed();
  const begin = days.at(-1)?.from ?? model.now;
  const recent = model.timelines.filter(
    (timeline) => (timeline.end ?? model.now) >= begin && timeline.start <= model.now,
  );
  const shown = new Set<Timeline>();
  const views: DayView[] = [];
  for (const day of days) {
    const { key } = day;
    const records = recent
      .filter((timeline) => touches(timeline, day, model.now))
      .map((timeline) => {
        const view = summaryView(model, timeline);
        // What lasted for days is described once, on the newest of them.
        if (shown.has(timeline)) return { ...view, excerpt: "" };
        shown.add(timeline);
        return view;
      });
    const last = views.at(-1);
    if (last?.records.length === 0 && records.length === 0)
      views[views.length - 1] = { ...last, since: dayText(key) };
    else views.push({ key, text: dayText(key), since: undefined, records });
  }
  return views;
}

/** Whether a record belongs to a day: a notice to that of its start, everything else to every day that it lasted. */
function touches({ record, start, end }: Timeline, day: Span, now: Instant): boolean {
  if (start >= day.from && start < day.to) return true;
  return record.kind !== "notice" && start < day.to && (end ?? now) > day.from;
}

/** How uptime is computed, in words. */
export function uptimeRule(model: SiteModel): string {
  const { weights, window } = model.site.uptime;
  const share = (level: keyof typeof weights): string => `${Math.round(weights[level] * 100)} %`;
  return (
    `Uptime covers the last ${window} days (${model.site.timeZone}) and comes from the incidents published here, not from probes. ` +
    `A minute of major outage counts ${share("major")}, of partial outage ${share("partial")}, of degraded service ` +
    `${share("degraded")}, of maintenance ${share("maintenance")}. Overlapping incidents count once. Never rounded up.`
  );
}
