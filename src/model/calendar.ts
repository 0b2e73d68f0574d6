import { tzOffset } from "@date-fns/tz";
import type { Instant } from "../records/instant.ts";
import type { Span } from "./interval.ts";

/** A day or a month of the site's calendar. */
export interface CalendarSpan extends Span {
  /** `2026-11-20` or `2026-11`. */
  readonly key: string;
}

const MINUTE = 60_000;
const HALF_DAY = 720 * MINUTE;

/**
 * The last `count` days up to and including the one in which `now` lies, oldest first, without gaps. Days begin at
 * midnight in `timeZone`; one on which clocks change has 23 or 25 hours, and one that a zone left out of its calendar
 * (30 December 2011 in Samoa) is not among them.
 */
export function lastDays(now: Instant, count: number, timeZone: string): CalendarSpan[] {
  let key = dayKey(now, timeZone);
  let to = dayStart(followingDay(key, 1), timeZone);
  const days: CalendarSpan[] = [];
  while (days.length < count) {
    const from = dayStart(key, timeZone);
    if (from < to) days.push({ key, from, to });
    to = from;
    key = followingDay(key, -1);
  }
  return days.reverse();
}

/** The last `count` months up to and including the one in which `now` lies, oldest first, without gaps. */
export function lastMonths(now: Instant, count: number, timeZone: string): CalendarSpan[] {
  const [year = 1970, month = 1] = dayKey(now, timeZone).split("-").map(Number);
  return Array.from({ length: count }, (_, index) => {
    const key = monthKey(year, month - count + 1 + index);
    const next = monthKey(year, month - count + 2 + index);
    return { key, from: dayStart(`${key}-01`, timeZone), to: dayStart(`${next}-01`, timeZone) };
  });
}

/** The day of the site's calendar in which an instant lies: `2026-11-20`. */
export function dayKey(at: Instant, timeZone: string): string {
  const offset = timeZone === "UTC" ? 0 : tzOffset(timeZone, new Date(at));
  return new Date(at + offset * MINUTE).toISOString().slice(0, 10);
}

/**
 * When a day of the site's calendar begins: at its midnight; at the first of two, where clocks went back over it; where
 * they left it out, at the first moment after it.
 */
export function dayStart(key: string, timeZone: string): Instant {
  const midnight = Date.parse(key);
  const about = midnight - tzOffset(timeZone, new Date(midnight)) * MINUTE;
  const starts = [about - HALF_DAY, about + HALF_DAY]
    .map((probe) => midnight - tzOffset(timeZone, new Date(probe)) * MINUTE)
    .filter((start) => dayKey(start, timeZone) >= key);
  return starts.length > 0 ? Math.min(...starts) : about;
}

/** The key of the day that many days later. */
export function followingDay(key: string, days: number): string {
  return new Date(Date.parse(key) + days * 2 * HALF_DAY).toISOString().slice(0, 10);
}

/** `2026-11` of a year and the number of a month, which may lie in another year: month 0 is the December before. */
function monthKey(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1)).toISOString().slice(0, 7);
}
