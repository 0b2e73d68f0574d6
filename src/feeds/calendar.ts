import {
  ICalAlarmType,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Instant } from "../records/instant.ts";
import { maintenanceCalendarPath, serviceCalendarPath } from "../views/calendar.ts";
import type { TextDocument } from "../views/document.ts";
import { absolute, servicePath } from "../views/page.ts";
import { type MaintenanceEvent, maintenanceEvent } from "./maintenance.ts";

/*
 * iCalendar (RFC 5545, with names of RFC 7986) through ical-generator, which folds by octets and escapes texts. What it
 * leaves to its users is done here: escaping the calendar's own name and description, removing control characters,
 * alarms after the properties of their event (RFC 5545, 3.6.1), and the line end after the last line. All times are UTC,
 * so no VTIMEZONE is needed.
 */

const SECOND = 1000;
const HOUR = 3600;
const YEAR = 366 * 24 * HOUR * SECOND;
/** Before the beginning, in seconds. */
const ALARMS = [24 * HOUR, HOUR / 4] as const;
/** How large the events of one calendar may be, in octets before folding, which adds at most a twentieth. */
const MOST_OCTETS = 1_800_000;

/** Alarms of an event and the properties that the library writes after them. Folded lines begin with a space. */
const ALARMS_FIRST =
  /((?:^BEGIN:VALARM\r\n(?:(?!END:VALARM)[^\r\n]*\r\n)+END:VALARM\r\n)+)((?:(?!END:VEVENT)[^\r\n]*\r\n)+)/gm;

/** The calendars of all maintenance and of each service's own: those without any too, because their addresses stay. */
export function* calendarDocuments(model: SiteModel): Generator<TextDocument> {
  const entries = entriesOf(model);
  const { name: site } = model.site;
  yield calendarOf(model, [...entries.values()], {
    name: `${site}: maintenance`,
    about: `Planned maintenance of ${site}.`,
    path: maintenanceCalendarPath,
    page: "/",
  });
  for (const { record, timelines } of model.services.values()) {
    yield calendarOf(
      model,
      timelines.flatMap((timeline) => entries.get(timeline) ?? []),
      {
        name: `${record.name}: maintenance (${site})`,
        about: `Planned maintenance of ${record.name}.`,
        path: serviceCalendarPath(record.id),
        page: servicePath(record.id),
      },
    );
  }
}

/** An event as the library writes it, made once for all calendars that have it. */
interface Entry {
  readonly event: MaintenanceEvent;
  readonly made: ICalEvent;
  readonly octets: number;
}

/** What calendars hold: all maintenance to come or under way, and what ended or was planned to end in the last year. */
function entriesOf(model: SiteModel): Map<Timeline, Entry> {
  const since = model.now - YEAR;
  // Events ask their calendar for a time zone only, and none has one.
  const any = new ICalCalendar();
  const encoder = new TextEncoder();
  return new Map(
    model.timelines
      .filter(({ record, end, phase }) => {
        if (record.kind !== "maintenance") return false;
        return phase !== "over" || Math.max(end ?? 0, record.scheduled?.to ?? 0) >= since;
      })
      .map((timeline) => {
        const event = maintenanceEvent(model, timeline);
        const made = iCalEvent(event, any);
        return [timeline, { event, made, octets: encoder.encode(made.toString()).length }];
      }),
  );
}

interface CalendarFacts {
  readonly name: string;
  readonly about: string;
  readonly path: string;
  /** Path of the page that says the same. */
  readonly page: string;
}

/** One calendar. Where not all fits, what ended longest ago is left out. */
function calendarOf(
  model: SiteModel,
  entries: readonly Entry[],
  { name, about, path, page }: CalendarFacts,
): TextDocument {
  const calendar = new ICalCalendar({
    prodId: "//Daymark//Maintenance//EN",
    method: ICalCalendarMethod.PUBLISH,
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

function iCalEvent(event: MaintenanceEvent, calendar: ICalCalendar): ICalEvent {
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
      // DTEND must be later than DTSTART (RFC 5545, 3.6.1).
      end: seconds(event.to) > seconds(event.from) ? date(event.to) : null,
      summary: printable(event.title),
      description: printable(event.text),
      // The library escapes these two as if an address were text.
      url: event.url.replace(/[,;]/g, encodeURIComponent),
      categories: ["Maintenance", ...event.services].map((category) => ({ name: printable(category) })),
      alarms: event.upcoming
        ? ALARMS.map((before) => ({
            type: ICalAlarmType.display,
            trigger: before,
            description: printable(event.title),
          }))
        : [],
    },
    calendar,
  );
}

function date(at: Instant): Date {
  return new Date(at);
}

/** The precision of iCalendar. */
function seconds(at: Instant): number {
  return Math.floor(at / SECOND);
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
