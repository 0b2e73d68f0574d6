import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { historyOf } from "../../views/audit/state.ts";
import { absolute, incidentPath } from "../../views/page.ts";
import { maybeTime } from "../time.ts";
import { type ListPage, paged } from "./paged.ts";
import type { IncidentsDocument } from "./schema/incidents.ts";
import { schemaUrl } from "./schema.ts";

/** The path of one record's document. */
export function incidentJsonPath(id: string): string {
  return `/api/v1/incidents/${id}.json`;
}

/** The list of all records, newest start first. */
export function incidentsPages(model: SiteModel): Generator<ListPage> {
  return paged(
    model,
    "incidents",
    model.timelines,
    (head, own): IncidentsDocument => ({
      $schema: schemaUrl(model, "incidents"),
      ...head,
      incidents: own.map((timeline) => ({
        ...headOf(model, timeline),
        details: absolute(model, incidentJsonPath(timeline.record.id)),
      })),
    }),
  );
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
