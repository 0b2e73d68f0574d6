import { spawnSync } from "node:child_process";

/** The commit a folder is at. */
export interface Commit {
  /** Full hash. */
  readonly hash: string;
  /** Whether tracked or new files of the folder differ from it. */
  readonly modified: boolean;
  /** Path of the folder within its repository, with a slash at its end; empty at the repository's root. */
  readonly prefix: string;
}

/** Answers of git that mean no more than that there is no commit to name. */
const NOTHING = /not a git repository|Needed a single revision|unknown revision/i;

/**
 * Asks git for the commit of a site's records. `commit` is undefined without git, outside of a repository, or before the
 * first commit; `trouble` is what git said where it refused for another reason, such as a folder of another owner.
 */
export function commitOf(
  root: string,
  folders: readonly string[],
): { readonly commit: Commit | undefined; readonly trouble: string | undefined } {
  const git = (...args: string[]): { ok: boolean; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync("git", ["--no-optional-locks", "-C", root, ...args], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    return { ok: status === 0, out: (stdout ?? "").trim(), err: (stderr ?? "").trim() };
  };
  const hash = git("rev-parse", "--verify", "HEAD");
  if (!hash.ok) {
    const known = hash.err === "" || NOTHING.test(hash.err);
    return { commit: undefined, trouble: known ? undefined : hash.err.split("\n")[0] };
  }
  const status = git("status", "--porcelain", "--", ...folders);
  const prefix = git("rev-parse", "--show-prefix").out;
  return { commit: { hash: hash.out, modified: status.out !== "", prefix }, trouble: undefined };
}
