import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: into a file beside it, which then takes its place. Folders are made, the
 * permissions of an existing file are kept. With `before`, only if that is still the file's text when it is replaced.
 * Returns whether it was written. Throws the error of the file system.
 */
export function writeWhole(path: string, text: string, before?: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  const target = existsSync(path) ? realpathSync(path) : path;
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    if (existsSync(target)) chmodSync(beside, statSync(target).mode);
    if (before !== undefined && readFileSync(target, "utf8") !== before) {
      rmSync(beside);
      return false;
    }
    renameSync(beside, target);
    return true;
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
