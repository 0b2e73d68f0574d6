import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { readLog } from "../../src/history/git/log.ts";
import { filesAt } from "../../src/history/git/repository.ts";
import { lineagesOf } from "../../src/history/lineage.ts";
import type { RecordHistory } from "../../src/history/revision.ts";
import { daymark } from "../cli/terminal.ts";
import { projectRoot } from "../site/build.ts";

const data = join(projectRoot, "../shared/data");
const identity = { GIT_COMMITTER_NAME: "Mover", GIT_COMMITTER_EMAIL: "mover@example.org" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "daymark-real-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(name: string, ...args: string[]): string {
  return execFileSync("git", ["-C", join(folder, name), ...args], { encoding: "utf8", stdio: "pipe" }).trim();
}

function clone(bundle: string, name: string): void {
  execFileSync("git", ["clone", "-q", "-b", "main", join(data, bundle), join(folder, name)]);
}

/**
 * The commits of a file, oldest first, as git tells them one file at a time: those of its path, and where the first of
 * them was a rename, those of the path before.
 */
function commitsOf(name: string, path: string, from = "HEAD"): string[] {
  const own = git(name, "log", "--format=%H", from, "--", path).split("\n").reverse();
  const [first = ""] = own;
  const shown = git(name, "show", "-M", "--format=", "--name-status", first).split("\n");
  const rename = shown
    .map((line) => line.split("\t"))
    .find(([status, , to]) => status?.startsWith("R") && to === path);
  return rename?.[1] === undefined ? own : [...commitsOf(name, rename[1], `${first}^`), ...own];
}

describe.skipIf(!existsSync(join(data, "incidents-jenkins")))("Jenkins' history, replayed", () => {
  let histories: readonly RecordHistory[];

  beforeAll(async () => {
    clone("incidents-jenkins/jenkins-status.bundle", "source");
    copyFileSync(join(data, "incidents-jenkins/config.yml"), join(folder, "source/config.yml"));
    const env = { ...process.env, ...identity } as Record<string, string>;
    const replayed = await daymark(
      { cwd: folder, env },
      "import",
      "cstate",
      "source",
      "--with-history",
      "--root",
      "site",
    );
    expect(replayed.code, replayed.err).toBe(0);
    const { model } = await loadModel(join(folder, "site"), { now: Date.parse("2026-11-21T00:00Z") });
    histories = model.history.records.filter((one) => model.timelinesById.has(one.id));
  }, 120_000);

  test("has for every record the commits that git names, with renames followed", () => {
    const differing = histories.filter(({ file, revisions }) => {
      const ours = revisions.map(({ commit }) => commit?.hash);
      return ours.join() !== commitsOf("site", file).join();
    });
    expect(histories).toHaveLength(297);
    expect(differing.map(({ file }) => file)).toEqual([]);
  });

  test("differs from git log --follow only where that follows a copy into the record that it was copied from", () => {
    const differing = histories.filter(({ file, revisions }) => {
      const theirs = git("site", "log", "--follow", "--format=%H", "--", file).split("\n").reverse();
      const ours = revisions.map(({ commit }) => commit?.hash);
      // Theirs goes on before the commit in which the file was added, with commits of another file that is still there.
      const more = theirs.slice(0, theirs.length - ours.length);
      const added = revisions[0]?.path ?? "";
      const first = git("site", "show", "-M", "--format=", "--name-status", ours[0] ?? "", "--", added);
      return (
        ours.join() !== theirs.slice(more.length).join() || (more.length > 0 && !first.startsWith("A\t"))
      );
    });
    expect(differing.map(({ file }) => file)).toEqual([]);
  });

  test("says of each revision what changed, or why it does not count", () => {
    const silent = histories.flatMap(({ id, revisions }) =>
      revisions
        .filter(
          ({ kind, changes, unreadable, counts }) =>
            kind === "changed" && counts && changes.length === 0 && !unreadable,
        )
        .map(({ commit }) => `${id} ${commit?.hash}`),
    );
    expect(silent).toEqual([]);
  });
});

describe.skipIf(!existsSync(join(data, "history-haskell")))("Haskell's advisories", () => {
  test("were first committed when git log --follow says, though most files moved on 2025-11-14", async () => {
    clone("history-haskell/haskell-advisories.bundle", "haskell");
    const root = join(folder, "haskell");
    const head = git("haskell", "rev-parse", "HEAD");
    const commits = [];
    for await (const commit of readLog(root, { head, paths: ["advisories"] })) commits.unshift(commit);
    const files = await filesAt(root, head, ["advisories"]);
    const lineages = lineagesOf(commits, (path) => files.has(path)).filter((one) => !one.deleted);
    const published = lineages.filter(({ path }) => /^advisories\/published\/.*\.md$/.test(path));
    const first = (path: string): string | undefined =>
      lineages.find((one) => one.path === path)?.steps[0]?.commit.hash;
    expect(published).toHaveLength(35);
    for (const { path, steps } of published) {
      const theirs = git("haskell", "log", "--follow", "--format=%H", "--", path).split("\n").reverse();
      expect(
        steps.map(({ commit }) => commit.hash),
        path,
      ).toEqual(theirs);
    }
    const oldest = first("advisories/published/2023/HSEC-2023-0001.md") ?? "";
    expect(git("haskell", "show", "-s", "--format=%cs", oldest)).toBe("2023-06-13");
    // Numbers are reserved by empty files: git log --follow takes them for copies of another empty file of 2023-05-31.
    const reserved = lineages.filter(({ path }) => /^advisories\/reserved\/.*\.md$/.test(path));
    expect(reserved.map(({ path }) => first(path)).filter((hash) => hash === undefined)).toEqual([]);
  });
});
