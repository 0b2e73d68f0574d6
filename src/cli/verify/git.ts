import { dirname } from "node:path";
import { GitError, git } from "../../history/git/process.ts";
import { findRepository } from "../../history/git/repository.ts";
import { printable } from "../report.ts";
import { lastLines, runProcess } from "./process.ts";
import { Unverifiable } from "./unverifiable.ts";

/** Variables that point git at another repository: a hook has them, and the copy must not be mixed up with that one. */
const PLACES = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_NAMESPACE",
  "GIT_PREFIX",
  "GIT_GRAFT_FILE",
  "GIT_SHALLOW_FILE",
];

/** The environment for git, and for a build that runs it: it looks where it is told, and asks for no password. */
export function gitEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(env).filter(([name]) => !PLACES.includes(name));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0" };
}

/** The repository in which a site lies. */
export interface Clone {
  /** The site's folder, in the person's working tree. */
  readonly root: string;
  /** Folder of the working tree. */
  readonly top: string;
  /** The site's folder within it, with a slash at its end; empty at the top. */
  readonly prefix: string;
  readonly shallow: boolean;
}

/** Finds the repository of a site's folder. Throws `Unverifiable` where there is none. */
export async function cloneOf(root: string): Promise<Clone> {
  const found = await findRepository(root);
  if (!("reason" in found)) {
    const { prefix, shallow } = found;
    return { root, prefix, shallow, top: await git(root, ["rev-parse", "--show-toplevel"]) };
  }
  const reasons = {
    "no-git": "git is not installed, or not on the path",
    "no-repository": `${root} is in no git repository`,
    "no-commit": `the git repository of ${root} has no commit`,
    trouble: found.reason === "trouble" ? `git says "${printable(found.trouble)}"` : "",
  };
  throw new Unverifiable(
    `${reasons[found.reason]}. Run it in a clone of the site's repository, or name the site's folder in one with --root DIR.`,
  );
}

/** Whether a commit is in a repository. */
export function hasCommit({ root }: Clone, hash: string): Promise<boolean> {
  return succeeds(root, ["cat-file", "-e", `${hash}^{commit}`]);
}

/**
 * Whether a commit is in a branch that its owner stands behind: the one that is checked out, its upstream, the default
 * branch of origin. A pull request of a stranger that was fetched is in none of them.
 */
export async function isFollowed({ root }: Clone, hash: string): Promise<boolean> {
  for (const ref of ["HEAD", "@{upstream}", "refs/remotes/origin/HEAD"]) {
    if (await succeeds(root, ["merge-base", "--is-ancestor", hash, ref])) return true;
  }
  return false;
}

/**
 * Makes a private copy of a repository at a commit, in a new folder. Its objects are those of the original, which is only
 * read. No hook runs, and files have the bytes that are committed, whatever this machine does to line ends.
 */
export async function copyAt(
  { root }: Clone,
  hash: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<void> {
  const store = await git(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"]);
  const steps = [
    [
      ...["-C", dirname(folder), "clone", "--quiet", "--shared", "--no-checkout", "--template="],
      ...["-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "submodule.recurse=false"],
      ...["--", store, folder],
    ],
    ["-C", folder, "-c", "advice.detachedHead=false", "checkout", "--quiet", "--detach", hash],
  ];
  for (const step of steps) {
    const { ok, err } = await runProcess("git", step, gitEnvironment(env), signal);
    if (!ok) {
      throw new Unverifiable(
        `the repository cannot be copied at commit ${hash}. Git says:\n${lastLines(err).trimEnd()}`,
      );
    }
  }
}

async function succeeds(root: string, args: readonly string[]): Promise<boolean> {
  try {
    await git(root, args);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}
