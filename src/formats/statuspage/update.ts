import { worst } from "../../model/level.ts";
import type { SiteModel } from "../../model/site.ts";
import { holdsAt, type ImpactInterval, type Timeline } from "../../model/timeline.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { neutralStatuses, type Status } from "../../records/schema/vocabulary.ts";
import { permanentId } from "../../views/audit/permanent.ts";
import { historyOf } from "../../views/audit/state.ts";
import { bodyOf, type ComponentChange } from "./body.ts";
import {
  type AffectedComponent,
  type ComponentStatus,
  componentStatuses,
  type IncidentUpdate,
} from "./shape.ts";
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
  const incident = permanentId(model, "incident", record.id);
  const changes = changesOf(model, timeline);
  let status = first;
  let told = 0;
  return timeline.updates
    .map((update): IncidentUpdate<S> => {
      if (!neutralStatuses.includes(update.status)) status = word(update.status);
      const mark = marks?.get(update.anchor);
      const created = mark?.published ?? update.at;
      const edited = latest([created, mark?.edits.at(-1)?.at]) ?? created;
      // Of two updates of one moment, the first one tells what changed.
      const later = changes.findIndex(({ at }) => at > update.at);
      const own = changes.slice(told, later === -1 ? undefined : later);
      told += own.length;
      return {
        // The id of an update, its own on the whole site: no id of a record holds a number sign.
        id: `${incident}#${mark?.id ?? update.anchor}`,
        status,
        body: bodyOf(
          model,
          timeline,
          update,
          own.filter(({ at }) => at !== update.at),
        ),
        incident_id: incident,
        created_at: toRfc3339(created),
        updated_at: toRfc3339(edited),
        display_at: toRfc3339(update.at),
        affected_components: own.length === 0 ? null : affectedBy(own),
        deliver_notifications: true,
        custom_tweet: null,
        tweet_id: null,
      };
    })
    .reverse();
}

/**
 * What the record says of services at the moments in which that changes, in time order. An update tells all that changed
 * since the one before it; what changed after the last update waits for the next one, as it does on a Statuspage.
 */
function changesOf(model: SiteModel, { impact }: Timeline): ComponentChange[] {
  const changes: ComponentChange[] = [];
  for (const [code, own] of Map.groupBy(impact, ({ service }) => service)) {
    const name = model.services.get(code)?.record.name;
    if (name === undefined) continue;
    for (const at of new Set(own.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])))) {
      const before = levelOf(own.filter(({ from, to }) => from < at && (to === undefined || at <= to)));
      const after = levelOf(own.filter((interval) => holdsAt(interval, at)));
      if (before !== after) changes.push({ code, name, at, before, after });
    }
  }
  return changes.sort((a, b) => a.at - b.at);
}

/** Each component once, from what it was in before the first of its changes to what it was in after the last. */
function affectedBy(changes: readonly ComponentChange[]): AffectedComponent[] {
  return [...Map.groupBy(changes, ({ code }) => code)].flatMap(([code, own]) => {
    const [first, last] = [own[0], own.at(-1)];
    return first && last
      ? [{ code, name: first.name, old_status: first.before, new_status: last.after }]
      : [];
  });
}

function levelOf(intervals: readonly ImpactInterval[]): ComponentStatus {
  return componentStatuses[worst(intervals.map(({ level }) => level))];
}
