import type { AdvisoryState } from "../../model/advisory.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Instant } from "../../records/instant.ts";
import { lessonPublished } from "../../views/lesson/published.ts";
import { absolute, glossaryPath } from "../../views/page.ts";
import { advisoryEntry } from "../api/advisories.ts";
import { incidentDocument } from "../api/incident.ts";
import { lessonDocument } from "../api/lesson.ts";
import { serviceEntries } from "../api/services.ts";
import type { ExportedRecord } from "./schema.ts";

/**
 * All public records, one after the other: services and terms, then what has a time, oldest first. So a new record is a
 * line at the end, and the lines before it stay as they are.
 */
export function* exportedRecords(model: SiteModel): Generator<ExportedRecord> {
  yield* serviceRecords(model);
  yield* termRecords(model);
  for (const { make } of dated(model)) yield make();
}

interface Dated {
  readonly at: Instant;
  readonly id: string;
  make(): ExportedRecord;
}

function dated(model: SiteModel): Dated[] {
  return [
    ...model.timelines.map((timeline) => ({
      at: timeline.start,
      id: timeline.record.id,
      make: () => incidentRecord(model, timeline),
    })),
    ...model.advisories.map((state) => ({
      at: state.record.published,
      id: state.record.id,
      make: () => advisoryRecord(model, state),
    })),
    ...model.postmortems.map((state) => ({
      at: lessonPublished(state),
      id: state.record.id,
      make: () => postmortemRecord(model, state),
    })),
  ].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function serviceRecords(model: SiteModel): ExportedRecord[] {
  return serviceEntries(model).map(({ id, url, page, ...rest }) => ({
    kind: "service",
    id,
    url: page,
    ...rest,
    website: url,
    text: model.services.get(id)?.record.body.trim() ?? "",
  }));
}

function termRecords(model: SiteModel): ExportedRecord[] {
  const known = new Set(model.terms.map(({ id }) => id));
  return model.terms.map(({ id, term, aliases, short, body, see }) => ({
    kind: "term",
    id,
    url: `${absolute(model, glossaryPath)}#${id}`,
    term,
    aliases,
    short,
    text: body,
    see: see.filter((one) => known.has(one)),
  }));
}

function incidentRecord(model: SiteModel, timeline: Timeline): ExportedRecord {
  const { $schema: _, ...record } = incidentDocument(model, timeline);
  return record;
}

function advisoryRecord(model: SiteModel, state: AdvisoryState): ExportedRecord {
  const { kind, id, ...rest } = advisoryEntry(model, state);
  const { body, references } = state.record;
  return {
    kind: "advisory",
    id,
    type: kind,
    ...rest,
    text: body.trim(),
    references: references.map(({ type, url }) => ({ type, url })),
  };
}

function postmortemRecord(model: SiteModel, state: PostmortemState): ExportedRecord {
  const { $schema: _, ...record } = lessonDocument(model, state);
  return { kind: "postmortem", ...record };
}
