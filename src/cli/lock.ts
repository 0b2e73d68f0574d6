import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** How long a command waits for another one that has the same file, in milliseconds. */
const PATIENCE = 5000;

/**
 * Does something while no other Daymark on this machine does the same with that file. The lock is a hidden file beside
 * it, `.<name>.lock`, which holds a process id; that of a process which is gone is taken over. `work` is not
 * asynchronous, so that a lock is held for milliseconds. Throws an error that names the lock if it stays for 5 seconds.
 */
export async function locked<T>(path: string, work: () => T): Promise<T> {
  const lock = lockOf(path);
  const start = performance.now();
  while (!claim(lock)) {
    takeAway(lock);
    if (performance.now() - start > PATIENCE) {
      throw new Error(
        `nothing was written, because ${lock} says that another daymark${ownerOf(lock)} is writing to this file, for more than ${PATIENCE / 1000} seconds. Delete that file if none is.`,
      );
    }
    await pause(5 + Math.random() * 20);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Locks that are held for long by this process. */
const held = new Set<string>();

/**
 * Does something that takes longer, while no other Daymark on this machine does the same with that file. Does not wait: if
 * another one has the lock, nothing is done, and the error that `busy` makes of lock and owner is thrown.
 */
export async function lockedThroughout<T>(
  path: string,
  work: () => Promise<T>,
  busy: (lock: string, owner: string) => Error,
): Promise<T> {
  const lock = lockOf(path);
  // In a container, the process that left it may have had the same id.
  if (textOf(lock) === String(process.pid) && !held.has(lock)) rmSync(lock, { force: true });
  takeAway(lock);
  if (!claim(lock)) throw busy(lock, ownerOf(lock));
  held.add(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
    held.delete(lock);
  }
}

/** Where the lock of a file is; its folder is made. */
function lockOf(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const target = existsSync(path) ? realpathSync(path) : path;
  return join(dirname(target), `.${basename(target)}.lock`);
}

/** Makes a file that holds this process's id. False if it is there. */
function claim(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    // Windows says EPERM of a file that is being deleted.
    if (codeOf(error) === "EEXIST" || (process.platform === "win32" && codeOf(error) === "EPERM"))
      return false;
    throw error;
  }
}

/** Removes a lock whose process is gone. One process at a time, or it could be the next one's lock by then. */
function takeAway(lock: string): void {
  if (!isStale(lock)) return;
  const turn = `${lock}.stale`;
  if (!claim(turn)) return;
  try {
    if (isStale(lock)) rmSync(lock, { force: true });
  } finally {
    rmSync(turn, { force: true });
  }
}

function isStale(lock: string): boolean {
  const pid = Number(textOf(lock));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

function ownerOf(lock: string): string {
  const pid = textOf(lock);
  return /^\d+$/.test(pid) ? ` (process ${pid})` : "";
}

function textOf(lock: string): string {
  try {
    return readFileSync(lock, "utf8");
  } catch {
    // It was removed in between, or is being made.
    return "";
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
