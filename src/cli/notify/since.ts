import { join } from "node:path";
import { GitError, git } from "../../history/git/process.ts";
import type { Instant } from "../../records/instant.ts";
import { engineRoot, engineVersion } from "../engine.ts";
import { printable } from "../report.ts";
import { UsageError } from "../verb.ts";
import { type Clone, cloneOf, copyAt } from "../verify/git.ts";
import { rebuild } from "../verify/rebuild.ts";

/** The commits between which messages are looked for. */
export interface Span {
  readonly clone: Clone;
  readonly from: Commit;
  readonly to: Commit;
}

/** A commit, and when it was made. */
export interface Commit {
  readonly hash: string;
  readonly at: Instant;
}

/** Finds a commit and the one that is checked out. Throws `UsageError` if there is none of that name. */
export async function spanSince(root: string, name: string): Promise<Span> {
  const clone = await cloneOf(root);
  if (clone.shallow) {
    throw new UsageError(
      "this clone is shallow: it lacks older commits. Get them with git fetch --unshallow",
    );
  }
  return { clone, from: await commitOf(root, name), to: await commitOf(root, "HEAD") };
}

async function commitOf(root: string, name: string): Promise<Commit> {
  const unknown = new UsageError(
    `--since ${printable(name)}: there is no such commit in this repository. Give a hash, a tag or a branch.`,
  );
  if (name === "" || name.startsWith("-")) throw unknown;
  try {
    const said = await git(root, [
      "show",
      "-s",
      "--no-show-signature",
      "--format=%H %ct",
      `${name}^{commit}`,
    ]);
    const [hash = "", seconds] = said.split(" ");
    return { hash, at: Number(seconds) * 1000 };
  } catch (error) {
    if (error instanceof GitError) throw unknown;
    throw error;
  }
}

/**
 * Builds the site of a commit as of a moment, in a new folder `<name>` of a private one, with the engine that runs now:
 * both sides have the same kind of feed then. Returns the folder of the built site.
 */
export async function buildAt(
  { clone }: Span,
  { hash }: Commit,
  moment: Instant,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string> {
  const copy = join(folder, "copy");
  const out = join(folder, "dist");
  await copyAt(clone, hash, copy, env, signal);
  const stated = {
    url: "",
    commit: hash,
    modified: false,
    builtAt: new Date(moment).toISOString(),
    engine: engineVersion(),
  };
  await rebuild({ root: engineRoot, own: false }, join(copy, clone.prefix), out, stated, env, signal);
  return out;
}
