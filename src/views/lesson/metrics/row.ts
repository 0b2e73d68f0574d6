import type { IncidentTimes } from "../../../model/metrics/incident.ts";
import type { SiteModel } from "../../../model/site.ts";
import type { Timeline } from "../../../model/timeline.ts";
import { incidentPath, type LinkView, lessonPath, link } from "../../page.ts";

/** At most so many rows and dots are shown; the figures are those of all. */
export const LISTED = 300;

/** What a list does not show. */
export interface Listed<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

/** The beginning of a list, and how many more there are. */
export function listed<T>(all: readonly T[], most: number = LISTED): Listed<T> {
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}

/** An incident, by the report whose times are taken, or else by its own page. */
export function incidentLink(model: SiteModel, { timeline, report }: IncidentTimes): LinkView {
  const { id, title } = timeline.record;
  return { label: title, href: link(model, report ? lessonPath(report.record.id) : incidentPath(id)) };
}

/** The page of an incident, or one of its updates. */
export function timelineLink(model: SiteModel, { record }: Timeline, anchor?: string): LinkView {
  const fragment = anchor === undefined ? "" : `#${anchor}`;
  return { label: record.title, href: `${link(model, incidentPath(record.id))}${fragment}` };
}
