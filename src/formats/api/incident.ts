import type { UpdateMark } from "../../history/revision.ts";
import type { TimelineUpdate } from "../../model/maintenance.ts";
import { advisoriesOf, type SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { shownName } from "../../records/person.ts";
import { trailPath } from "../../views/audit/path.ts";
import { hasHistory, historyOf } from "../../views/audit/state.ts";
import { absolute, incidentPath } from "../../views/page.ts";
import { clockSentence } from "../../views/update.ts";
import { jsonText } from "../json.ts";
import { maybeTime } from "../time.ts";
import { headOf } from "./incidents.ts";
import type { IncidentDocument } from "./schema/incident.ts";
import { schemaUrl } from "./schema.ts";

/** `/api/v1/incidents/<id>.json`: everything that the site publishes of one record. Texts are Markdown as written. */
export function incidentJson(model: SiteModel, timeline: Timeline): string {
  return jsonText(incidentDocument(model, timeline));
}

/** The same as a value. */
export function incidentDocument(model: SiteModel, timeline: Timeline): IncidentDocument {
  const { record, updates, impact, level } = timeline;
  const marks = historyOf(model, "incident", record.id)?.updates;
  const answers = answersOf(updates);
  return {
    $schema: schemaUrl(model, "incident"),
    ...headOf(model, timeline),
    level,
    type: record.type ?? null,
    scheduled: record.scheduled
      ? { from: toRfc3339(record.scheduled.from), to: toRfc3339(record.scheduled.to) }
      : null,
    detected: record.detected ? { at: toRfc3339(record.detected.at), by: record.detected.by } : null,
    impact: impact.map((one) => ({
      service: one.service,
      level: one.level,
      from: toRfc3339(one.from),
      to: maybeTime(one.to),
    })),
    summary: record.summary,
    updates: updates.map((update, index) =>
      updateOf(model, record.id, update, marks?.get(update.anchor), answers[index]),
    ),
    nextUpdate: maybeTime(timeline.nextUpdate),
    roles: Object.entries(record.roles).flatMap(([role, handle]) => {
      const name = shownName(model.people, handle);
      return name === undefined ? [] : [{ role, name }];
    }),
    advisories: advisoriesOf(model, record.id)
      .map((state) => state.record.id)
      .sort(),
    postmortems: (model.postmortemsByIncident.get(record.id) ?? []).map((state) => state.record.id),
    related: record.related.flatMap(({ id, relation }) =>
      model.timelinesById.has(id) ? [{ id, relation, url: absolute(model, incidentPath(id)) }] : [],
    ),
    tags: record.tags,
    history: hasHistory(model) ? absolute(model, trailPath("incident", record.id)) : null,
  };
}

/** `answer` is when people next wrote. */
function updateOf(
  model: SiteModel,
  id: string,
  update: TimelineUpdate,
  mark: UpdateMark | undefined,
  answer: Instant | undefined,
): IncidentDocument["updates"][number] {
  const { anchor, status, at, byClock, text, known, notKnown, doing, postedBy, nextUpdate } = update;
  return {
    anchor,
    url: `${absolute(model, incidentPath(id))}#${anchor}`,
    status,
    at: toRfc3339(at),
    byClock,
    text: byClock ? clockSentence(update) : text,
    known: known ?? null,
    notKnown: notKnown ?? null,
    doing: doing ?? null,
    postedBy: (postedBy === undefined ? undefined : shownName(model.people, postedBy)) ?? null,
    nextUpdate:
      nextUpdate === undefined
        ? null
        : { by: toRfc3339(nextUpdate), kept: isKept(nextUpdate, answer, model.now) },
    published: maybeTime(mark?.published),
    edits: (mark?.edits ?? []).map((edit) => ({
      at: toRfc3339(edit.at),
      commit: edit.commit,
      material: edit.material,
    })),
  };
}

function isKept(promised: Instant, answer: Instant | undefined, now: Instant): boolean | null {
  if (answer !== undefined && answer <= promised) return true;
  return now > promised ? false : null;
}

/** For each update, when people next wrote anything but a correction; what the clock brings about is no answer. */
function answersOf(updates: readonly TimelineUpdate[]): readonly (Instant | undefined)[] {
  let next: Instant | undefined;
  return updates
    .toReversed()
    .map((update) => {
      const answer = next;
      if (!update.byClock && update.status !== "correction") next = update.at;
      return answer;
    })
    .reverse();
}
