import type { Instant } from "../records/instant.ts";
import type { Update } from "../records/parse/body.ts";
import { actionTracker } from "./action.ts";
import { updatePairs } from "./compare/update.ts";
import { plainWords } from "./compare/words.ts";
import type { Reading } from "./reader.ts";
import type { RecordHistory, Revision, UpdateMark } from "./revision.ts";
import { uniqueIds } from "./unique.ts";

/** Gathers, revision by revision, when a record and each of its updates or action items were published and changed. */
export interface Marker {
  /** `before` is the version that was compared with. */
  see(before: Reading | undefined, after: Reading | undefined, revision: Revision): void;
  result(): Pick<RecordHistory, "published" | "modified" | "updates" | "actions">;
}

interface Track {
  readonly id: string;
  /** The one that it has now, and all that it ever had. */
  anchor: string;
  readonly anchors: Set<string>;
  published: Instant | undefined;
  readonly edits: { at: Instant; commit: string; material: boolean }[];
  uncommitted: UpdateMark["uncommitted"];
}

/** Begins with nothing seen. `now` stands for the time of what is not committed yet. */
export function marker(now: Instant): Marker {
  // Also under anchors that updates had: on another branch, they may have them still.
  const tracks = new Map<string, Track>();
  const actions = actionTracker(now);
  const fresh = uniqueIds();
  let seen = false;
  let published: Instant | undefined;
  let modified: Instant | undefined;
  return {
    see(before, after, revision) {
      const { commit, material } = revision;
      if (commit && material) modified = Math.max(modified ?? commit.at, commit.at);
      if (after === undefined || after.kind === "unreadable") return;
      if (!seen) published = commit && !commit.ignored ? commit.at : undefined;
      seen = true;
      if (after.kind === "postmortem") {
        actions.see(before?.kind === "postmortem" ? before.record : undefined, after.record, revision);
      }
      if (after.kind !== "incident") return;
      const old = before?.kind === "incident" ? before.record.updates : [];
      const { pairs, added } = updatePairs(old, after.record.updates);
      // All are looked up before any is put down: with a corrected zone, one update takes the anchor of the next.
      const moved = pairs.map(
        ({ before: { anchor } }) => tracks.get(anchor) ?? newTrack(fresh(anchor), anchor, revision),
      );
      for (const [index, pair] of pairs.entries()) {
        const track = moved[index];
        if (!track) continue;
        if (!isSame(pair.before, pair.after)) edit(track, revision, pair.after.anchor);
        track.anchors.add(pair.after.anchor);
        track.anchor = pair.after.anchor;
        tracks.set(pair.after.anchor, track);
      }
      for (const { anchor } of added) {
        // One that comes back is the same. One that was moved away from that minute is another.
        if (tracks.get(anchor)?.anchor !== anchor)
          tracks.set(anchor, newTrack(fresh(anchor), anchor, revision));
      }
    },
    result: () => ({ published, modified, updates: marksOf(tracks), actions: actions.result() }),
  };
}

function newTrack(id: string, anchor: string, { commit }: Revision): Track {
  return {
    id,
    anchor,
    anchors: new Set([anchor]),
    published: commit && !commit.ignored ? commit.at : undefined,
    edits: [],
    uncommitted: commit ? undefined : "added",
  };
}

function marksOf(tracks: ReadonlyMap<string, Track>): ReadonlyMap<string, UpdateMark> {
  return new Map(
    Array.from(tracks, ([own, { id, anchors, published, edits, uncommitted }]) => {
      const former = [...anchors].filter((anchor) => anchor !== own);
      return [own, { id, former, published, edits, uncommitted }];
    }),
  );
}

/** Whether readers see the same text at the same time. */
function isSame(before: Update, after: Update): boolean {
  return before.at === after.at && textOf(before) === textOf(after);
}

/** Everything that an update says, without regard to how its lines are broken and its letters are encoded. */
function textOf({ status, text, known, notKnown, doing, nextUpdate }: Update): string {
  return [status, nextUpdate, ...[text, known, notKnown, doing].map((one) => one && plainWords(one))].join(
    "\0",
  );
}

function edit(track: Track, { commit, counts, changes }: Revision, anchor: string): void {
  if (!counts) return;
  if (!commit) {
    track.uncommitted ??= "edited";
    return;
  }
  // What a merge brings together was told where it was written.
  if (commit.merge && track.edits.length > 0) return;
  const material = changes.some((change) => change.anchor === anchor && change.material);
  track.edits.push({ at: commit.at, commit: commit.hash, material });
}
