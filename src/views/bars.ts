import type { CalendarSpan } from "../model/calendar.ts";
import { levelLabels } from "../model/level.ts";
import type { ServiceState } from "../model/service.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { addAvailability, availability, noAvailability, uptimePercent, worstLevel } from "../model/uptime.ts";
import { type ImpactLevel, impactLevels, type Level } from "../records/schema/vocabulary.ts";
import { incidentPath, type LinkView, link } from "./page.ts";
import { durationText, shortDayText } from "./time.ts";

/** The history bars of one service. */
export interface BarsView {
  /** Number of days. */
  readonly days: number;
  readonly first: string;
  readonly last: string;
  /** The days that count, as indexes from the left: those before `since` and after `retired` do not. */
  readonly observed: { readonly from: number; readonly to: number };
  /** The days on which something happened, oldest first. */
  readonly marked: readonly MarkedDay[];
  readonly uptime: string;
}

/** A day on which a service was not just operational. */
export interface MarkedDay {
  /** Index from the left, from 0. */
  readonly index: number;
  readonly level: Level;
  readonly label: string;
  readonly day: string;
  /** `Major outage 1 h 28 min, degraded 20 min`. */
  readonly text: string;
  readonly records: readonly LinkView[];
}

/** `99.95 %`, or a word where nothing was observed. */
export function uptimeText(percent: number | undefined): string {
  return percent === undefined ? "no data yet" : `${percent.toFixed(percent === 100 ? 0 : 2)} %`;
}

/** The bars of a service over the days of the uptime window. */
export function barsView(model: SiteModel, service: ServiceState): BarsView {
  const { days } = model;
  const marked: MarkedDay[] = [];
  let sum = noAvailability;
  const observed = { from: days.length, to: 0 };
  const recordsOf = recordsByDay(model, service);
  for (const [index, day] of days.entries()) {
    const one = availability(service.spans, day, service.life);
    sum = addAvailability(sum, one);
    if (one.observed > 0) {
      observed.from = Math.min(observed.from, index);
      observed.to = index + 1;
    }
    const level = worstLevel(one);
    if (level === "operational") continue;
    marked.push({
      index,
      level,
      label: levelLabels[level],
      day: shortDayText(day.key),
      text: levelTimes(one.at),
      records: recordsOf(day),
    });
  }
  return {
    days: days.length,
    first: shortDayText(days[0]?.key ?? "1970-01-01"),
    last: shortDayText(days.at(-1)?.key ?? "1970-01-01"),
    observed,
    marked,
    uptime: uptimeText(uptimePercent(sum)),
  };
}

/** How long each level held, worst first. */
export function levelTimes(at: Readonly<Record<ImpactLevel, number>>): string {
  const parts = impactLevels
    .toReversed()
    .flatMap((level) =>
      at[level] > 0 ? [`${levelLabels[level].toLowerCase()} ${durationText(at[level])}`] : [],
    );
  return parts.join(", ").replace(/^./, (letter) => letter.toUpperCase());
}

/** Finds the records that touched a day of the window. Those that were over before it are not looked at. */
function recordsByDay(model: SiteModel, service: ServiceState): (day: CalendarSpan) => LinkView[] {
  const begin = model.days[0]?.from ?? model.now;
  const recent = service.timelines.filter((timeline) => (timeline.end ?? model.now) >= begin);
  const touches = (timeline: Timeline, day: CalendarSpan): boolean =>
    timeline.impact.some(
      (one) => one.service === service.record.id && one.from < day.to && (one.to ?? model.now) > day.from,
    );
  return (day) =>
    recent
      .filter((timeline) => touches(timeline, day))
      .map(({ record }) => ({ label: record.title, href: link(model, incidentPath(record.id)) }));
}
