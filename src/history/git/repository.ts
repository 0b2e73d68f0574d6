import { GitError, git } from "./process.ts";

/** The repository that a site's folder lies in. */
export interface Repository {
  /** Full hash of the commit that is checked out. */
  readonly head: string;
  /** Path of the folder within the repository, with a slash at its end; empty at the repository's root. */
  readonly prefix: string;
  /** Whether older commits are missing, as in a clone with a limited depth. */
  readonly shallow: boolean;
  /** Absolute path of git's own folder of this work tree. */
  readonly folder: string;
}

/** Why there is no history to read: `trouble` is what git said where it refused for a reason of its own. */
export type Absence =
  | { readonly reason: "no-git" | "no-repository" | "no-commit" }
  | { readonly reason: "trouble"; readonly trouble: string };

/** Asks git for the repository of a folder, and for the commit that it is at. */
export async function findRepository(root: string): Promise<Repository | Absence> {
  try {
    const args = ["rev-parse", "--is-shallow-repository", "--absolute-git-dir", "--show-prefix"];
    const [shallow, folder = "", prefix = ""] = (await git(root, args)).split("\n");
    try {
      const head = await git(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
      return { head, prefix, shallow: shallow === "true", folder };
    } catch {
      return { reason: "no-commit" };
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.missing) return { reason: "no-git" };
    if (/not a git repository/i.test(error.message)) return { reason: "no-repository" };
    return { reason: "trouble", trouble: error.message };
  }
}

/** How a file on the disk differs from the commit that is checked out. */
export type WorkingState = "changed" | "added" | "removed";

/** Files of some folders that differ from the commit, by path relative to `root`; ignored files are not among them. */
export async function workingStates(
  root: string,
  prefix: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, WorkingState>> {
  const args = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--"];
  const out = await git(root, [...args, ...paths.map(literal)]);
  const states = new Map<string, WorkingState>();
  for (const entry of out.split("\0")) {
    const [code, path] = [entry.slice(0, 2), entry.slice(3)];
    if (!path.startsWith(prefix) || path === prefix) continue;
    const state = code.endsWith("D") || code === "D " ? "removed" : /[?A]/.test(code) ? "added" : "changed";
    states.set(path.slice(prefix.length), state);
  }
  return states;
}

/** Regular files of a commit below some folders: path relative to `root`, and the name of the content. */
export async function filesAt(
  root: string,
  head: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  // Unlike others, ls-tree takes no magic words before a path, and no patterns.
  const out = await git(root, ["ls-tree", "-r", "-z", head, "--", ...paths]);
  const files = new Map<string, string>();
  for (const entry of out.split("\0")) {
    const tab = entry.indexOf("\t");
    const [mode = "", , hash = ""] = entry.slice(0, tab).split(" ");
    if (mode.startsWith("100")) files.set(entry.slice(tab + 1), hash);
  }
  return files;
}

/** A path that git is not to take for a pattern. */
export function literal(path: string): string {
  return `:(literal)${path}`;
}
