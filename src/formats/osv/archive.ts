import { strToU8, type Zippable, zipSync } from "fflate";

/** A file in an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A ZIP of files in one folder, sorted by name. The same files give the same bytes: their time is the first moment that a
 * ZIP can say, which has no zone.
 */
export function archive(files: readonly ArchivedFile[]): Uint8Array {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const content: Zippable = Object.fromEntries(sorted.map(({ name, text }) => [name, strToU8(text)]));
  return zipSync(content, { level: 6, mtime: new Date(1980, 0, 1), os: 3 });
}
