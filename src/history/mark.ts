import type { Instant } from "../records/instant.ts";
import type { Update } from "../records/parse/body.ts";
import { actionTracker } from "./action.ts";
import { updatePairs } from "./compare/update.ts";
import { plainWords } from "./compare/words.ts";
import type { Reading } from "./reader.ts";
import type { RecordHistory, Revision, UpdateMark } from "./revision.ts";

/** Gathers, revision by revision, when a record and each of its updates or action items were published and changed. */
export interface Marker {
  /** `before` is the version that was compared with. */
  see(before: Reading | undefined, after: Reading | undefined, revision: Revision): void;
  result(): Pick<RecordHistory, "published" | "modified" | "updates" | "actions">;
}

interface Track {
  published: Instant | undefined;
  readonly edits: { at: Instant; commit: string; material: boolean }[];
  uncommitted: UpdateMark["uncommitted"];
}

/** Begins with nothing seen. `now` stands for the time of what is not committed yet. */
export function marker(now: Instant): Marker {
  // Also under anchors that updates had: on another branch, they may have them still.
  const tracks = new Map<string, Track>();
  const actions = actionTracker(now);
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
      const moved = pairs.map((pair) => tracks.get(pair.before.anchor) ?? newTrack(revision));
      const left = new Set(
        pairs.flatMap((pair) => (pair.before.anchor === pair.after.anchor ? [] : pair.before.anchor)),
      );
      for (const [index, pair] of pairs.entries()) {
        const track = moved[index] ?? newTrack(revision);
        if (!isSame(pair.before, pair.after)) edit(track, revision, pair.after.anchor);
        tracks.set(pair.after.anchor, track);
      }
      for (const { anchor } of added) {
        if (left.has(anchor) || !tracks.has(anchor)) tracks.set(anchor, newTrack(revision));
      }
    },
    result: () => ({ published, modified, updates: tracks, actions: actions.result() }),
  };
}

function newTrack({ commit }: Revision): Track {
  return {
    published: commit && !commit.ignored ? commit.at : undefined,
    edits: [],
    uncommitted: commit ? undefined : "added",
  };
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
