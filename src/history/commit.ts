import { execFileSync } from "node:child_process";

/** The commit a folder is at. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  /** Whether tracked or new files of the folder differ from it. */
  readonly modified: boolean;
}

/** Asks git for the commit of a site's records. Undefined without git, outside of a repository, or before a commit. */
export function commitOf(root: string, folders: readonly string[]): Commit | undefined {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", root, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
    }).trim();
  try {
    const hash = git("rev-parse", "--verify", "HEAD");
    return { hash, modified: git("status", "--porcelain", "--", ...folders) !== "" };
  } catch {
    return undefined;
  }
}
