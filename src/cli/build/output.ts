import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { ownFolders } from "../site/past.ts";
import { UsageError } from "../verb.ts";
import { removeAbandoned } from "./abandoned.ts";
import { MANIFEST } from "./manifest.ts";

/** Refuses to put a site where something else is. Throws `UsageError`. */
export function checkOut(out: string, root: string): void {
  if (isWithin(root, out)) throw new UsageError(`--out ${out}: the site's own folder is in it.`);
  const own = ownFolders.find((folder) => isWithin(out, join(root, folder)));
  if (own !== undefined) throw new UsageError(`--out ${out}: it is in ${own}, which is the site's own.`);
  const stat = statSync(out, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new UsageError(`--out ${out}: this is a file, expected a folder.`);
  const names = readdirSync(out);
  if (names.length > 0 && !existsSync(join(out, MANIFEST))) {
    throw new UsageError(
      `--out ${out}: the folder holds something that is no site built by Daymark; empty it first.`,
    );
  }
}

/** The folder that a link leads to, so that the link stays; any other path as it is. */
export function behindLink(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Whether a path is a folder or lies below it. */
function isWithin(path: string, folder: string): boolean {
  const steps = relative(folder, path);
  return steps !== ".." && !steps.startsWith(`..${sep}`) && !isAbsolute(steps);
}

/** Where the previous site waits while the new one is put in its place. */
function previousOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.daymark-previous`);
}

/** The folder in which a site is built before it is put in its place, on the same disk. */
export function partialOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.daymark-${process.pid}`);
}

/**
 * Swaps the finished site in: two renames, so that a reader meets the old site or the new one. Throws where the old one
 * cannot be moved, as a mount point cannot.
 */
export function replace(out: string, partial: string): void {
  mkdirSync(dirname(out), { recursive: true });
  const previous = previousOf(out);
  rmSync(previous, { recursive: true, force: true });
  try {
    if (existsSync(out)) renameSync(out, previous);
    renameSync(partial, out);
  } catch (error) {
    if (existsSync(previous) && !existsSync(out)) renameSync(previous, out);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `the new site is complete, but cannot take the place of the old one (${reason}). ` +
        `If ${out} is mounted, mount the folder above it, or write to a folder in it: --out ${join(out, "site")}.`,
    );
  }
  rmSync(previous, { recursive: true, force: true });
}

/** Cleans up after a build that was killed: unfinished output goes, a site caught between two renames comes back. */
export function recover(out: string): void {
  const previous = previousOf(out);
  if (existsSync(previous) && !existsSync(out)) renameSync(previous, out);
  removeAbandoned(dirname(out), `.${basename(out)}.daymark-`);
}

/** Counts what is in a folder. */
export function sizeOf(folder: string): { pages: number; files: number; bytes: number } {
  let pages = 0;
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    if (entry.name.endsWith(".html")) pages++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { pages, files, bytes };
}
