import { type LogCommit, readLog } from "../../history/git/log.ts";
import { git } from "../../history/git/process.ts";
import { findRepository } from "../../history/git/repository.ts";
import { lineUp, type SourceChange, type SourceCommit } from "../../importers/cstate.ts";
import { quoted } from "../git.ts";
import { UsageError } from "../verb.ts";

/** Folder of the notices. */
const ISSUES = "content/issues";

/** The commits of a source that touched a notice. */
export interface SourceHistory {
  /** Commit that is checked out. */
  readonly head: string;
  /** Oldest first. */
  readonly commits: readonly SourceCommit[];
  /** Who made a commit and when, by hash; its message is to the byte what it says, if that is UTF-8. */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** What of a commit is taken over as it is. */
export type Origin = Pick<LogCommit, "author" | "committer" | "message">;

/** Reads which commits of a source touched a notice. `name` is the folder as it was typed. Throws `UsageError`. */
export async function readSourceHistory(folder: string, name: string): Promise<SourceHistory> {
  const repository = await findRepository(folder);
  if ("reason" in repository) {
    if (repository.reason === "trouble")
      throw new UsageError(`git cannot read ${name}: ${repository.trouble}`);
    throw new UsageError(
      {
        "no-git":
          "git is not installed, and --with-history needs it. Install git, or import without --with-history.",
        "no-repository": `${name} is in no git repository, so that there is no history. Name a clone, or import without --with-history.`,
        "no-commit": `the repository of ${name} has no commit yet. Import without --with-history.`,
      }[repository.reason],
    );
  }
  if (repository.shallow)
    throw new UsageError(
      `${name} is a shallow clone: older commits are missing. Fetch them with: git -C ${quoted(name)} fetch --unshallow`,
    );
  const { head } = repository;
  const log: LogCommit[] = [];
  for await (const commit of readLog(folder, { head, paths: [ISSUES] })) log.push(commit);
  log.reverse();
  const merges = await readMerges(
    folder,
    log.filter(({ parents }) => parents.length > 1),
  );
  const commits = lineUp(
    log.map(({ hash, committer, changes }) => ({
      hash,
      at: committer.at,
      changes: merges.get(hash) ?? changes,
    })),
  );
  if (commits.length === 0)
    throw new UsageError(
      `no commit of ${name} has touched a notice in ${ISSUES}. Import without --with-history.`,
    );
  const messages = await readMessages(folder, commits);
  const kept = new Set(commits.map(({ hash }) => hash));
  const origins = new Map(
    log
      .filter(({ hash }) => kept.has(hash))
      .map(({ hash, author, committer, message }) => [
        hash,
        { author, committer, message: messages.get(hash) ?? message },
      ]),
  );
  return { head, commits, origins };
}

/**
 * The files in which a merge differs from any of its parents. The log tells those that differ from all; but where a
 * merge took one side, the other side's commits are in the line before it.
 */
async function readMerges(
  folder: string,
  merges: readonly LogCommit[],
): Promise<ReadonlyMap<string, readonly SourceChange[]>> {
  if (merges.length === 0) return new Map();
  const options = ["--stdin", "-m", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative"];
  const out = await git(folder, ["diff-tree", ...options, "--", ISSUES], lines(merges));
  const changes = new Map<string, Map<string, SourceChange>>();
  let current = new Map<string, SourceChange>();
  const tokens = out.split("\0")[Symbol.iterator]();
  for (const token of tokens) {
    if (!token.startsWith(":")) {
      current = changes.get(token) ?? new Map();
      changes.set(token, current);
      continue;
    }
    const [, mode = "", , after] = token.slice(1).split(" ");
    const path = tokens.next().value ?? "";
    current.set(path, { path, after: mode.startsWith("100") ? after : undefined });
  }
  return new Map([...changes].map(([hash, files]) => [hash, [...files.values()]]));
}

/** Messages to the byte: `git log` in its raw format leaves out blanks at the ends of lines. */
async function readMessages(
  folder: string,
  commits: readonly { readonly hash: string }[],
): Promise<ReadonlyMap<string, string>> {
  const format = ["-z", "--format=%H%n%B", "--encoding=UTF-8", "--no-show-signature", "--no-notes"];
  const out = await git(folder, ["log", "--no-walk=unsorted", "--stdin", ...format], lines(commits));
  return new Map(
    out.split("\0").map((entry) => {
      const end = entry.indexOf("\n");
      return [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
}

function* lines(commits: readonly { readonly hash: string }[]): Generator<string> {
  for (const { hash } of commits) yield `${hash}\n`;
}
