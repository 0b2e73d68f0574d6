import { type Instant, parseInstant } from "../../records/instant.ts";
import { quoted } from "../text.ts";

/** A time as the source typed it, understood. */
export interface SourceTime {
  readonly at: Instant;
  /** What was typed. */
  readonly typed: string;
  /** What had to be assumed or left out, as sentences. */
  readonly notes: readonly string[];
}

const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ]\s*(\d{1,2}:\d{2}(?::\d{2})?)([.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a time as Hugo does: hours of one digit, a space instead of the `T`, and UTC where there is no zone, which is
 * noted unless that is the usual form. Answers with a sentence where it is no time.
 */
export function readTime(text: string, withoutZone: "noted" | "usual" = "noted"): SourceTime | string {
  const typed = text.trim();
  const match = TIME.exec(typed);
  if (!match) return `${quoted(typed)} is no time that can be read.`;
  const [, day, time = "00:00", fraction, zone] = match;
  const notes: string[] = [];
  if (match[2] === undefined) notes.push(`${quoted(typed)} has no time of day: 00:00 is taken.`);
  if (zone === undefined && withoutZone === "noted") {
    notes.push(`${quoted(typed)} has no zone: taken as UTC, as Hugo does.`);
  }
  if (fraction && /[1-9]/.test(fraction))
    notes.push(`The fraction of a second in ${quoted(typed)} is left out.`);
  const padded = /^\d:/.test(time) ? `0${time}` : time;
  const at = parseInstant(`${day}T${padded}${zone?.replace(/gmt/i, "Z") ?? "Z"}`);
  return typeof at === "object" ? `${quoted(typed)} cannot be read. ${at.message}` : { at, typed, notes };
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+${MONTH},?\\s+(\\d{4})\\b`, "i");
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "i");

/**
 * Reads the time in a label that people wrote by hand, such as `11th of February 2022 - 19:00 UTC` or
 * `2023-03-29 15h50 UTC`. A label that has no day, or no time of day, cannot be dated.
 */
export function readLabelTime(label: string): SourceTime | undefined {
  const iso = label
    .trim()
    .replace(DAY_FIRST, (_, day: string, month: string, year: string) => isoDay(year, month, day))
    .replace(MONTH_FIRST, (_, month: string, day: string, year: string) => isoDay(year, month, day))
    .replace(/^(?:[-–—:,(\s]|\b(?:at|on)\b)+/i, "")
    .replace(/\)$/, "")
    .replace(/^(\d{4}-\d{2}-\d{2})\s*(?:[-–—,]|at)\s*(?=\d{1,2}[:h])/i, "$1 ")
    .replace(/\b(\d{1,2})h(\d{2})\b/i, "$1:$2")
    .replace(/\b(\d{1,2}):(\d{2})\s*([ap])m\b/i, (_, hour: string, minute: string, half: string) => {
      return `${(Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0)}:${minute}`;
    });
  if (!/\d:\d/.test(iso)) return undefined;
  const time = readTime(iso);
  return typeof time === "string" ? undefined : { ...time, typed: label.trim() };
}

function isoDay(year: string, month: string, day: string): string {
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
