import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readContents } from "../../history/git/content.ts";
import type { Signature } from "../../history/git/log.ts";
import { ignoreFile } from "../../history/ignore.ts";
import { createReplay, type Replay, type ReplaySummary, type SourceFile } from "../../importers/cstate.ts";
import { readNow } from "../now.ts";
import { count } from "../report.ts";
import { type Input, type Io, switchOption } from "../verb.ts";
import { nextStep, refuseConflicts, rootName, tell } from "./deliver.ts";
import { type TargetGit, targetGit } from "./git.ts";
import { readSourceHistory, type SourceHistory } from "./history.ts";
import { type Ignored, ignoreList, readDeletions } from "./ignored.ts";
import { type Branch, commitCommand, DONE, type NewCommit } from "./stream.ts";
import { examineTarget, openTarget, type Target } from "./target.ts";

/** Where the commits are made; the branch gets them when all are there. */
const REF = "refs/daymark/import";

/** Not a hook, not a helper of whoever runs this has a say in the import. */
const PLAIN = ["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0"];

const FAST_IMPORT = ["fast-import", "--quiet", "--done", "--force", "--date-format=raw-permissive"];

/** Called for every commit of the source, with what it changes; then once with what completes the import. */
interface Steps {
  readonly source: { readonly folder: string; readonly history: SourceHistory };
  readonly replay: Replay;
  /** What the last commit is told. */
  finished(summary: ReplaySummary): void;
}

/** Imports a cState site, with a commit for each commit of its repository that touched a notice. Returns the exit code. */
export async function replayCstate(
  folder: string,
  sources: readonly SourceFile[],
  input: Input,
  io: Io,
): Promise<number> {
  const name = input.positionals[1] ?? folder;
  const now = readNow(input, io);
  const git = targetGit(io.env);
  const history = await readSourceHistory(folder, name);
  const target = await examineTarget(input.root, rootName(input, io), git);
  const replay = createReplay(sources, history.commits, { now });
  if (refuseConflicts(replay.site.files, input, io)) return 1;

  const self: Signature = { ...target.self, at: now };
  const revisions = history.commits.reduce((sum, { changes }) => sum + changes.length, 0);
  io.err(
    `${count(history.commits.length, "commit")} with ${count(revisions, "change")} of notices to replay.\n`,
  );
  let summary: ReplaySummary = { writes: new Map(), report: [], moved: new Map() };
  const steps: Steps = {
    source: { folder, history },
    replay,
    finished: (one) => {
      summary = one;
    },
  };
  const commits = toMake(steps, self, io);
  const told = () => ({ files: replay.site.files, report: summary.report, sources });
  if (switchOption(input, "dry-run")) {
    for await (const _ of commits);
    tell(told(), input, io);
    io.err(
      `${count(history.commits.length, "commit")} would be replayed${summary.writes.size > 0 ? ", and one of yours would complete the import" : ""}.\n`,
    );
    return 0;
  }

  const close = await openTarget(target, git);
  let ignored: readonly Ignored[];
  try {
    ignored = await write(target, commits, () => summary, self, git);
    await git(target.top, [...PLAIN, "merge", "-q", "--ff-only", "--no-stat", "--no-verify-signatures", REF]);
  } catch (error) {
    if (!target.fresh) await git(target.top, ["update-ref", "-d", REF]);
    close();
    throw error;
  }
  await git(target.top, ["update-ref", "-d", REF]);
  tell(told(), input, io);
  const own = (summary.writes.size > 0 ? 1 : 0) + (ignored.length > 0 ? 1 : 0);
  io.err(
    [
      `${count(history.commits.length, "commit")} replayed in ${rootName(input, io)}, and ${count(own, "commit")} of yours after ${history.commits.length === 1 ? "it" : "them"}.`,
      ...(ignored.length > 0
        ? [
            `${count(ignored.length, "commit")} listed in ${ignoreFile}, which says why; read it before you push.`,
          ]
        : []),
      `${nextStep(input, io)}\n`,
    ].join("\n"),
  );
  return 0;
}

/** All commits of the replay, and the one that completes the import; each is made of the one content at a time. */
async function* toMake(
  { source, replay, finished }: Steps,
  self: Signature,
  io: Io,
): AsyncGenerator<NewCommit> {
  const { commits, head, origins } = source.history;
  const contents = readContents(
    source.folder,
    commits.flatMap(({ changes }) => changes.flatMap(({ after }) => after ?? [])),
  );
  for (const [index, commit] of commits.entries()) {
    const texts = new Map<string, string | undefined>();
    for (const { after } of commit.changes) {
      if (after === undefined) continue;
      const { bytes } = (await contents.next()).value ?? {};
      texts.set(after, bytes && Buffer.from(bytes).toString("utf8"));
    }
    const origin = origins.get(commit.hash);
    const writes = replay.next(commit, (content) => texts.get(content));
    if (origin) yield { ...origin, writes };
    if ((index + 1) % 5000 === 0) io.err(`${count(index + 1, "commit")} …\n`);
  }
  const summary = replay.finish();
  finished(summary);
  if (summary.writes.size === 0) return;
  const message = [
    "Import from cState: settings, services and what the conversion completes",
    "",
    "The commits before this one are those of the source that touched a notice,",
    `up to ${head}, by their own authors.`,
    "",
  ].join("\n");
  yield { author: self, committer: self, message, writes: summary.writes };
}

/** Makes the commits, and one more that lists those which count as no change. Returns these. */
async function write(
  { top, prefix, head }: Target,
  commits: AsyncIterable<NewCommit>,
  completed: () => ReplaySummary,
  self: Signature,
  git: TargetGit,
): Promise<readonly Ignored[]> {
  const branch: Branch = { ref: REF, parent: head, prefix };
  await git(top, [...PLAIN, ...FAST_IMPORT], streamOf(branch, commits));
  const tip = await git(top, ["rev-parse", "--verify", REF]);
  const ignored: Ignored[] = [];
  const { writes, moved } = completed();
  for (const [hash, paths] of await readDeletions({ top, prefix, base: head, tip })) {
    if (hash !== tip) ignored.push({ hash, why: whyGone(paths, moved) });
  }
  if ([...writes.keys()].some((path) => path.startsWith("incidents/")))
    ignored.push({
      hash: tip,
      why: ["The import from cState, which completes what the conversion of older revisions left."],
    });
  if (ignored.length === 0) return [];
  const path = join(top, prefix, ignoreFile);
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  const message = "List the commits of the import that count as no change\n";
  const list = new Map([[ignoreFile, ignoreList(before, ignored)]]);
  const last = [{ author: self, committer: self, message, writes: list }];
  await git(top, [...PLAIN, ...FAST_IMPORT], streamOf({ ...branch, parent: tip }, last));
  return ignored;
}

/** Why records are gone that a commit took away. */
function whyGone(paths: readonly string[], moved: ReadonlyMap<string, string>): string[] {
  const deleted = paths.filter((path) => !moved.has(path)).map((path) => `  ${path}`);
  const renamed = paths.filter((path) => moved.has(path)).map((path) => `  ${path}, then ${moved.get(path)}`);
  return [
    ...(deleted.length > 0 ? ["Deleted in the source, and so the record too:", ...deleted] : []),
    ...(renamed.length > 0
      ? [
          "Renamed in the source, and so different from then on that git does not follow the record:",
          ...renamed,
        ]
      : []),
  ];
}

async function* streamOf(
  branch: Branch,
  commits: AsyncIterable<NewCommit> | Iterable<NewCommit>,
): AsyncGenerator<string> {
  let { parent } = branch;
  for await (const commit of commits) {
    yield commitCommand(branch, commit, parent);
    parent = undefined;
  }
  yield DONE;
}
