import type { RecordFile } from "./file.ts";
import type { Instant } from "./instant.ts";
import { idOf } from "./source.ts";

/** A file, and the one whose id it has, if that goes before it. */
export interface Candidate extends RecordFile {
  readonly twin: string | undefined;
}

/**
 * Of files with one id, the one that was there first has it, by `since`; where none of them was there, the first by its
 * path. So nobody takes a record's place by putting another file beside it.
 */
export function withoutTwins(
  files: readonly RecordFile[],
  since: (file: string) => Instant | undefined,
): Candidate[] {
  const groups = Map.groupBy(
    files.filter(({ problem }) => !problem),
    ({ file }) => idOf(file).toLowerCase(),
  );
  const keepers = new Map(
    [...groups].map(([id, own]) => {
      const [first] = own;
      if (own.length < 2) return [id, first?.file];
      const ages = own.map(({ file }) => ({ file, at: since(file) ?? Number.POSITIVE_INFINITY }));
      return [id, ages.reduce((one, other) => (other.at < one.at ? other : one)).file];
    }),
  );
  return files.map((one) => {
    const keeper = keepers.get(idOf(one.file).toLowerCase());
    return { ...one, twin: one.problem || keeper === one.file ? undefined : keeper };
  });
}
