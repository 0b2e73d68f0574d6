import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { actionsCalendarPath, maintenanceCalendarPath, serviceCalendarPath } from "../views/calendar.ts";
import type { TextDocument } from "../views/document.ts";
import { actionsPath, servicePath } from "../views/page.ts";
import { dueEvents } from "./due.ts";
import { type CalendarEntry, calendarEntries, calendarOf } from "./ical.ts";
import { maintenanceEvent } from "./maintenance.ts";

/** For so long, in milliseconds, calendars keep what is over. */
const YEAR = 366 * 24 * 3_600_000;

/**
 * The calendars of all maintenance and of each service's own: those without any too, because their addresses stay. With
 * postmortems, that of the days by which action items are due.
 */
export function* calendarDocuments(model: SiteModel): Generator<TextDocument> {
  const entries = entriesOf(model);
  const { name: site } = model.site;
  const product = "Maintenance";
  yield calendarOf(model, [...entries.values()], {
    name: `${site}: maintenance`,
    about: `Planned maintenance of ${site}.`,
    product,
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
        product,
        path: serviceCalendarPath(record.id),
        page: servicePath(record.id),
      },
    );
  }
  if (model.postmortems.length === 0) return;
  yield calendarOf(model, calendarEntries(dueEvents(model, model.now - YEAR)), {
    name: `${site}: action items`,
    about: `The days by which action items of ${site} are due.`,
    product: "Actions",
    path: actionsCalendarPath,
    page: actionsPath,
  });
}

/** What calendars hold: all maintenance to come or under way, and what ended or was planned to end in the last year. */
function entriesOf(model: SiteModel): Map<Timeline, CalendarEntry> {
  const since = model.now - YEAR;
  const shown = model.timelines.filter(({ record, end, phase }) => {
    if (record.kind !== "maintenance") return false;
    return phase !== "over" || Math.max(end ?? 0, record.scheduled?.to ?? 0) >= since;
  });
  const entries = calendarEntries(shown.map((timeline) => maintenanceEvent(model, timeline)));
  return new Map(
    shown.flatMap((timeline, index) => {
      const entry = entries[index];
      return entry ? [[timeline, entry] as const] : [];
    }),
  );
}
