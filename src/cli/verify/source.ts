import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, isFile, sha256Of } from "../build/digest.ts";

/** Of a file that is larger, in bytes, the content is not kept, and so no difference shown. */
const KEPT = 4 * 1024 * 1024;

/** A file of a site, as it was found. */
export interface Found {
  readonly sha256: string;
  /** Its content; undefined if it is large. */
  readonly content: Uint8Array | undefined;
}

/** A site whose files can be read: a folder, or an address. */
export interface Source {
  /** How messages call it. */
  readonly label: string;
  /** Paths of all its files, where they can be listed. */
  readonly paths: ReadonlySet<string> | undefined;
  /**
   * Reads one file, by its path within the site. What is much longer than `size` bytes need not be read to its end. Text
   * instead of the file: why it is not there; empty if there is nothing more to say.
   */
  read(path: string, size: number): Promise<Found | string>;
}

/** A folder as a site. Pipes and links to folders are listed, and never opened. */
export function folderSource(folder: string, label: string): Source {
  return {
    label,
    paths: new Set(filesBelow(folder, true)),
    read: (path) => Promise.resolve(isFile(join(folder, path)) ? foundIn(folder, path) : ""),
  };
}

/** Reads a file that is there. */
export function foundIn(folder: string, path: string): Found {
  const file = join(folder, path);
  if (statSync(file).size > KEPT) return { sha256: sha256Of(file), content: undefined };
  const content = readFileSync(file);
  return { sha256: createHash("sha256").update(content).digest("hex"), content };
}

/** Takes content in pieces, and keeps it as long as it is not large. */
export function collector(): { add(piece: Uint8Array): number; found(): Found } {
  const hash = createHash("sha256");
  let kept: Uint8Array[] | undefined = [];
  let size = 0;
  return {
    add(piece) {
      hash.update(piece);
      size += piece.length;
      if (size > KEPT) kept = undefined;
      kept?.push(piece);
      return size;
    },
    found: () => ({ sha256: hash.digest("hex"), content: kept && Buffer.concat(kept) }),
  };
}
