import type { Mistake } from "./problem.ts";
import { quote } from "./quote.ts";

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const MINUTE = 60_000;
const DAY = 86_400_000;

const ZONE = String.raw`\s*(Z|UTC|[+-]\d{2}:?\d{2})?`;
const INSTANT = new RegExp(
  String.raw`^(\d{4})-(\d{2})-(\d{2})(?:T|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?${ZONE}$`,
  "i",
);
const TIME = new RegExp(String.raw`^(\d{1,2}):(\d{2})${ZONE}$`, "i");
/** The first moment whose year has five digits, which RFC 3339 cannot write. */
const YEAR_10000 = 253_402_300_800_000;
const EXPECTED = "a time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC";
/** No instant is longer; what is longer is not looked at, however it is made up. */
const LONGEST = 60;

/**
 * Reads an instant as RFC 3339 writes it, seconds optional, a space instead of the `T` and `UTC` instead of the
 * `Z` allowed. A zone is required: a local time would mean something else on every machine.
 */
export function parseInstant(text: string): Instant | Mistake {
  const match = text.length > LONGEST ? null : INSTANT.exec(text.trim());
  if (!match) return unreadable(text);
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone] = match;
  const date = dayMistake(text, Number(year), Number(month), Number(day));
  if (date) return date;
  const offset = offsetMinutes(text, zone, Number(hour), Number(minute), Number(second));
  if (typeof offset === "object") return offset;
  const ms = Number(fraction.padEnd(3, "0").slice(0, 3));
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    ms,
  );
  return writable(text, local - offset * MINUTE);
}

/**
 * Reads an instant, or a bare time (`10:40 UTC`), which takes the date of `after` (in the zone of the time) and the
 * next day where that would be earlier than `after`.
 */
export function parseInstantAfter(text: string, after: Instant): Instant | Mistake {
  const match = text.length > LONGEST ? null : TIME.exec(text.trim());
  if (!match) return parseInstant(text);
  const [, hour, minute, zone] = match;
  const offset = offsetMinutes(text, zone, Number(hour), Number(minute), 0);
  if (typeof offset === "object") return offset;
  const midnight = Math.floor((after + offset * MINUTE) / DAY) * DAY;
  const at = midnight + (Number(hour) * 60 + Number(minute) - offset) * MINUTE;
  return writable(text, at < after ? at + DAY : at);
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
  return new Date(instant)
    .toISOString()
    .replace(/\.000Z$/, "Z")
    .replace(/:00Z$/, "Z");
}

/** An instant as an update heading has it: `2026-11-20 10:02 UTC`. */
export function writeHeadingInstant(instant: Instant): string {
  return writeInstant(instant).replace("T", " ").replace("Z", " UTC");
}

const dates = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/**
 * An instant in the wire form of RFC 3339, in UTC, without fractions: `2026-11-20T10:02:00Z`. A large site asks for a million
 * of them on a few thousand days: the day's text, which costs most, is kept. Throws `RangeError` for what is no time.
 */
export function toRfc3339(instant: Instant): string {
  const at = Math.trunc(instant);
  const day = Math.floor(at / DAY);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, 10);
    dates.set(day, date);
  }
  const seconds = Math.floor((at - day * DAY) / 1000);
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${date}T${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[seconds % 60]}Z`;
}

/** Minutes east of UTC, or what is wrong with the time of day or its zone. */
function offsetMinutes(
  text: string,
  zone: string | undefined,
  hour: number,
  minute: number,
  second: number,
): number | Mistake {
  if (hour > 23 || minute > 59 || second > 59) {
    const midnight = hour === 24 && minute === 0;
    return invalid(
      text,
      "There is no such time of day.",
      midnight ? "Write 00:00 of the next day." : "Hours go from 00 to 23, minutes and seconds to 59.",
    );
  }
  if (zone === undefined) return withoutZone(text);
  if (/^(z|utc)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) {
    return invalid(text, "There is no such offset from UTC.", "Write UTC, Z or an offset such as +01:00.");
  }
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function writable(text: string, instant: Instant): Instant | Mistake {
  if (instant < YEAR_10000) return instant;
  return {
    code: "date-invalid",
    message: "This year cannot be meant.",
    found: quote(text),
    expected: "a time up to 9999-12-31 23:59 UTC",
    hint: "Correct the year.",
  };
}

function dayMistake(text: string, year: number, month: number, day: number): Mistake | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day) return undefined;
  return {
    code: "date-invalid",
    message: year < 1970 ? "This year cannot be meant." : "There is no such day.",
    found: quote(text),
    expected: "a day of the calendar, as year-month-day",
    hint:
      year < 1970
        ? "Correct the year."
        : month > 12 && day <= 12
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

/** Tells the usual mistakes from each other, so that the hint fits. */
function unreadable(text: string): Mistake {
  const trimmed = text.slice(0, LONGEST).trim();
  if (trimmed === "")
    return invalid(text, "The time is missing.", "Write year-month-day, hour:minute and UTC.");
  if (/^\d{4}-\d{2}-\d{2}$/.test(trimmed)) {
    return invalid(text, "This is a day without a time.", `Add the time and UTC after ${trimmed}.`);
  }
  if (/\d ?[ap]\.?m\b/i.test(trimmed)) {
    return invalid(text, "This time is written with am or pm.", "Write the hour from 00 to 23.");
  }
  if (/:\d{2}\s*GMT$/i.test(trimmed)) {
    return invalid(text, "GMT is called UTC here.", `Write ${quote(trimmed.replace(/GMT$/i, "UTC"))}.`);
  }
  if (/UTC\s*[+-]\d/i.test(trimmed)) {
    return invalid(
      text,
      "There is an offset behind UTC.",
      "Write the offset alone, with two digits: +01:00.",
    );
  }
  if (/:\d{2}\s*(?!UTC$|Z$)[A-Z]{1,5}$/i.test(trimmed)) {
    const message = "Names of time zones are ambiguous.";
    return invalid(text, message, "Write the time in UTC, or its offset such as +01:00 instead of the name.");
  }
  if (/^\d{1,2}:\d{2}/.test(trimmed)) {
    return invalid(text, "This is a time without a day.", "Put the day before it, as year-month-day.");
  }
  if (/^\d{4}-\d{1,2}-\d{1,2}(?:T|\s+)\d{1,2}:\d{2}/i.test(trimmed)) {
    return invalid(
      text,
      "This is no time that Daymark can read.",
      "Write two digits each: month, day, hour, minute.",
    );
  }
  return invalid(
    text,
    "This is no time that Daymark can read.",
    "Write year-month-day, hour:minute and UTC.",
  );
}
