import { worst } from "../../model/level.ts";
import type { TimelineUpdate } from "../../model/maintenance.ts";
import type { SiteModel } from "../../model/site.ts";
import { holdsAt, type ImpactInterval, type Timeline } from "../../model/timeline.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { neutralStatuses, type Status } from "../../records/schema/vocabulary.ts";
import { historyOf } from "../../views/audit/state.ts";
import { bodyOf } from "./body.ts";
import { type AffectedComponent, componentStatuses, type IncidentUpdate } from "./shape.ts";
import { latest } from "./time.ts";

/**
 * The updates of a record, newest first, stages by the clock among them. `word` gives Statuspage's status; what changes
 * no status (an update, a correction) has the one that was in force, `first` before any.
 */
export function updatesOf<S>(
  model: SiteModel,
  timeline: Timeline,
  first: S,
  word: (status: Status) => S,
): IncidentUpdate<S>[] {
  const { record } = timeline;
  const marks = historyOf(model, "incident", record.id)?.updates;
  const changes = changesOf(model, timeline);
  let status = first;
  return timeline.updates
    .map((update): IncidentUpdate<S> => {
      if (!neutralStatuses.includes(update.status)) status = word(update.status);
      const mark = marks?.get(update.anchor);
      const created = mark?.published ?? update.at;
      const edited = latest([created, mark?.edits.at(-1)?.at]) ?? created;
      const affected = changes.get(update.at);
      // Of two updates of one moment, the first one tells what changed.
      changes.delete(update.at);
      return {
        id: updateId(timeline, update),
        status,
        body: bodyOf(timeline, update),
        incident_id: record.id,
        created_at: toRfc3339(created),
        updated_at: toRfc3339(edited),
        display_at: toRfc3339(update.at),
        affected_components: affected ?? null,
        deliver_notifications: true,
        custom_tweet: null,
        tweet_id: null,
      };
    })
    .reverse();
}

/** The id of an update, its own on the whole site: no id of a record holds a number sign. */
export function updateId({ record }: Timeline, { anchor }: TimelineUpdate): string {
  return `${record.id}#${anchor}`;
}

/** What the record says of services at the moments in which that changes: from which level to which. */
function changesOf(model: SiteModel, { impact }: Timeline): Map<Instant, AffectedComponent[]> {
  const changes = new Map<Instant, AffectedComponent[]>();
  for (const [id, own] of Map.groupBy(impact, ({ service }) => service)) {
    const name = model.services.get(id)?.record.name;
    if (name === undefined) continue;
    for (const at of new Set(own.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])))) {
      const before = levelOf(own.filter(({ from, to }) => from < at && (to === undefined || at <= to)));
      const after = levelOf(own.filter((interval) => holdsAt(interval, at)));
      if (before === after) continue;
      const change = { code: id, name, old_status: before, new_status: after };
      const known = changes.get(at);
      if (known) known.push(change);
      else changes.set(at, [change]);
    }
  }
  return changes;
}

function levelOf(intervals: readonly ImpactInterval[]): AffectedComponent["old_status"] {
  return componentStatuses[worst(intervals.map(({ level }) => level))];
}
