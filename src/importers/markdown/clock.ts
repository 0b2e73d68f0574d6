import type { Instant } from "../../records/instant.ts";
import type { CalendarDay, Stamp, TimeOfDay } from "./stamp.ts";
import { type AmbiguousZone, instantOf, isAmbiguous, isOutOfSeason, placeName, type Zone } from "./zone.ts";

/** A day with its year. */
export type Day = Required<CalendarDay>;

/** What is known before the first time of a timeline. */
export interface ClockStart {
  /** The day of the report. */
  readonly day: Day | undefined;
  /** What the report says of all of its times. */
  readonly declared: Zone | AmbiguousZone | undefined;
  /** A zone that stands at some of its times. */
  readonly carried: Zone | AmbiguousZone | undefined;
  /** `--time-zone`: what nothing in the report says. */
  readonly fallback: Zone | undefined;
}

/** A time of a timeline as an instant, or why it is none. */
export type Reading =
  | {
      readonly at: Instant;
      readonly until?: Instant;
      readonly zone: Zone;
      readonly remarks: readonly string[];
    }
  | { readonly why: string };

/** A clock that follows a timeline from top to bottom. */
export interface Clock {
  /** Takes a day for the times that follow. */
  setDay(date: CalendarDay): void;
  /** The instant of a time, after those before it. */
  read(stamp: Stamp & { readonly time: TimeOfDay }): Reading;
}

const DAY_MS = 24 * 60 * 60_000;
const HALF_YEAR = 183 * DAY_MS;
/** Milliseconds by which a time may be earlier than the one before it, and be of the same day: entries get out of order. */
const DISORDER = 4 * 60 * 60_000;

/** Starts a clock. Times without a day are of the day before them, or of the next one where midnight was between. Each zone out of its season is told once. */
export function createClock({ day: start, declared, carried, fallback }: ClockStart): Clock {
  let day = start;
  let last: Instant | undefined;
  let seen = carried;
  const told = new Set<string>();

  const setDay = (date: CalendarDay): void => {
    day = withYear(date, day);
    last = undefined;
  };
  return {
    setDay,
    read(stamp) {
      const remarks: string[] = [];
      if (stamp.isDoubtful) {
        last = undefined;
        return { why: "its day can be read as day and month or as month and day: write year-month-day" };
      }
      if (stamp.date) setDay(stamp.date);
      if (!day) return { why: "nothing says of which day it is" };
      if (stamp.zone) seen = stamp.zone;
      const zone = zoneFor(stamp.zone ?? declared ?? seen, fallback);
      if ("why" in zone) return zone;
      let at = instantOf({ ...day, ...stamp.time }, zone);
      if (last !== undefined && last - at > DISORDER) {
        day = following(day);
        at = instantOf({ ...day, ...stamp.time }, zone);
        remarks.push("It is earlier than the time before it, so it counts to the next day.");
      } else if (last !== undefined && at < last)
        remarks.push("It is a little earlier than the time before it: the incident has it in its place.");
      last = at;
      const until = stamp.until && endOf(day, stamp.time, stamp.until, zone);
      if (isOutOfSeason(zone, at) && !told.has(zone.said)) {
        told.add(zone.said);
        remarks.push(
          `${zone.said} was not in use on that day: times are read as those of ${placeName(zone)}. Write an offset such as (UTC+2) into the report if it was meant.`,
        );
      }
      return { at, zone, remarks, ...(until !== undefined && { until }) };
    },
  };
}

/** The zone of a time; `--time-zone` answers for an abbreviation that several regions use, and where none is said. */
function zoneFor(
  said: Zone | AmbiguousZone | undefined,
  fallback: Zone | undefined,
): Zone | { readonly why: string } {
  if (said && !isAmbiguous(said)) return said;
  if (fallback) return fallback;
  if (!said) return { why: "its zone is not said: say it with --time-zone" };
  return {
    why: `${said.said} is the name of several zones: say which with --time-zone, such as ${said.candidates.join(" or ")}`,
  };
}

function endOf(day: Day, from: TimeOfDay, to: TimeOfDay, zone: Zone): Instant {
  const isNext = to.hour * 60 + to.minute < from.hour * 60 + from.minute;
  return instantOf({ ...(isNext ? following(day) : day), ...to }, zone);
}

function following({ year, month, day }: Day): Day {
  return dayOf(Date.UTC(year, month - 1, day) + DAY_MS);
}

/** The year that brings a day nearest to the one before it. Without any, there is none. */
function withYear({ year, month, day }: CalendarDay, near: Day | undefined): Day | undefined {
  if (year !== undefined) return { year, month, day };
  if (!near) return undefined;
  const from = Date.UTC(near.year, near.month - 1, near.day);
  const same = Date.UTC(near.year, month - 1, day) - from;
  const shift = same < -HALF_YEAR ? 1 : same > HALF_YEAR ? -1 : 0;
  return { year: near.year + shift, month, day };
}

function dayOf(at: Instant): Day {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A day as `2026-11-20`. */
export function writeDay({ year, month, day }: Day): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
