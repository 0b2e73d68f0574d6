import type { Mistake } from "./problem.ts";
import { quote } from "./quote.ts";

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const MINUTE = 60_000;
const DAY = 86_400_000;

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T|t| +)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const TIME = /^(\d{1,2}):(\d{2}) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const EXPECTED = "a time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC";

/**
 * Reads an instant as RFC 3339 writes it, seconds optional, a space instead of the `T` and `UTC` instead of the
 * `Z` allowed. A zone is required: a local time would mean something else on every machine.
 */
export function parseInstant(text: string): Instant | Mistake {
  const match = INSTANT.exec(text.trim());
  if (!match) return instantMistake(text);
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone] = match;
  const date = dayMistake(text, Number(year), Number(month), Number(day));
  if (date) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return invalid(text, "There is no such time of day.", "Hours go from 00 to 23, minutes and seconds to 59.");
  }
  const offset = zone === undefined ? undefined : offsetMinutes(zone);
  if (offset === undefined) return withoutZone(text);
  if (Number.isNaN(offset)) return invalid(text, "There is no such offset.", "Write UTC, Z or an offset such as +01:00.");
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3));
  return (
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), ms) -
    offset * MINUTE
  );
}

/**
 * Reads an instant, or a bare time (`10:40 UTC`), which takes the date of `after` and the next day where that
 * would be earlier than `after`.
 */
export function parseInstantAfter(text: string, after: Instant): Instant | Mistake {
  const match = TIME.exec(text.trim());
  if (!match) return parseInstant(text);
  const [, hour, minute, zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59) {
    return invalid(text, "There is no such time of day.", "Hours go from 00 to 23, minutes to 59.");
  }
  const offset = zone === undefined ? undefined : offsetMinutes(zone);
  if (offset === undefined) return withoutZone(text);
  if (Number.isNaN(offset)) return invalid(text, "There is no such offset.", "Write UTC, Z or an offset such as +01:00.");
  const local = after + offset * MINUTE;
  const midnight = Math.floor(local / DAY) * DAY;
  const at = midnight + Number(hour) * 60 * MINUTE + Number(minute) * MINUTE - offset * MINUTE;
  return at < after ? at + DAY : at;
}

/** Reads a calendar day, `2026-11-20`, and gives it back as it is. */
export function parseDay(text: string): string | Mistake {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!match) {
    return {
      code: "date-invalid",
      message: "This is no date.",
      found: quote(text),
      expected: "a date such as 2026-11-20",
      hint: "Write year, month and day with hyphens between them.",
    };
  }
  return dayMistake(text, Number(match[1]), Number(match[2]), Number(match[3])) ?? match[0];
}

/** An instant as people write it in records: `2026-11-20T10:02Z`, seconds only where there are any. */
export function writeInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.000Z$/, "Z").replace(/:00Z$/, "Z");
}

/** An instant as an update heading has it: `2026-11-20 10:02 UTC`. */
export function writeHeadingInstant(instant: Instant): string {
  return writeInstant(instant).replace("T", " ").replace("Z", " UTC");
}

/** An instant in the wire form of RFC 3339, in UTC, without fractions: `2026-11-20T10:02:00Z`. */
export function toRfc3339(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** Minutes east of UTC, or NaN for an offset that no place on earth has. */
function offsetMinutes(zone: string): number {
  if (/^(z|utc)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function dayMistake(text: string, year: number, month: number, day: number): Mistake | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0) return undefined;
  return {
    code: "date-invalid",
    message: "There is no such day.",
    found: quote(text),
    expected: "a day of the calendar, as year-month-day",
    hint:
      month > 12 && day <= 12
        ? "The month comes before the day: year-month-day."
        : "Correct the month or the day.",
  };
}

function withoutZone(text: string): Mistake {
  return {
    code: "instant-without-zone",
    message: "This time does not say which zone it is in.",
    found: quote(text),
    expected: "a time with Z, UTC or an offset",
    hint: `If it is UTC, write ${quote(`${text.trim()} UTC`)}.`,
  };
}

function invalid(text: string, message: string, hint: string): Mistake {
  return { code: "instant-invalid", message, found: quote(text), expected: EXPECTED, hint };
}

function instantMistake(text: string): Mistake {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) {
    return invalid(text, "This is a day without a time.", `Add the time and its zone: ${quote(`${trimmed} 10:02 UTC`)}.`);
  }
  if (/\b(GMT|CET|CEST|EST|EDT|PST|PDT|MST|MDT|BST|IST|JST|AEST)\b/i.test(trimmed)) {
    return invalid(text, "Names of time zones are ambiguous.", "Write UTC, Z or an offset such as +01:00.");
  }
  if (/^\d{1,2}:\d{2}/.test(trimmed)) {
    return invalid(text, "This is a time without a day.", `Add the day: ${quote(`2026-11-20 ${trimmed}`)}.`);
  }
  return invalid(text, "This is no time that Daymark can read.", "Write year-month-day, hour:minute and UTC.");
}
