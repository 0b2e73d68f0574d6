import { UTCDate } from "@date-fns/utc";
import { format } from "date-fns/format";
import { type Instant, toRfc3339 } from "../records/instant.ts";

/** A moment for a `<time>` element. */
export interface TimeView {
  /** RFC 3339, UTC. */
  readonly iso: string;
  /** `20 Nov 2026, 10:42 UTC`: the month is a word, so that nobody takes it for the day. */
  readonly text: string;
}

const MINUTE = 60_000;

/** A moment as people read it, in UTC. A page has dozens: the day's text, which costs most, is kept. */
export function timeView(at: Instant): TimeView {
  const iso = toRfc3339(at);
  return { iso, text: `${shortDayText(iso.slice(0, 10))}, ${iso.slice(11, 16)} UTC` };
}

/** `Friday 20 November 2026` of a day's key. */
export function dayText(key: string): string {
  return format(new UTCDate(`${key}T00:00:00Z`), "EEEE d MMMM yyyy");
}

const shortDays = new Map<string, string>();

/** `20 Nov 2026` of a day's key. */
export function shortDayText(key: string): string {
  let text = shortDays.get(key);
  if (text === undefined) {
    text = format(new UTCDate(`${key}T00:00:00Z`), "d MMM yyyy");
    shortDays.set(key, text);
  }
  return text;
}

/** `November 2026` of a month's key. */
export function monthText(key: string): string {
  return format(new UTCDate(`${key}-01T00:00:00Z`), "MMMM yyyy");
}

/** Says whose days are meant, where they are not those of UTC, in which times are given. */
export function zoneNote(timeZone: string): string {
  return timeZone === "UTC" ? "" : ` Days begin at midnight in ${timeZone}.`;
}

/** A length of time in its two largest units: `9 min`, `1 h 28 min`, `2 d 3 h`. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return "less than 1 min";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}
