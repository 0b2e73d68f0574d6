import { dayKey, dayStart } from "../../model/calendar.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { alternatives } from "../../records/quote.ts";
import { counted } from "../count.ts";
import { lessonFeeds } from "../feed/scope.ts";
import {
  actionsPath,
  advisoriesPath,
  incidentPath,
  type LinkView,
  lessonsPath,
  link,
  type PageView,
  pageView,
} from "../page.ts";
import { durationText, monthText, shortDayText } from "../time.ts";
import { actionHref } from "./action.ts";
import { lateActions } from "./digest/late.ts";
import { type Dated, dueAt, emptyMonth, monthsOf } from "./digest/month.ts";

/** One thing that happened in a month. */
export type DigestItem = Omit<Dated, "at">;

/** What happened in a month, of one kind. */
export interface DigestSection {
  readonly id: "incidents" | "reports" | "done" | "opened" | "slipped" | "overdue" | "advisories";
  readonly title: string;
  /** The whole section in a sentence. */
  readonly sentence: string;
  /** In the order of time; at most `MOST`. */
  readonly items: readonly DigestItem[];
  /** Where the rest is; undefined where nothing is left out. */
  readonly more: LinkView | undefined;
}

/** A month in one page. */
export interface DigestView {
  /** `2026-11` */
  readonly month: string;
  /** `November 2026` */
  readonly label: string;
  /** Path within the site. */
  readonly path: string;
  /** When the month ends, by the site's calendar, in milliseconds since the epoch. */
  readonly end: number;
  /** Whether it has ended. */
  readonly isOver: boolean;
  /** The month in a few sentences of plain text. */
  readonly lead: string;
  /** Only those that have something to say. */
  readonly sections: readonly DigestSection[];
}

/** `/lessons/digest/2026-11/` */
export interface DigestPageView {
  readonly page: PageView;
  readonly digest: DigestView;
  readonly older: LinkView | undefined;
  readonly newer: LinkView | undefined;
}

/** The path of the digests, without a page of its own. */
const digestsPath = `${lessonsPath}digest/`;

/** More would be a list that nobody reads. */
const MOST = 60;

/** The path of a month's digest. */
export function digestPath(month: string): string {
  return `${digestsPath}${month}/`;
}

/** Months in which something happened, newest first, up to the present one. Nothing where the site has no report. */
export function digestMonths(model: SiteModel): string[] {
  return [...monthsOf(model).keys()].toSorted().reverse();
}

/** What happened in a month, for its page and for the feed. */
export function digestOf(model: SiteModel, month: string): DigestView {
  const events = monthsOf(model).get(month) ?? emptyMonth();
  const [year = 1970, number = 1] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number)).toISOString().slice(0, 10);
  const end = dayStart(next, model.site.timeZone);
  const sections = [
    incidentSection(model, events.incidents),
    section("reports", "Reports", reportSentence(events.reports), events.reports, link(model, lessonsPath)),
    section(
      "advisories",
      "Security advisories",
      `${counted(events.advisories.length, "advisory was", "advisories were")} published.`,
      events.advisories,
      link(model, advisoriesPath),
    ),
    section(
      "done",
      "Action items done",
      `${counted(events.done.length, "action item was", "action items were")} done.`,
      events.done,
      link(model, actionsPath),
    ),
    section(
      "opened",
      "New action items",
      `${counted(events.opened.length, "action item was", "action items were")} added.`,
      events.opened,
      link(model, actionsPath),
    ),
    section(
      "slipped",
      "Put off",
      `${counted(events.slipped.length, "due day was", "due days were")} moved to a later one.`,
      events.slipped,
      link(model, actionsPath),
    ),
    overdueSection(model, Math.min(end, model.now), end <= model.now),
  ].filter((one) => one !== undefined);
  return {
    month,
    label: monthText(month),
    path: digestPath(month),
    end,
    isOver: end <= model.now,
    lead: sections.map(({ sentence }) => sentence).join(" "),
    sections,
  };
}

/** Makes the page of one month. `months` are all that have one, newest first. */
export function digestView(model: SiteModel, month: string, months: readonly string[]): DigestPageView {
  const digest = digestOf(model, month);
  const index = months.indexOf(month);
  const neighbour = (at: number): LinkView | undefined => {
    const other = months[at];
    return other === undefined
      ? undefined
      : { label: monthText(other), href: link(model, digestPath(other)) };
  };
  return {
    page: pageView(model, {
      title: `Digest of ${digest.label}`,
      description: digest.lead,
      path: digest.path,
      feeds: lessonFeeds(model, "digest", "lessons"),
      breadcrumbs: [{ label: "Lessons", href: link(model, lessonsPath) }],
    }),
    digest,
    older: neighbour(index + 1),
    newer: index > 0 ? neighbour(index - 1) : undefined,
  };
}

function section(
  id: DigestSection["id"],
  title: string,
  sentence: string,
  events: readonly Dated[],
  rest: string,
): DigestSection | undefined {
  if (events.length === 0) return undefined;
  const items = events
    .toSorted((a, b) => a.at - b.at || (a.href < b.href ? -1 : a.href > b.href ? 1 : 0))
    .slice(0, MOST)
    .map(({ label, href, note, day }) => ({ label, href, note, day }));
  const left = events.length - items.length;
  return { id, title, sentence, items, more: left > 0 ? { label: `${left} more`, href: rest } : undefined };
}

function reportSentence(reports: readonly Dated[]): string {
  const revised = reports.filter(({ note }) => note === "revised").length;
  const fresh = reports.length - revised;
  const parts = [
    fresh > 0 ? counted(fresh, "report was published", "reports were published") : "",
    revised > 0 ? counted(revised, "was revised", "were revised") : "",
  ].filter((part) => part !== "");
  return `${fresh === 0 ? counted(revised, "report was revised", "reports were revised") : parts.join(" and ")}.`;
}

/** What began in the month: how much of which kind, how it went. */
function incidentSection(model: SiteModel, timelines: readonly Timeline[]): DigestSection | undefined {
  const kinds = [
    { kind: "incident", one: "incident", many: "incidents" },
    { kind: "maintenance", one: "maintenance", many: "maintenances" },
    { kind: "notice", one: "notice", many: "notices" },
  ].flatMap(({ kind, one, many }) => {
    const count = timelines.filter(({ record }) => record.kind === kind).length;
    return count === 0 ? [] : [counted(count, one, many)];
  });
  const events = timelines.map((timeline) => {
    const reports = model.postmortemsByIncident.get(timeline.record.id) ?? [];
    const lasted =
      timeline.end !== undefined && timeline.end > timeline.start && timeline.record.kind !== "notice"
        ? `lasted ${durationText(timeline.end - timeline.start)}`
        : timeline.phase === "over"
          ? ""
          : "not over";
    const severity = model.severities.get(timeline.record.severity ?? "")?.label ?? "";
    return {
      label: timeline.record.title,
      href: link(model, incidentPath(timeline.record.id)),
      note: [severity, lasted, reports.length > 0 ? "has a report" : ""]
        .filter((one) => one !== "")
        .join(", "),
      day: dayKey(timeline.start, model.site.timeZone),
      at: timeline.start,
    };
  });
  return section(
    "incidents",
    "What began",
    `${alternatives(kinds, "and")} began.`,
    events,
    link(model, "/history/"),
  );
}

/** What should have been done by then and was not. */
function overdueSection(model: SiteModel, end: number, isOver: boolean): DigestSection | undefined {
  // The day that has just ended, or, while the month goes on, yesterday.
  const { timeZone } = model.site;
  const last = isOver
    ? dayKey(end - 1, timeZone)
    : dayKey(dayStart(dayKey(end, timeZone), timeZone) - 1, timeZone);
  const events = lateActions(model).flatMap(({ action, since, over }): Dated[] => {
    const due = dueAt(action, end - 1);
    if (due === undefined || due > last || since >= end || over <= dayKey(end - 1, timeZone)) return [];
    const note = `was due ${shortDayText(due)}`;
    return [
      {
        label: action.record.title,
        href: actionHref(model, action),
        note,
        day: undefined,
        at: Date.parse(due),
      },
    ];
  });
  const be = isOver ? ["was", "were"] : ["is", "are"];
  const sentence = `${counted(events.length, `action item ${be[0]}`, `action items ${be[1]}`)} overdue ${isOver ? "when the month ended" : "now"}.`;
  return section("overdue", "Overdue", sentence, events, link(model, actionsPath));
}
