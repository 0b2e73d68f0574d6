import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { historyOf } from "../../views/audit/state.ts";
import { absolute, incidentPath } from "../../views/page.ts";
import { jsonText } from "../json.ts";
import { maybeTime } from "../time.ts";
import type { IncidentsDocument } from "./schema/incidents.ts";
import { schemaUrl } from "./schema.ts";

/** One page of the list of records. */
export interface IncidentsPage {
  /** From 1. */
  readonly page: number;
  readonly body: string;
}

const MOST = 100;

/** The path of a page of the list; the first one has the name that does not change. */
export function incidentsPath(page: number): string {
  return page === 1 ? "/api/v1/incidents.json" : `/api/v1/incidents/page/${page}.json`;
}

/** The path of one record's document. */
export function incidentJsonPath(id: string): string {
  return `/api/v1/incidents/${id}.json`;
}

/** The list of all records, newest start first, in pages of which only the first may be empty. */
export function incidentsPages(model: SiteModel): IncidentsPage[] {
  const { timelines } = model;
  const pages = Math.max(1, Math.ceil(timelines.length / MOST));
  return Array.from({ length: pages }, (_, index) => {
    const page = index + 1;
    const document: IncidentsDocument = {
      $schema: schemaUrl(model, "incidents"),
      page,
      pages,
      next: page < pages ? absolute(model, incidentsPath(page + 1)) : null,
      total: timelines.length,
      incidents: timelines.slice(index * MOST, page * MOST).map((timeline) => ({
        ...headOf(model, timeline),
        details: absolute(model, incidentJsonPath(timeline.record.id)),
      })),
    };
    return { page, body: jsonText(document) };
  });
}

/** What is said of a record in the list and in its own document. */
export function headOf(
  model: SiteModel,
  timeline: Timeline,
): Omit<IncidentsDocument["incidents"][number], "details"> {
  const { record, status, phase, worstLevel, start, end, services } = timeline;
  const history = historyOf(model, "incident", record.id);
  return {
    id: record.id,
    kind: record.kind,
    title: record.title,
    url: absolute(model, incidentPath(record.id)),
    status,
    phase,
    severity: record.severity ?? null,
    worstLevel,
    start: toRfc3339(start),
    end: maybeTime(end),
    services: [...services],
    published: maybeTime(history?.published),
    modified: maybeTime(history?.modified),
  };
}
