import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecordPath } from "../../records/file.ts";
import type { Problem } from "../../records/problem.ts";
import type { AuditCommit } from "../commit.ts";
import { ignoreFile, readIgnoreList } from "../ignore.ts";
import { type Lineage, lineagesOf } from "../lineage.ts";
import type { Contents } from "../past.ts";
import { git } from "./process.ts";
import { type ReadCommit, readHistory } from "./read.ts";
import { filesAt, type Repository, type WorkingState, workingStates } from "./repository.ts";
import { verifiedCommits } from "./signature.ts";

/** Where a site lists the keys whose signatures are verified, in the format of ssh-keygen(1), ALLOWED SIGNERS. */
const signersFile = ".allowed-signers";

/** Everything that git says of a site's files. */
export interface GitHistory {
  readonly lineages: readonly Lineage<AuditCommit>[];
  readonly contents: Contents;
  /** Files on the disk that differ from the commit. */
  readonly working: ReadonlyMap<string, WorkingState>;
  /** What is wrong with `.audit-ignore-revs`. */
  readonly problems: readonly Problem[];
}

/** Options of `gatherHistory`. */
export interface GatherOptions {
  /** Folders of the site that hold records. */
  readonly folders: readonly string[];
  /** Folders whose files on the disk are compared with the commit. */
  readonly own: readonly string[];
  /** Folder in which what was read is kept. */
  readonly cache: string | undefined;
  readonly progress?: (commits: number) => void;
}

/** Asks git for all that is known of a site's records. Throws `GitError`. */
export async function gatherHistory(
  root: string,
  repository: Repository,
  { folders, own, cache, progress }: GatherOptions,
): Promise<GitHistory> {
  const { head, prefix } = repository;
  const options = { paths: folders, wanted: isRecordPath, cache, ...(progress && { progress }) };
  const [working, committed, { commits, contents }] = await Promise.all([
    workingStates(root, prefix, own),
    filesAt(root, head, folders),
    readHistory(root, repository, options),
  ]);
  const signers = join(root, signersFile);
  const [verified, names] = await Promise.all([
    verifiedCommits(root, commits, existsSync(signers) ? signers : undefined),
    mappedNames(root, prefix, commits),
  ]);
  const known = new Set(commits.map(({ hash }) => hash));
  const ignored = existsSync(join(root, ignoreFile)) ? readFileSync(join(root, ignoreFile), "utf8") : "";
  const { hashes, problems } = readIgnoreList(ignored, (hash) => known.has(hash));
  const audited = commits.map((commit): AuditCommit => {
    const { hash } = commit;
    const author = (names.size > 0 && names.get(keyOf(commit.author))) || commit.author;
    const signature = verified.has(hash) ? "verified" : commit.signature;
    const ignored = hashes.has(hash);
    // Most commits are as they were kept, and there may be many.
    if (author === commit.author && signature === commit.signature && !ignored) return commit;
    return { ...commit, author, signature, ignored };
  });
  const lineages = lineagesOf(audited, (path) => committed.has(path));
  return { lineages, contents, working, problems };
}

function keyOf({ name, email }: { readonly name: string; readonly email: string }): string {
  return `${name} <${email}>`;
}

/**
 * Names as the repository's `.mailmap` corrects them (gitmailmap(5)), by name and address as written. Names that git
 * cannot take apart again stay as they are.
 */
async function mappedNames(
  root: string,
  prefix: string,
  commits: readonly ReadCommit[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly email: string }>> {
  const top = join(
    root,
    ...prefix
      .split("/")
      .filter((step) => step !== "")
      .map(() => ".."),
  );
  if (!existsSync(join(top, ".mailmap"))) return new Map();
  const written = new Set(commits.map(({ author }) => keyOf(author)));
  const authors = [...written].filter((one) => /^[^<>\n]+ <[^<>\n]+>$/.test(one));
  const lines = authors.map((author) => `${author}\n`);
  const mapped = (await git(root, ["check-mailmap", "--stdin"], lines)).split("\n");
  return new Map(authors.map((author, index) => [author, contactOf(mapped[index] ?? author)]));
}

function contactOf(text: string): { name: string; email: string } {
  const open = text.lastIndexOf("<");
  return { name: text.slice(0, open).trim(), email: text.slice(open + 1, text.lastIndexOf(">")).trim() };
}
