import type { Instant } from "../records/instant.ts";
import type { Postmortem } from "../records/postmortem.ts";
import type { Action } from "../records/schema/postmortem.ts";
import type { ActionHistory, Revision, Slip } from "./revision.ts";

/** Gathers, version by version, when each action item was first named and how its due day was put off. */
export interface ActionTracker {
  /** `before` is the version that was compared with. */
  see(before: Postmortem | undefined, after: Postmortem, revision: Revision): void;
  /** The action items of the newest version, by their ids. */
  result(): ReadonlyMap<string, ActionHistory>;
}

interface Track {
  readonly opened: Instant | undefined;
  /** The last day that any version named: taking it away does not make it forgotten. */
  due: string | undefined;
  readonly slips: Slip[];
}

/** Begins with nothing seen. `now` stands for the time of what is not committed yet. */
export function actionTracker(now: Instant): ActionTracker {
  // Also those that are gone: one that comes back was promised before.
  const tracks = new Map<string, Track>();
  let current: readonly Action[] = [];
  return {
    see(before, after, revision) {
      const { commit, counts } = revision;
      const old = new Map((before?.actions ?? []).map((action) => [action.id, action.due]));
      current = uniqueActions(after.actions);
      for (const { id, due } of current) {
        const track = tracks.get(id) ?? {
          opened: commit && !commit.ignored ? commit.at : undefined,
          due: undefined,
          slips: [],
        };
        tracks.set(id, track);
        const from = old.get(id) ?? track.due;
        // What a merge brings together was told where it was written.
        const isTold = commit?.merge === true && track.slips.some((slip) => slip.to === due);
        if (counts && from !== undefined && due !== undefined && from < due && !isTold) {
          track.slips.push({ at: commit?.at ?? now, commit: commit?.hash, from, to: due });
        }
        track.due = due ?? track.due;
      }
    },
    result: () =>
      new Map(
        current.flatMap(({ id }) => {
          const track = tracks.get(id);
          return track ? [[id, { opened: track.opened, slips: track.slips }] as const] : [];
        }),
      ),
  };
}

/** Of two actions with one id, the first one has it. */
function uniqueActions(actions: readonly Action[]): Action[] {
  return [...new Map(actions.toReversed().map((action) => [action.id, action])).values()].reverse();
}
