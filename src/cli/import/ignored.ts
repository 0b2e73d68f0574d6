import { readLog } from "../../history/git/log.ts";
import { type FileChange, lineagesOf } from "../../history/lineage.ts";

/** A commit that is to count as no change, and why. */
export interface Ignored {
  readonly hash: string;
  /** Comment lines, without their signs. */
  readonly why: readonly string[];
}

/** A branch as it is after the replay. */
export interface Replayed {
  readonly top: string;
  readonly prefix: string;
  /** What was there before; undefined for nothing. */
  readonly base: string | undefined;
  /** The newest commit. */
  readonly tip: string;
}

/** The commits of a replay that deleted a record for good, as Daymark will see it, with the paths of the records. */
export async function readDeletions({
  top,
  prefix,
  base,
  tip,
}: Replayed): Promise<ReadonlyMap<string, string[]>> {
  const commits: { readonly hash: string; readonly changes: readonly FileChange[] }[] = [];
  const range = { head: tip, ...(base !== undefined && { since: base }), paths: [`${prefix}incidents`] };
  for await (const { hash, changes } of readLog(top, range)) {
    commits.push({ hash, changes: changes.map((change) => below(change, prefix)) });
  }
  commits.reverse();
  const present = new Set<string>();
  for (const { changes } of commits) {
    for (const { path, from } of changes.filter(
      ({ from, after }) => from !== undefined || after === undefined,
    ))
      present.delete(from ?? path);
    for (const { path, after } of changes) if (after !== undefined) present.add(path);
  }
  const deletions = new Map<string, string[]>();
  for (const { path, deleted, steps } of lineagesOf(commits, (one) => present.has(one))) {
    const hash = steps.at(-1)?.commit.hash;
    if (!deleted || hash === undefined) continue;
    const paths = deletions.get(hash);
    if (paths) paths.push(path);
    else deletions.set(hash, [path]);
  }
  return deletions;
}

/** The text of the list, after what it says already. */
export function ignoreList(before: string, ignored: readonly Ignored[]): string {
  const entries = ignored.map(({ hash, why }) => `${why.map((line) => `# ${line}\n`).join("")}${hash}\n`);
  const head =
    before === ""
      ? "# Commits whose changes count as no change in the history of the records. Any line may be removed.\n\n"
      : `${before.replace(/\n*$/, "")}\n\n`;
  return head + entries.join("\n");
}

function below({ path, from, before, after }: FileChange, prefix: string): FileChange {
  return {
    path: path.slice(prefix.length),
    ...(from !== undefined && { from: from.slice(prefix.length) }),
    before,
    after,
  };
}
