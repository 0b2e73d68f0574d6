import { createHash } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MANIFEST } from "./manifest.ts";

/** Folder of the files that name every other file of a site with its digest. */
export const DIGESTS = "api/v1/digests";

const LINES = 10_000;
const BYTES = 2 * 1024 * 1024;

/** A file of the built site, and the SHA-256 of its content in hexadecimal. */
export interface Digest {
  /** Path within the site, with forward slashes. */
  readonly path: string;
  readonly sha256: string;
}

/**
 * Names every file of a finished site with its digest, in files that `sha256sum -c` checks when it is run in the site's
 * folder. Neither they nor build.json are named. Returns the digests of these files. What was in their folder is removed.
 */
export function writeDigests(site: string): readonly Digest[] {
  rmSync(join(site, DIGESTS), { recursive: true, force: true });
  const lines = filesBelow(site)
    .filter((path) => path !== MANIFEST)
    .map((path) => digestLine({ path, sha256: sha256Of(join(site, path)) }));
  mkdirSync(join(site, DIGESTS), { recursive: true });
  return digestLists(lines).map((text, index) => {
    const path = `${DIGESTS}/${index + 1}.sha256`;
    writeFileSync(join(site, path), text);
    return { path, sha256: createHash("sha256").update(text).digest("hex") };
  });
}

/** A line as GNU `sha256sum` writes it: a name with a backslash or a line end is escaped, and the line begins with one. */
export function digestLine({ path, sha256 }: Digest): string {
  const escaped = escapedPath(path);
  return `${escaped === path ? "" : "\\"}${sha256}  ${escaped}\n`;
}

/** A path on one line, escaped as `sha256sum` does. */
export function escapedPath(path: string): string {
  return path.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

/** Lines in files of at most 10,000 lines and 2 MiB. */
export function digestLists(lines: readonly string[]): readonly string[] {
  const lists: string[][] = [[]];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(line);
    if (lists.at(-1)?.length === LINES || bytes + size > BYTES) {
      lists.push([]);
      bytes = 0;
    }
    lists.at(-1)?.push(line);
    bytes += size;
  }
  return lists.map((list) => list.join(""));
}

/**
 * Paths of all files below a folder, sorted by UTF-16 code unit, with forward slashes. A link to a file counts as one;
 * with `others`, what is neither file nor folder (a link to a folder, a broken link, a pipe) is listed too.
 */
export function filesBelow(folder: string, others = false): string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const child = `${path}${entry.name}`;
      if (entry.isDirectory()) walk(`${child}/`);
      else if (entry.isFile() || others || isFile(join(folder, child))) found.push(child);
    }
  };
  walk("");
  return found.sort();
}

/** Whether a path is a file, or a link that leads to one. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // A link that leads nowhere or in a circle, or a name that is no UTF-8.
    return false;
  }
}

const buffer = Buffer.allocUnsafe(256 * 1024);

/** The SHA-256 of a file, read piece by piece. */
export function sha256Of(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, size));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
