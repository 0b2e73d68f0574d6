import { idOf } from "../records/source.ts";

/** What a commit did to one file, as git tells it. */
export interface FileChange {
  readonly path: string;
  /** The path before, where it was another one. */
  readonly from?: string;
  /** Name of the content before; undefined where there was none. */
  readonly before: string | undefined;
  /** Name of the content after; undefined where there is none. */
  readonly after: string | undefined;
}

/** What one commit did to one file. */
export interface Step<Commit> extends FileChange {
  readonly commit: Commit;
}

/** The life of one file under all the names that it had. */
export interface Lineage<Commit> {
  /** Its path now, or its last one. */
  readonly path: string;
  readonly deleted: boolean;
  /** Oldest first, never empty, one for each commit. */
  readonly steps: readonly Step<Commit>[];
}

interface Line<Commit> {
  path: string;
  deleted: boolean;
  readonly steps: Step<Commit>[];
}

/** What git calls an empty file, with SHA-1 and with SHA-256: nothing that could be followed. */
const EMPTY: readonly (string | undefined)[] = [
  "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
  "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
];

/**
 * Follows every file through its renames. `commits` oldest first, no commit before its ancestors; `isPresent` tells
 * which paths the newest one holds. A file continues
 *
 * - under a new name, where git saw a rename, or where its content appears elsewhere in the commit that removed it or
 *   put a link in its place;
 * - when it comes back after a deletion, in its own folder or in another one: a record's id is its file name. An empty
 *   file, such as one that reserves a number, is no record that could come back.
 *
 * A new file in the place of one that was renamed is another one, and so is a copy. Linear in the number of changes.
 */
export function lineagesOf<Commit extends { readonly changes: readonly FileChange[] }>(
  commits: Iterable<Commit>,
  isPresent: (path: string) => boolean,
): Lineage<Commit>[] {
  const lines: Line<Commit>[] = [];
  const byPath = new Map<string, Line<Commit>>();
  const lost = new Map<string, Line<Commit>>();
  for (const commit of commits) {
    // Names are looked up before any changes hands: two files may swap theirs.
    const known = commit.changes.map((change) => byPath.get(change.from ?? change.path));
    const freed = new Map<string, Line<Commit>>();
    for (const [index, change] of commit.changes.entries()) {
      const line = known[index];
      if (change.after !== undefined || !line) continue;
      addStep(line, commit, change);
      if (line.path !== change.path) continue;
      line.deleted = true;
      if (EMPTY.includes(change.before)) continue;
      if (change.before !== undefined) freed.set(change.before, line);
      lost.set(keyOf(change.path), line);
    }
    for (const [index, change] of commit.changes.entries()) {
      if (change.after === undefined) continue;
      const there = known[index];
      const isNew = change.before === undefined;
      const line = (isNew ? heirOf(change, there, freed, lost) : there) ?? {
        path: "",
        deleted: false,
        steps: [],
      };
      if (line.path === "") lines.push(line);
      if (line.deleted) lost.delete(keyOf(line.path));
      line.deleted = false;
      addStep(line, commit, change);
      line.path = change.path;
      byPath.set(change.path, line);
    }
  }
  // A merge that keeps one side's file shows no change of it: what the commit holds decides.
  for (const line of lines) line.deleted = byPath.get(line.path) !== line || !isPresent(line.path);
  return lines;
}

/** The file that an added one continues. */
function heirOf<Commit>(
  { path, after }: FileChange,
  there: Line<Commit> | undefined,
  freed: ReadonlyMap<string, Line<Commit>>,
  lost: ReadonlyMap<string, Line<Commit>>,
): Line<Commit> | undefined {
  const moved = after === undefined ? undefined : freed.get(after);
  if (moved?.deleted) return moved;
  const back = lost.size === 0 ? undefined : lost.get(keyOf(path));
  return there?.path === path && (!there.deleted || there === back) ? there : back;
}

/** Adds what a commit did; a file that it removed in one place and added in another has moved. */
function addStep<Commit>(line: Line<Commit>, commit: Commit, change: FileChange): void {
  const last = line.steps.at(-1);
  if (last?.commit === commit && last.after === undefined) {
    const from = last.path === change.path ? {} : { from: last.path };
    line.steps[line.steps.length - 1] = { ...change, ...from, commit, before: last.before };
  } else {
    const moved = last !== undefined && change.from === undefined && change.before === undefined;
    const from = moved && line.path !== change.path ? { from: line.path } : {};
    const { path, before, after } = change;
    line.steps.push({
      path,
      ...(change.from === undefined ? from : { from: change.from }),
      before,
      after,
      commit,
    });
  }
}

/** Folders of a kind do not tell records apart, and neither do capitals. */
function keyOf(path: string): string {
  return `${path.slice(0, path.indexOf("/"))}/${idOf(path).toLowerCase()}`;
}
