import { historyKey, type SiteHistory } from "../../history/revision.ts";
import type { Duration } from "../../records/duration.ts";
import type { Instant } from "../../records/instant.ts";
import type { Timeline } from "../timeline.ts";
import { shownAt } from "./incident.ts";

/** A promise of an update that was not kept. */
export interface Miss {
  readonly timeline: Timeline;
  /** Anchor of the update that made the promise. */
  readonly anchor: string;
  readonly due: Instant;
  /** The update that came after it; undefined where none did. */
  readonly next: Instant | undefined;
  /** How late that was, or how late it is at `now`. */
  readonly late: Duration;
}

/** What became of promises of a next update. */
export interface Promises {
  /** Those that can be judged: kept, or missed. */
  readonly judged: number;
  readonly kept: number;
  /** In the order of the records. */
  readonly misses: readonly Miss[];
  /** Promises whose time has not come, and that no update has kept yet. */
  readonly pending: number;
  /** Promises that readers could see only after they were due, so that nobody relied on them. */
  readonly hindsight: number;
}

/** One promise of a next update, and what became of it. */
export interface JudgedPromise {
  readonly timeline: Timeline;
  /** Anchor of the update that made the promise. */
  readonly anchor: string;
  readonly due: Instant;
  /** `hindsight`: readers could see it only after it was due. */
  readonly outcome: "kept" | "missed" | "pending" | "hindsight";
  /** When the update that came after it could be seen; undefined where none did. */
  readonly next: Instant | undefined;
}

/**
 * Judges every `Next-update` of an incident. It was kept when a later update could be seen by then (see `shownAt`): any
 * but a correction, which keeps a promise only where it makes a new one, as on the page of an open incident.
 */
export function judgedPromises(timeline: Timeline, history: SiteHistory, now: Instant): JudgedPromise[] {
  const past = history.byRecord.get(historyKey("incident", timeline.record.id))?.updates;
  const shown = timeline.updates.map((update) => shownAt(update, past?.get(update.anchor)?.published).at);
  const following = nextUpdates(timeline, shown);
  return timeline.updates.flatMap(({ anchor, nextUpdate: due }, index): JudgedPromise[] => {
    if (due === undefined) return [];
    const next = following[index];
    const isKept = next !== undefined && next <= due;
    const late = due > now ? "pending" : "missed";
    const outcome = (shown[index] ?? due) >= due ? "hindsight" : isKept ? "kept" : late;
    return [{ timeline, anchor, due, outcome, next }];
  });
}

/** Counts what became of the promises of incidents. */
export function promisesOf(timelines: readonly Timeline[], history: SiteHistory, now: Instant): Promises {
  const misses: Miss[] = [];
  const counts = { kept: 0, pending: 0, hindsight: 0 };
  for (const { outcome, ...promise } of timelines.flatMap((one) => judgedPromises(one, history, now))) {
    if (outcome === "missed") misses.push({ ...promise, late: (promise.next ?? now) - promise.due });
    else counts[outcome]++;
  }
  return { judged: counts.kept + misses.length, misses, ...counts };
}

/** For each update, when the first one after it could be seen that keeps its promise; in one pass from the last. */
function nextUpdates({ updates }: Timeline, shown: readonly Instant[]): (Instant | undefined)[] {
  const next: (Instant | undefined)[] = updates.map(() => undefined);
  let earliest: Instant | undefined;
  for (const [back, { status, nextUpdate: renewed }] of updates.toReversed().entries()) {
    const index = updates.length - 1 - back;
    next[index] = earliest;
    const at = shown[index];
    if (at === undefined || (status === "correction" && renewed === undefined)) continue;
    earliest = Math.min(at, earliest ?? at);
  }
  return next;
}
