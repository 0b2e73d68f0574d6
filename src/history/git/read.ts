import { type AuditCommit, declaredChange } from "../commit.ts";
import { loadReading, saveReading } from "./cache.ts";
import { readContents } from "./content.ts";
import { type LogCommit, readLog } from "./log.ts";
import { git } from "./process.ts";
import type { Repository } from "./repository.ts";
import { type ContentStore, contentStore } from "./store.ts";

/** A commit as it is kept: with what does not depend on the site's settings. Not verified yet, and not ignored. */
export interface ReadCommit extends AuditCommit {
  /** What kind of signature it carries, if any. */
  readonly signed: LogCommit["signed"] | undefined;
}

/** What was read of a repository, up to one commit. */
export interface Reading {
  readonly head: string;
  /** Folders that were read, and where they lie in the repository: another question has another answer. */
  readonly scope: readonly string[];
  /** Oldest first. */
  readonly commits: readonly ReadCommit[];
  readonly contents: ContentStore;
}

/** What is to be read, and where it is kept. */
export interface ReadOptions {
  /** Files and folders, relative to the root. */
  readonly paths: readonly string[];
  /** Whether the contents of a file are wanted. */
  readonly wanted: (path: string) => boolean;
  /** Folder in which what was read is kept; undefined: nothing is kept. */
  readonly cache: string | undefined;
  /** Called now and then while a long history is read. */
  readonly progress?: (commits: number) => void;
}

/** How often `progress` is called, in commits. */
const PROGRESS = 10_000;

/**
 * Reads the history of a site: every commit that touched it, and every content of a wanted file. What was kept is
 * continued where the commit it went up to lies on the first-parent line of the present one: then the order is the same
 * as if everything were read anew. Otherwise, as after a rewritten history, everything is. Throws `GitError`.
 */
export async function readHistory(
  root: string,
  { head, prefix }: Repository,
  options: ReadOptions,
): Promise<Reading> {
  const scope = [prefix, ...options.paths];
  const kept = options.cache === undefined ? undefined : loadReading(options.cache, scope);
  if (kept?.head === head) return kept;
  const base = kept && (await isOnFirstParentLine(root, kept.head, head)) ? kept : undefined;

  const newest: ReadCommit[] = [];
  const range = { head, paths: options.paths, ...(base && { since: base.head }) };
  for await (const commit of readLog(root, range)) {
    newest.push(readCommit(commit));
    if (newest.length % PROGRESS === 0) options.progress?.(newest.length);
  }
  const commits = [...(base?.commits ?? []), ...newest.reverse()];

  const known = contentStore(base?.contents.packs ?? []);
  const missing = new Set<string>();
  for (const { changes } of newest) {
    for (const { path, from, before, after } of changes) {
      if (!options.wanted(path) && !(from !== undefined && options.wanted(from))) continue;
      for (const hash of [before, after]) if (hash !== undefined && !known.has(hash)) missing.add(hash);
    }
  }
  const fresh = new Map<string, Uint8Array | undefined>();
  if (missing.size > 0) {
    for await (const { hash, bytes } of readContents(root, missing)) fresh.set(hash, bytes);
  }
  const contents = contentStore(known.packs, fresh);
  const reading = { head, scope, commits, contents };
  if (options.cache !== undefined) saveReading(options.cache, reading, base);
  return reading;
}

function readCommit({ hash, parents, author, committer, message, signed, changes }: LogCommit): ReadCommit {
  return {
    hash,
    at: committer.at,
    authored: author.at,
    author: { name: author.name, email: author.email },
    subject: message.split("\n", 1)[0] ?? "",
    declared: declaredChange(message),
    merge: parents.length > 1,
    signed,
    signature: signed === undefined ? "unsigned" : "unverified",
    ignored: false,
    changes,
  };
}

/** Whether `old` is met on the way from `head` through first parents. */
async function isOnFirstParentLine(root: string, old: string, head: string): Promise<boolean> {
  try {
    const line = await git(root, ["rev-list", "--first-parent", "--parents", head, `^${old}`]);
    const last = line.slice(line.lastIndexOf("\n") + 1).split(" ");
    return last[1] === old;
  } catch {
    // The old commit is gone: the history was rewritten.
    return false;
  }
}
