import { statSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../build/digest.ts";
import { firstDifference } from "./difference.ts";
import { type Found, foundIn, type Source } from "./source.ts";

/** So many files are read at a time. */
const AT_ONCE = 8;

/** Files that are for the host: it sends none of them to readers. */
const hostFiles: readonly string[] = ["_headers", ".htaccess"];

/** A file that is not as it should be, and lines that tell more of it. */
export interface Finding {
  readonly path: string;
  readonly more: readonly string[];
}

/** What a site has, against what it should have. */
export interface Comparison {
  /** Number of files that were looked for. */
  readonly files: number;
  readonly differs: readonly Finding[];
  readonly missing: readonly Finding[];
  /** Files that should not be there; none where files cannot be listed. */
  readonly unexpected: readonly Finding[];
}

/** Compares every file of the folder `expected` with that of a site. `done` is called after each with their number. */
export async function compare(
  source: Source,
  expected: string,
  done: (files: number, of: number) => void,
): Promise<Comparison> {
  const paths = filesBelow(expected).filter(
    (path) => source.paths !== undefined || !hostFiles.includes(path),
  );
  const differs: Finding[] = [];
  const missing: Finding[] = [];
  let next = 0;
  let finished = 0;
  const worker = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      const found = await source.read(path, statSync(join(expected, path)).size);
      if (typeof found === "string") missing.push({ path, more: found === "" ? [] : [found] });
      else {
        const more = differenceOf(found, foundIn(expected, path));
        if (more) differs.push({ path, more });
      }
      done(++finished, paths.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const known = new Set(paths);
  return {
    files: paths.length,
    differs: differs.sort(byPath),
    missing: missing.sort(byPath),
    unexpected: [...(source.paths ?? [])]
      .filter((path) => !known.has(path))
      .map((path) => ({ path, more: [] })),
  };
}

/** What tells two files apart, for people; undefined if they are the same. */
function differenceOf(found: Found, expected: Found): readonly string[] | undefined {
  if (found.sha256 === expected.sha256) return undefined;
  if (found.content && expected.content) return firstDifference(found.content, expected.content);
  return [`SHA-256 ${found.sha256}`, `expected ${expected.sha256}`];
}

function byPath(a: Finding, b: Finding): number {
  return a.path < b.path ? -1 : 1;
}
