import { type AmbiguousZone, abbreviated, readZone, type Zone } from "./zone.ts";

/** A time of day. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** A day; without its year where the text has none. */
export interface CalendarDay {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/** The time at the beginning of a heading, an item, a row or a paragraph. */
export interface Stamp {
  readonly date?: CalendarDay;
  readonly time?: TimeOfDay;
  /** The end of `8:20 - 8:24`. */
  readonly until?: TimeOfDay;
  readonly zone?: Zone | AmbiguousZone;
  /** It says "ca.", "~" or the like. */
  readonly isAbout: boolean;
  /** Two readings are possible: day and month, or month and day. */
  readonly isDoubtful: boolean;
  /** Markdown after it. */
  readonly rest: string;
  /** Nothing follows, or a sign that sets it apart from what follows. */
  readonly isSetApart: boolean;
}

/** A stamp that says a time of day. */
export type TimedStamp = Stamp & { readonly time: TimeOfDay };

/** Whether a text begins with a time of day. */
export function isTimed(stamp: Stamp | undefined): stamp is TimedStamp {
  return stamp?.time !== undefined;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])\\.?";
const YEAR = "(?:,?\\s{1,3}|-)(\\d{4})(?![\\d:])";

const OPENING = /[\s*_`[(]{0,8}/y;
const ABOUT =
  /(?:~|≈|ca\.?(?=[\s\d])|circa\b|approx(?:\.|imately\b)?|about\b|around\b|roughly\b|at\b|on\b)\s{0,3}/iy;
const WEEKDAY =
  /(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s{0,3}(?=\d|[a-z]{3})/iy;
const ISO_DAY = /(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?![\d-])/y;
const NUMBERS = /(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)/y;
const DAY_MONTH = new RegExp(`${DAY}(?:\\s{1,3}of)?[\\s-]{1,3}${MONTH}(?:${YEAR})?`, "iy");
const MONTH_DAY = new RegExp(`${MONTH}\\s{1,3}${DAY}(?:${YEAR})?`, "iy");
const BETWEEN = /(?:T(?=\d)|[\s,@*_`]{0,6}(?:[-–—/]\s)?(?:at\s{1,3})?)/y;
const TWELVE = /(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?\s{0,2}([ap])\.?m\b\.?/iy;
const CLOCK = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?!:?\d)/y;
const DIGITS = /([01]\d|2[0-3])([0-5]\d)(?:\s?hr?s?(?!\w)|(?=\s?([A-Z]{1,4})(?![\w/-])))/y;
const TO = /\s{0,2}(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s{0,2}(?:~|ca\.?\s)?(?=\d)/iy;
const OFFSET =
  /\s{0,2}[([]?(?:(?:UTC|GMT)\s?[+\u2212-]\d{1,2}(?::?\d{2})?|[+\u2212-]\d{2}:?\d{2})(?![\w:])[)\]]?/y;
const ZONE = /\s{0,2}[([]?([A-Z]{1,4}|[A-Z][A-Za-z]{1,20}(?:\/[A-Z][A-Za-z_+-]{1,30}){1,2})(?![\w/])[)\]]?/y;
const LATER = /\s{0,2}(?:,|on\b|\()\s{0,2}/iy;
const CLOSING = /(?:\]\([^()\s]{0,2000}\)|[*_`)\]]){1,6}/y;
const SEPARATOR = /\s{0,3}(?:[-–—:|,;.]|→|=>|>){1,3}(?=\s|$|[*_`])/y;
const DOUBT = /^\s*(?:ish\b|\?|\((?:approx|ca\b|about|around|roughly|maybe|est)[^)\n]{0,60}\))/i;

/** The longest beginning of a text that is looked at; never more than its first line. */
const LOOKED_AT = 400;

/** Takes what a sticky pattern finds at the cursor and goes on behind it, unless it is not accepted. */
type Take = (pattern: RegExp, accepts?: (match: RegExpExecArray) => boolean) => RegExpExecArray | undefined;

/** Reads the date, the time, or both at the beginning of a text. Undefined where it begins with neither. */
export function readStamp(text: string): Stamp | undefined {
  const [head = ""] = text.slice(0, LOOKED_AT).split("\n", 1);
  let cursor = 0;
  const take: Take = (pattern, accepts = () => true) => {
    pattern.lastIndex = cursor;
    const match = pattern.exec(head);
    if (!match || !accepts(match)) return undefined;
    cursor += match[0].length;
    return match;
  };
  const orBack = <T>(read: () => T | undefined): T | undefined => {
    const start = cursor;
    const value = read();
    if (value === undefined) cursor = start;
    return value;
  };
  const takeEnd = () => orBack(() => (take(TO) ? takeTime(take) : undefined));

  take(OPENING);
  let isAbout = takeAbout(take);
  take(WEEKDAY);
  let date = takeDay(take);
  const time = orBack(() => {
    if (date) take(BETWEEN);
    isAbout = takeAbout(take) || isAbout;
    return takeTime(take);
  });
  if (!date && !time) return undefined;
  // `T10:00-05:00` and `10:00:00-05:00` end in an offset, `10:00-11:00` is a span.
  let zone = time && /T|:\d{2}:/.test(head.slice(0, cursor)) ? takeZone(take) : undefined;
  let until = time && takeEnd();
  if (time) zone ??= takeZone(take);
  if (zone && !until) {
    until = takeEnd();
    if (until) takeZone(take);
  }
  if (time && !date) {
    date = orBack(() => {
      take(LATER);
      return takeDay(take);
    });
  }
  const isGuess = DOUBT.test(head.slice(cursor));
  const isClosed = take(CLOSING) !== undefined;
  const isSeparated = take(SEPARATOR) !== undefined;
  take(CLOSING);
  const rest = text.slice(cursor);
  // A word that goes on is no time, nor is a length of time: `10:30x`, `2018-01-15-name`, `10:15 minutes`.
  if (time && !date && /^(?:min(?:ute)?s?|hours?|hrs?|sec(?:ond)?s?)\b/i.test(rest.trim())) return undefined;
  if (!isSeparated && !isClosed && /^[\w/-]/.test(rest) && !isGuess) return undefined;
  return {
    ...(date?.day && { date: date.day }),
    ...(time && { time }),
    ...(until && { until }),
    ...(zone && { zone }),
    isAbout: isAbout || isGuess,
    isDoubtful: date !== undefined && date.day === undefined,
    rest: rest.trim(),
    isSetApart: rest.trim() === "" || isSeparated || isClosed,
  };
}

function takeAbout(take: Take): boolean {
  const word = take(ABOUT)?.[0].trim().toLowerCase();
  return word !== undefined && word !== "at" && word !== "on";
}

/** A day; with `day` undefined, it is one that can be read in two ways. */
function takeDay(take: Take): { readonly day: CalendarDay | undefined } | undefined {
  const iso = take(ISO_DAY);
  if (iso) return dayOf(Number(iso[3]), Number(iso[4]), Number(iso[1]));
  const numbers = take(NUMBERS);
  if (numbers) {
    const [first, second, year] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])];
    if (numbers[2] === "." || first > 12) return dayOf(second, first, year);
    return second > 12 || first === second ? dayOf(first, second, year) : { day: undefined };
  }
  const dayMonth = take(DAY_MONTH);
  if (dayMonth) return dayOf(monthOf(dayMonth[2]), Number(dayMonth[1]), yearOf(dayMonth[3]));
  const monthDay = take(MONTH_DAY);
  return monthDay && dayOf(monthOf(monthDay[1]), Number(monthDay[2]), yearOf(monthDay[3]));
}

function dayOf(month: number, day: number, year: number | undefined): { day: CalendarDay } | undefined {
  const date = new Date(Date.UTC(year ?? 2000, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { day: { month, day, ...(year !== undefined && { year }) } };
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;
}

function yearOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function takeTime(take: Take): TimeOfDay | undefined {
  const twelve = take(TWELVE);
  if (twelve) {
    const typed = Number(twelve[1]);
    const isAfternoon = twelve[4]?.toLowerCase() === "p";
    // `17:14pm` says the same thing twice.
    const hour = isAfternoon && typed < 12 ? typed + 12 : !isAfternoon && typed === 12 ? 0 : typed;
    return timeOfDay(hour, twelve[2], twelve[3]);
  }
  const clock = take(CLOCK);
  if (clock) return timeOfDay(Number(clock[1]), clock[2], clock[3]);
  const digits = take(DIGITS, ([, , , word]) => word === undefined || abbreviated(word) !== undefined);
  return digits && timeOfDay(Number(digits[1]), digits[2], undefined);
}

function timeOfDay(hour: number, minutes = "0", seconds = "0"): TimeOfDay | undefined {
  const [minute, second] = [Number(minutes), Number(seconds)];
  const isMidnight = hour === 24 && minute === 0 && second === 0;
  return (hour > 23 && !isMidnight) || minute > 59 || second > 59 ? undefined : { hour, minute, second };
}

/** Capitals that are no zone stay in the text: `14:08 PR merged`. */
function takeZone(take: Take): Zone | AmbiguousZone | undefined {
  const offset = take(OFFSET, ([said]) => readZone(said) !== undefined);
  if (offset) return readZone(offset[0]);
  const zoneOf = (word = ""): Zone | AmbiguousZone | undefined =>
    word.includes("/") ? readZone(word) : abbreviated(word);
  const word = take(ZONE, ([, said]) => zoneOf(said) !== undefined);
  return word && zoneOf(word[1]);
}
