import type { Instant } from "./instant.ts";

/** A file as it was committed once. */
export interface Version {
  readonly bytes: Uint8Array;
  /** When it was committed. */
  readonly at: Instant;
  /** Full hash of the commit. */
  readonly commit: string;
  /** Where the file lay then. */
  readonly path: string;
  /** When another version took its place, or it was removed; undefined for the one that the commit checked out holds. */
  readonly until: Instant | undefined;
}

/** A record's file that is gone. */
export interface RemovedFile {
  /** Its last path. */
  readonly file: string;
  /** When and by which commit; undefined while the removal is not committed. */
  readonly removal: { readonly at: Instant; readonly commit: string } | undefined;
}

/** What is known of the files as they were: enough to go on publishing what was published once. */
export interface Past {
  /** Committed versions of a file, under all its names, newest first. */
  versions(file: string): Iterable<Version>;
  /** The present: until then the newest version has been there. */
  readonly now: Instant;
  /** Files that were there, and are no more, unless a commit that counts as no change removed them. */
  readonly removed: readonly RemovedFile[];
}

/** The past of a site of which none is known. */
export const noPast: Past = { versions: () => [], now: 0, removed: [] };
