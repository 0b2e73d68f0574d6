import { dayKey } from "../model/calendar.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { counted } from "./count.ts";
import { type LinkView, link, type PageView, pageView } from "./page.ts";
import { type RecordSummaryView, summaryView } from "./record.ts";
import { dayText, monthText, zoneNote } from "./time.ts";

/** One month in the list of months. */
export interface MonthRowView {
  readonly key: string;
  readonly text: string;
  readonly href: string;
  readonly incidents: number;
  readonly maintenances: number;
  readonly notices: number;
}

/** `/history/`. */
export interface HistoryView {
  readonly page: PageView;
  readonly years: readonly { readonly year: string; readonly months: readonly MonthRowView[] }[];
  /** Records of the newest months, until there are some to read. */
  readonly newest: readonly RecordSummaryView[];
  readonly most: number;
  /** Where it is told what was changed; undefined where there is no audit history. */
  readonly audit: string | undefined;
}

/** `/history/2026-11/`. */
export interface MonthView {
  readonly page: PageView;
  readonly text: string;
  /** How many records there are, and whose days they are listed by. */
  readonly note: string;
  readonly days: readonly {
    readonly key: string;
    readonly text: string;
    readonly records: readonly RecordSummaryView[];
  }[];
  readonly older: LinkView | undefined;
  readonly newer: LinkView | undefined;
}

const NEWEST = 10;

/** The path of a month's page. */
export function monthPath(key: string): string {
  return `/history/${key}/`;
}

/** Makes the list of months. */
export function historyView(model: SiteModel): HistoryView {
  const rows = [...model.months].map(([key, timelines]) => monthRow(model, key, timelines));
  const years = Map.groupBy(rows, (row) => row.key.slice(0, 4));
  const page = pageView(model, {
    title: "History",
    description: `Every incident, maintenance and notice of ${model.site.name}, by month.`,
    path: "/history/",
  });
  return {
    page,
    years: [...years].map(([year, months]) => ({ year, months })),
    newest: model.timelines
      .filter((timeline) => timeline.phase !== "upcoming")
      .slice(0, NEWEST)
      .map((timeline) => summaryView(model, timeline)),
    most: Math.max(1, ...rows.map((row) => row.incidents + row.maintenances + row.notices)),
    audit: page.audit,
  };
}

/** Makes the page of one month. `months` are the keys of all months, newest first. */
export function monthView(model: SiteModel, key: string, months: readonly string[]): MonthView {
  const timelines = model.months.get(key) ?? [];
  const byDay = Map.groupBy(timelines, (timeline) => dayKey(timeline.start, model.site.timeZone));
  const index = months.indexOf(key);
  const neighbour = (at: number): LinkView | undefined => {
    const other = months[at];
    return other === undefined ? undefined : { label: monthText(other), href: link(model, monthPath(other)) };
  };
  const text = monthText(key);
  return {
    page: pageView(model, {
      title: text,
      description: `What happened to ${model.site.name} in ${text}.`,
      path: monthPath(key),
      breadcrumbs: [{ label: "History", href: link(model, "/history/") }],
    }),
    text,
    note: `${counted(timelines.length, "entry", "entries")}, newest first.${zoneNote(model.site.timeZone)}`,
    days: [...byDay].map(([day, own]) => ({
      key: day,
      text: dayText(day),
      records: own.map((timeline) => summaryView(model, timeline)),
    })),
    older: neighbour(index + 1),
    newer: index > 0 ? neighbour(index - 1) : undefined,
  };
}

function monthRow(model: SiteModel, key: string, timelines: readonly Timeline[]): MonthRowView {
  const count = (kind: string): number =>
    timelines.filter((timeline) => timeline.record.kind === kind).length;
  return {
    key,
    text: monthText(key),
    href: link(model, monthPath(key)),
    incidents: count("incident"),
    maintenances: count("maintenance"),
    notices: count("notice"),
  };
}
