import { isRecordPath, recordFile } from "../records/file.ts";
import type { Instant } from "../records/instant.ts";
import type { Past, RemovedFile, Version } from "../records/past.ts";
import type { AuditCommit } from "./commit.ts";
import type { Lineage, Step } from "./lineage.ts";

/** Contents by their names in git; undefined for one that is too large. */
export interface Contents {
  get(hash: string): Uint8Array | undefined;
}

/** A file while it lay where records lie, and what took it away. */
interface Life {
  readonly path: string;
  readonly steps: readonly Step<AuditCommit>[];
  /** Undefined while the commit that is checked out holds it. */
  readonly end: AuditCommit | undefined;
}

/**
 * What the records need to know of the past. `isGone` tells which files the disk no longer holds although the commit
 * does. An advisory that was public cannot be taken back by listing the commit that deleted it.
 */
export function pastOf(
  lineages: readonly Lineage<AuditCommit>[],
  contents: Contents,
  isGone: (path: string) => boolean,
  now: Instant,
): Past {
  const lives = lineages.flatMap(lifeOf);
  // Where a path was used again, the file that is there goes before those that are gone.
  const byPath = new Map(
    lives
      .toSorted((a, b) => Number(b.end !== undefined) - Number(a.end !== undefined))
      .map((life) => [life.path, life]),
  );
  return {
    *versions(file) {
      const life = byPath.get(file);
      let until = life?.end?.at;
      for (const { after, commit, path } of life?.steps.toReversed() ?? []) {
        const bytes = after === undefined ? undefined : contents.get(after);
        if (bytes) yield { bytes, at: commit.at, commit: commit.hash, path, until } satisfies Version;
        until = commit.at;
      }
    },
    now,
    removed: [...byPath.values()].flatMap(({ path, end }): RemovedFile[] => {
      if (!end) return isGone(path) ? [{ file: path, removal: undefined }] : [];
      return end.ignored && recordFile(path)?.kind !== "advisory"
        ? []
        : [{ file: path, removal: { at: end.at, commit: end.hash } }];
    }),
  };
}

/** A file that was renamed into something that is no record is as good as deleted. */
function lifeOf({ path, deleted, steps }: Lineage<AuditCommit>): Life[] {
  if (isRecordPath(path)) return [{ path, steps, end: deleted ? steps.at(-1)?.commit : undefined }];
  const last = steps.findLastIndex((step) => step.after !== undefined && isRecordPath(step.path));
  const step = steps[last];
  return step ? [{ path: step.path, steps: steps.slice(0, last + 1), end: steps[last + 1]?.commit }] : [];
}
