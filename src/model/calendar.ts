import { TZDate } from "@date-fns/tz";
import { addDays, addMonths, format, startOfDay, startOfMonth } from "date-fns";
import type { Instant } from "../records/instant.ts";
import type { Span } from "./interval.ts";

/** A day or a month of the site's calendar. */
export interface CalendarSpan extends Span {
  /** `2026-11-20` or `2026-11`. */
  readonly key: string;
}

/**
 * The last `count` days up to and including the one in which `now` lies, oldest first. Days begin at midnight in
 * `timeZone`; one on which clocks change has 23 or 25 hours.
 */
export function lastDays(now: Instant, count: number, timeZone: string): CalendarSpan[] {
  const today = startOfDay(new TZDate(now, timeZone));
  return Array.from({ length: count }, (_, index) => {
    const from = startOfDay(addDays(today, index - count + 1));
    return { key: format(from, "yyyy-MM-dd"), from: from.getTime(), to: startOfDay(addDays(from, 1)).getTime() };
  });
}

/** The last `count` months up to and including the one in which `now` lies, oldest first. */
export function lastMonths(now: Instant, count: number, timeZone: string): CalendarSpan[] {
  const month = startOfMonth(new TZDate(now, timeZone));
  return Array.from({ length: count }, (_, index) => {
    const from = startOfMonth(addMonths(month, index - count + 1));
    return { key: format(from, "yyyy-MM"), from: from.getTime(), to: startOfMonth(addMonths(from, 1)).getTime() };
  });
}

/** The day of the site's calendar in which an instant lies: `2026-11-20`. */
export function dayKey(at: Instant, timeZone: string): string {
  return timeZone === "UTC" ? new Date(at).toISOString().slice(0, 10) : format(new TZDate(at, timeZone), "yyyy-MM-dd");
}

/** When a day of the site's calendar begins. */
export function dayStart(key: string, timeZone: string): Instant {
  const [year = 1970, month = 1, day = 1] = key.split("-").map(Number);
  return new TZDate(year, month - 1, day, timeZone).getTime();
}
