import {
  ICalAlarmType,
  ICalCalendar,
  ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import type { TextDocument } from "../views/document.ts";
import { absolute } from "../views/page.ts";

/*
 * iCalendar (RFC 5545, with names of RFC 7986) through ical-generator, which folds by octets and escapes texts. What it
 * leaves to its users is done here: escaping the calendar's own name and description, removing control characters,
 * alarms after the properties of their event (RFC 5545, 3.6.1), and the line end after the last line. All times are UTC
 * or whole days, so no VTIMEZONE is needed. There is no METHOD, which makes an iTIP message of a calendar: PUBLISH would
 * want an ORGANIZER of each event (RFC 5546, 3.2.1).
 */

const HOUR = 3600;
/** How large the events of one calendar may be, in octets before folding, which adds at most a twentieth. */
const MOST_OCTETS = 1_800_000;

/** Alarms of an event and the properties that the library writes after them. Folded lines begin with a space. */
const ALARMS_FIRST =
  /((?:^BEGIN:VALARM\r\n(?:(?!END:VALARM)[^\r\n]*\r\n)+END:VALARM\r\n)+)((?:(?!END:VEVENT)[^\r\n]*\r\n)+)/gm;

/** One event as calendars tell it. */
export interface CalendarEvent {
  /** Permanent and unique in the world. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  readonly cancelled: boolean;
  /** When it begins. Of a whole day, its begin in UTC. */
  readonly from: Instant;
  /** When it ends; of a whole day, the same as `from`. */
  readonly to: Instant;
  /** Whether it is a day and no time: it is shown above the hours, wherever a reader lives. */
  readonly wholeDay: boolean;
  /** Reminders: seconds before its begin, for a whole day by the reader's own clock. */
  readonly alarms: readonly number[];
  readonly created: Instant;
  /** Never before `created`. */
  readonly modified: Instant;
  readonly title: string;
  /** Plain text in several lines. */
  readonly text: string;
  readonly url: string;
  readonly categories: readonly string[];
}

/** An event as the library writes it, made once for all calendars that have it. */
export interface CalendarEntry {
  readonly event: CalendarEvent;
  readonly made: ICalEvent;
  readonly octets: number;
}

/** What a calendar says of itself. */
export interface CalendarFacts {
  readonly name: string;
  readonly about: string;
  /** A word for the identifier of what wrote it: `Maintenance`. */
  readonly product: string;
  readonly path: string;
  /** Path of the page that says the same. */
  readonly page: string;
}

/** What makes ids of events unique in the world: where the site is served. */
export function uidHost({ site, origin }: SiteModel): string {
  return `${new URL(site.url).host}${origin.base}`;
}

/** Makes entries of events, all that a site has for its calendars. */
export function calendarEntries(events: readonly CalendarEvent[]): CalendarEntry[] {
  // Events ask their calendar for a time zone only, and none has one.
  const any = new ICalCalendar();
  const encoder = new TextEncoder();
  return events.map((event) => {
    const made = iCalEvent(event, any);
    return { event, made, octets: encoder.encode(made.toString()).length };
  });
}

/** One calendar. Where not all fits, what ended longest ago is left out. */
export function calendarOf(
  model: SiteModel,
  entries: readonly CalendarEntry[],
  { name, about, product, path, page }: CalendarFacts,
): TextDocument {
  const calendar = new ICalCalendar({
    prodId: `//Daymark//${product}//EN`,
    name: escaped(name),
    description: escaped(about),
    source: absolute(model, path),
    url: absolute(model, page),
    ttl: HOUR,
  });
  let room = MOST_OCTETS;
  const newest = entries.toSorted((a, b) => b.event.to - a.event.to || compare(b.event.uid, a.event.uid));
  const full = newest.findIndex(({ octets }) => {
    room -= octets;
    return room < 0;
  });
  const kept = newest.slice(0, full === -1 ? undefined : full).map(({ made }) => made);
  const text = calendar.events(kept.reverse()).toString();
  return { path, body: `${text.replace(ALARMS_FIRST, "$2$1")}\r\n` };
}

function iCalEvent(event: CalendarEvent, calendar: ICalCalendar): ICalEvent {
  const modified = date(event.modified);
  return new ICalEvent(
    {
      id: event.uid,
      sequence: event.sequence,
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Nobody is busy because of it.
      transparency: ICalEventTransparency.TRANSPARENT,
      stamp: modified,
      created: date(event.created),
      lastModified: modified,
      start: date(event.from),
      // DTEND must be later than DTSTART (RFC 5545, 3.6.1); a day without one is that day.
      end: seconds(event.to) > seconds(event.from) ? date(event.to) : null,
      ...(event.wholeDay && { allDay: true, timezone: "UTC" }),
      summary: printable(event.title),
      description: printable(event.text),
      // The library escapes these two as if an address were text.
      url: event.url.replace(/[,;]/g, encodeURIComponent),
      categories: event.categories.map((category) => ({ name: printable(category) })),
      alarms: event.alarms.map((before) => ({
        type: ICalAlarmType.display,
        trigger: before,
        description: printable(event.title),
      })),
    },
    calendar,
  );
}

function date(at: Instant): Date {
  return new Date(at);
}

/** The precision of iCalendar. */
function seconds(at: Instant): number {
  return Math.floor(at / 1000);
}

/**
 * Text without what TEXT may not hold (RFC 5545, 3.3.11): control characters other than line ends. Unicode's own line
 * ends become plain ones, because readers that look for the end of a line with a regular expression stop there.
 */
function printable(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n]|\p{Cs}/gu, "");
}

/** A value of type TEXT. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
