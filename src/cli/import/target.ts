import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { GitError } from "../../history/git/process.ts";
import { ignoreFile } from "../../history/ignore.ts";
import { UsageError } from "../verb.ts";
import type { TargetGit } from "./git.ts";

/** Where a history can be written. */
export interface Target {
  /** Top folder of the repository. */
  readonly top: string;
  /** Path of the site's folder within it, with a slash at its end; empty at its root. */
  readonly prefix: string;
  /** Newest commit of the branch that is checked out; undefined before the first one. */
  readonly head: string | undefined;
  /** The repository is yet to be made. */
  readonly fresh: boolean;
  /** Name and address of whoever makes the commits of the import itself, and their zone. */
  readonly self: { readonly name: string; readonly email: string; readonly zone: string };
}

/** Finds out whether a history can be written into a folder, and writes nothing. Throws `UsageError` with what to do. */
export async function examineTarget(root: string, name: string, git: TargetGit): Promise<Target> {
  if (statSync(root, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`${name} is a file. Name an empty folder, or a new one, with --root DIR.`);
  const near = nearestFolder(root);
  const self = await readSelf(near, git);
  const place = await findPlace(near, git);
  if (!place) {
    const found = existsSync(root) ? readdirSync(root) : [];
    if (found.length > 0)
      throw new UsageError(
        `${name} is not empty (${some(found)}) and in no git repository. Name an empty folder with --root DIR, or commit what is there first.`,
      );
    return { top: root, prefix: "", head: undefined, fresh: true, self };
  }
  if (place.inside !== "true")
    throw new UsageError(
      `${name} is in a git repository without files of its own. Name another folder with --root DIR.`,
    );
  const below = relative(near, root).replaceAll("\\", "/");
  const prefix = `${place.prefix}${below}${below === "" ? "" : "/"}`;
  await refuseDetached(near, name, git);
  const status = await git(near, ["status", "--porcelain", "-z", "--untracked-files=normal"]);
  const waiting = status.split("\0").filter((entry) => entry !== "");
  if (waiting.length > 0)
    throw new UsageError(
      `changes in the repository of ${name} wait for a commit: ${some(waiting.map((entry) => entry.slice(3)))}. Commit or remove them first.`,
    );
  const incidents = join(root, "incidents");
  if (existsSync(incidents))
    throw new UsageError(
      `${name} has incidents already, before which no history can be put. Name a folder without incidents with --root DIR.`,
    );
  if (statSync(join(root, ignoreFile), { throwIfNoEntry: false })?.isFile() === false)
    throw new UsageError(`${ignoreFile} in ${name} is no file. Move it away.`);
  return { top: place.top, prefix, head: await headOf(near, git), fresh: false, self };
}

/** Makes the repository if it is yet to be made; the answer takes that back. */
export async function openTarget(target: Target, git: TargetGit): Promise<() => void> {
  if (!target.fresh) return () => undefined;
  const made = mkdirSync(target.top, { recursive: true });
  await git(target.top, ["init", "-q", "-b", "main"]);
  return () => rmSync(made ?? join(target.top, ".git"), { recursive: true, force: true });
}

interface Place {
  readonly inside: string;
  readonly top: string;
  readonly prefix: string;
}

async function findPlace(folder: string, git: TargetGit): Promise<Place | undefined> {
  try {
    const [inside = ""] = (await git(folder, ["rev-parse", "--is-inside-work-tree"])).split("\n");
    if (inside !== "true") return { inside, top: folder, prefix: "" };
    const top = await git(folder, ["rev-parse", "--show-toplevel"]);
    return { inside, top, prefix: await git(folder, ["rev-parse", "--show-prefix"]) };
  } catch (error) {
    if (error instanceof GitError && /not a git repository/i.test(error.message)) return undefined;
    throw error;
  }
}

async function refuseDetached(folder: string, name: string, git: TargetGit): Promise<void> {
  try {
    await git(folder, ["symbolic-ref", "-q", "HEAD"]);
  } catch {
    throw new UsageError(
      `no branch is checked out in the repository of ${name}, to which the commits could go. Check one out first: git switch <branch>`,
    );
  }
}

async function headOf(folder: string, git: TargetGit): Promise<string | undefined> {
  try {
    return await git(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  } catch {
    return undefined;
  }
}

async function readSelf(folder: string, git: TargetGit): Promise<Target["self"]> {
  let ident = "";
  try {
    ident = await git(folder, ["var", "GIT_COMMITTER_IDENT"]);
  } catch (error) {
    if (error instanceof GitError && error.missing) throw error;
    throw new UsageError(
      `git does not know who you are, and the last commit of the import is yours. Tell it: git config --global user.name "Your Name" && git config --global user.email you@example.org`,
    );
  }
  const match = /^(.*) <(.*)> \d+ ([+-]\d{4})$/.exec(ident);
  return { name: match?.[1] ?? "", email: match?.[2] ?? "", zone: match?.[3] ?? "+0000" };
}

/** The folder, or the one nearest above it that is there. */
function nearestFolder(folder: string): string {
  let near = folder;
  while (!existsSync(near) && dirname(near) !== near) near = dirname(near);
  return near;
}

function some(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}
