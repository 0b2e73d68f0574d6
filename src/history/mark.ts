import type { Instant } from "../records/instant.ts";
import type { Update } from "../records/parse/body.ts";
import { actionTracker } from "./action.ts";
import { updatePairs } from "./compare/update.ts";
import { wholeText } from "./compare/updates.ts";
import { isSimilar, plainWords, sameWords, wordSet } from "./compare/words.ts";
import type { Reading } from "./reader.ts";
import type { RecordHistory, Revision, UpdateMark } from "./revision.ts";
import { uniqueIds } from "./unique.ts";

/** A version of a record: its name in git, undefined where it is not committed, and what it says. */
export interface MarkedVersion {
  readonly name: string | undefined;
  readonly reading: Reading | undefined;
}

/** Gathers, revision by revision, when a record and each of its updates or action items were published and changed. */
export interface Marker {
  /** `before` is the version that was compared with. */
  see(before: MarkedVersion, after: MarkedVersion, revision: Revision): void;
  /** `present` are the updates that the record has now, where they are known: the newest commit may be one of a branch that was given up. */
  result(
    present: readonly Update[] | undefined,
  ): Pick<RecordHistory, "published" | "modified" | "updates" | "actions">;
}

interface Track {
  readonly id: string;
  /** All that it ever had. */
  readonly anchors: Set<string>;
  published: Instant | undefined;
  readonly edits: { at: Instant; commit: string; material: boolean }[];
  uncommitted: UpdateMark["uncommitted"];
}

/** The updates of one version, by their anchors in it. */
type Tracks = ReadonlyMap<string, Track>;

/** Begins with nothing seen. `now` stands for the time of what is not committed yet. */
export function marker(now: Instant): Marker {
  // On another branch, an anchor may be that of another update.
  const versions = new Map<string, Tracks>();
  const bySaying = new Map<string, Track[]>();
  const actions = actionTracker(now);
  const fresh = uniqueIds();
  let newest: Tracks = new Map();
  let seen = false;
  let published: Instant | undefined;
  let modified: Instant | undefined;
  const saidBefore = (said: string, used: ReadonlySet<Track>): Track | undefined =>
    bySaying.get(said)?.findLast((track) => !used.has(track));

  const tracksOf = (before: MarkedVersion, after: MarkedVersion, revision: Revision): Tracks => {
    const [old, present] = [before, after].map(({ reading }) =>
      reading?.kind === "incident" ? reading.record.updates : [],
    );
    const { pairs, added } = updatePairs(old ?? [], present ?? []);
    const earlier = (before.name === undefined ? undefined : versions.get(before.name)) ?? newest;
    // A revert: everything is what it was.
    const same = after.name === undefined ? undefined : versions.get(after.name);
    const own = new Map<string, Track>();
    const used = new Set<Track>();
    const unused = (track: Track | undefined): Track | undefined =>
      track && !used.has(track) ? track : undefined;
    const put = ({ anchor }: Update, said: string, known: Track | undefined): void => {
      const track = known ?? newTrack(fresh(anchor), revision);
      track.anchors.add(anchor);
      own.set(anchor, track);
      used.add(track);
      const all = bySaying.get(said);
      if (!all) bySaying.set(said, [track]);
      else if (!all.includes(track)) all.push(track);
    };
    for (const pair of pairs) {
      const { before: was, after: is } = pair;
      const said = saying(is);
      const known =
        unused(same?.get(is.anchor)) ??
        (isStill(was, is) ? unused(earlier.get(was.anchor)) : undefined) ??
        saidBefore(said, used);
      if (known && saying(was) !== said) edit(known, revision, is.anchor);
      put(is, said, known);
    }
    for (const update of added) {
      const said = saying(update);
      put(update, said, unused(same?.get(update.anchor)) ?? saidBefore(said, used));
    }
    return own;
  };

  return {
    see(before, after, revision) {
      const { commit, material } = revision;
      if (commit && material) modified = Math.max(modified ?? commit.at, commit.at);
      const { reading, name } = after;
      if (reading === undefined || reading.kind === "unreadable") return;
      if (!seen) published = commit && !commit.ignored ? commit.at : undefined;
      seen = true;
      if (reading.kind === "postmortem") {
        const old = before.reading?.kind === "postmortem" ? before.reading.record : undefined;
        actions.see(old, reading.record, revision);
      }
      if (reading.kind !== "incident") return;
      newest = tracksOf(before, after, revision);
      if (name !== undefined) versions.set(name, newest);
    },
    result(present) {
      const used = new Set<Track>();
      const own = new Map<string, Track>(newest);
      for (const update of present ?? []) {
        const track = saidBefore(saying(update), used);
        if (!track) continue;
        used.add(track);
        own.set(update.anchor, track);
      }
      return { published, modified, updates: marksOf(own), actions: actions.result() };
    },
  };
}

/** What an update says at what time: one that says the same again, as after a revert, is the same one. */
function saying(update: Update): string {
  return `${update.at}\0${textOf(update)}`;
}

/** Whether an update is still the same to its readers: with another time and other words, it is another one. */
function isStill(before: Update, after: Update): boolean {
  if (before.at === after.at) return true;
  const [was, is] = [wholeText(before), wholeText(after)];
  return sameWords(was, is) || isSimilar(wordSet(was), wordSet(is));
}

function newTrack(id: string, { commit }: Revision): Track {
  return {
    id,
    anchors: new Set(),
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
