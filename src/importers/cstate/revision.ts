import type { Instant } from "../../records/instant.ts";
import { placeOf } from "./place.ts";

/** What a commit of the source did to one file. */
export interface SourceChange {
  /** Relative to the source's folder, with forward slashes. */
  readonly path: string;
  /** The path before, where git took it for a rename. */
  readonly from?: string;
  /** Name of the content after, the same for the same bytes; undefined where there is none. */
  readonly after: string | undefined;
}

/** A commit of the source. */
export interface SourceCommit {
  /** Full hash. */
  readonly hash: string;
  /** When it was committed. */
  readonly at: Instant;
  readonly changes: readonly SourceChange[];
}

/**
 * The commits that touched a notice, with what each changes in a history that is one line of them: a change that a
 * commit before has made already, as of a merge, is none. A notice that was renamed into another file is gone, and what
 * became one is new. `commits` oldest first.
 */
export function lineUp(commits: readonly SourceCommit[]): SourceCommit[] {
  const contents = new Map<string, string>();
  return commits.flatMap((commit) => {
    const touched = commit.changes.flatMap(ofNotice);
    if (touched.length === 0) return [];
    const removed = new Set(
      removedBy({ ...commit, changes: touched }).filter((path) => contents.delete(path)),
    );
    const changes = touched.flatMap(({ path, from, after }): SourceChange[] => {
      if (after === undefined) return removed.has(path) ? [{ path, after }] : [];
      if (contents.get(path) === after) return [];
      contents.set(path, after);
      return [{ path, ...(from !== undefined && removed.has(from) && { from }), after }];
    });
    return [{ ...commit, changes }];
  });
}

function ofNotice({ path, from, after }: SourceChange): SourceChange[] {
  const old = from !== undefined && noticeName(from) !== undefined ? from : undefined;
  if (noticeName(path) !== undefined) return [{ path, ...(old !== undefined && { from: old }), after }];
  return old === undefined ? [] : [{ path: old, after: undefined }];
}

/** The notices that a commit took away from their paths, those that it renamed among them. */
export function removedBy({ changes }: SourceCommit): string[] {
  return changes.flatMap(({ path, from, after }) => (after === undefined ? [path] : (from ?? [])));
}

/** The name of a notice in its address; undefined where the path is that of another file. */
export function noticeName(path: string): string | undefined {
  const place = placeOf(path);
  return place.is === "notice" ? place.name : undefined;
}
