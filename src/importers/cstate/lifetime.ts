import { wantedId } from "./notice.ts";
import { noticeName, removedBy, type SourceCommit } from "./revision.ts";

/** A time during which a notice was there: from one commit, up to another one that it does not include. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The ids of all notices that ever were, by path, each the same for all revisions. `kept` are those of the notices that
 * are there now. Two paths have one id only where they were never there together, such as those of a notice that was
 * moved into another folder.
 */
export function assignIds(
  commits: readonly SourceCommit[],
  kept: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const lives = livesOf(commits, kept);
  const ids = new Map(kept);
  const holders = new Map<string, (readonly Span[])[]>();
  const hold = (id: string, life: readonly Span[]): void => {
    const there = holders.get(id.toLowerCase());
    if (there) there.push(life);
    else holders.set(id.toLowerCase(), [life]);
  };
  for (const [path, id] of kept) hold(id, lives.get(path) ?? []);
  for (const [path, life] of lives) {
    if (ids.has(path)) continue;
    const wanted = wantedId(noticeName(path) ?? path);
    let id = wanted;
    for (let count = 2; holders.get(id.toLowerCase())?.some((other) => meet(life, other)); count++) {
      id = `${wanted}-${count}`;
    }
    ids.set(path, id);
    hold(id, life);
  }
  return ids;
}

/** When each notice was there, in the order of their first commits; those in `kept` are there for good. */
function livesOf(
  commits: readonly SourceCommit[],
  kept: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Span[]> {
  const lives = new Map<string, Span[]>();
  const begun = new Map<string, number>();
  const begin = (path: string, index: number): void => {
    if (begun.has(path)) return;
    begun.set(path, index);
    if (!lives.has(path)) lives.set(path, []);
  };
  const end = (path: string, to: number): void => {
    const from = begun.get(path);
    if (from !== undefined) lives.get(path)?.push({ from, to });
    begun.delete(path);
  };
  for (const [index, commit] of commits.entries()) {
    for (const path of removedBy(commit)) end(path, index);
    for (const { path, after } of commit.changes) if (after !== undefined) begin(path, index);
  }
  for (const path of kept.keys()) begin(path, commits.length);
  for (const path of [...begun.keys()]) end(path, kept.has(path) ? Number.POSITIVE_INFINITY : commits.length);
  return lives;
}

/** Whether two lives, each in time order, have a moment in common. */
function meet(a: readonly Span[], b: readonly Span[]): boolean {
  let [i, j] = [0, 0];
  for (;;) {
    const [one, other] = [a[i], b[j]];
    if (!one || !other) return false;
    if (one.from < other.to && other.from < one.to) return true;
    if (one.to <= other.to) i++;
    else j++;
  }
}
