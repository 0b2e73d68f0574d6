import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Session, daymark as terminal } from "../cli/terminal.ts";
import { projectRoot } from "./build.ts";

const data = join(projectRoot, "../shared/data/incidents-jenkins");

const env = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_COMMITTER_NAME: "Mover",
  GIT_COMMITTER_EMAIL: "mover@example.org",
};

/** Jenkins' repository of 675 commits, all of which touch a notice, replayed through the verb. */
describe.skipIf(!existsSync(data))("Jenkins' history of cState notices", () => {
  let folder: string;
  let session: Session;
  let seconds: number;

  const git = (name: string, ...argv: readonly string[]): string =>
    execFileSync("git", ["-C", join(folder, name), ...argv], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], ...env },
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "daymark-replay-"));
    const bundle = join(data, "jenkins-status.bundle");
    execFileSync("git", ["clone", "-q", "-b", "main", bundle, join(folder, "source")]);
    copyFileSync(join(data, "config.yml"), join(folder, "source/config.yml"));
    const argv = ["import", "cstate", "source"];
    const start = performance.now();
    session = await terminal({ cwd: folder, env }, ...argv, "--root", "site", "--with-history");
    seconds = (performance.now() - start) / 1000;
    await terminal({ cwd: folder, env }, ...argv, "--root", "plain");
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is replayed in a few seconds", () => {
    process.stdout.write(`675 commits of Jenkins replayed in ${seconds.toFixed(1)} s\n`);
    expect(session.code, session.err).toBe(0);
    expect(session.err).toBe(
      [
        "299 files read in source.",
        "675 commits with 732 changes of notices to replay.",
        "675 commits replayed in site, and 2 commits of yours after them.",
        "10 commits listed in .audit-ignore-revs, which says why; read it before you push.",
        "Next: daymark check --root site\n",
      ].join("\n"),
    );
  });

  test("has the authors, committers, dates and messages of the source, one for one", () => {
    const format = "--format=%an <%ae> %ad%n%cn <%ce> %cd%n%B";
    const log = (name: string, ...range: readonly string[]): string[] =>
      git(name, "log", "-z", "--date=raw", "--topo-order", format, ...range).split("\0");
    const source = log("source", "--full-history", "HEAD", "--", "content/issues");
    expect(source.filter((entry) => entry !== "")).toHaveLength(675);
    expect(log("site", "HEAD~2")).toEqual(source);
  });

  test("ends with the files of an import without history, and the list of commits that count as no change", () => {
    const list = (name: string): string[] =>
      readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, name).length + 1))
        .filter((path) => !path.startsWith(".git/"))
        .sort();
    const plain = list("plain");
    expect(plain).toHaveLength(389);
    expect(list("site")).toEqual([".audit-ignore-revs", ...plain]);
    for (const path of plain)
      expect(readFileSync(join(folder, "site", path), "utf8")).toBe(
        readFileSync(join(folder, "plain", path), "utf8"),
      );
  });

  test("is a repository without a fault, and nothing in it waits for a commit", () => {
    expect(git("site", "fsck", "--strict", "--full")).toBe("");
    expect(git("site", "status", "--porcelain", "--branch")).toBe("## main\n");
  });

  test("has every record's revisions: all that git tells of the source are in the site", () => {
    const count = (name: string, range: string, path: string): Record<string, number> => {
      const letters = git(name, "log", "--raw", "-M", "--format=", range, "--", path)
        .split("\n")
        .flatMap((line) => /^:\S+ \S+ \S+ \S+ ([AMDR])/.exec(line)?.[1] ?? []);
      return Object.fromEntries(
        [...Map.groupBy(letters, (one) => one)].map(([key, all]) => [key, all.length]),
      );
    };
    // .gitkeep is no notice. Two renamed notices are no maintenance any more, or now are one: so much changes in the
    // record that git sees a deletion and an addition. Ten edits say nothing new, such as a time in another zone.
    expect(count("source", "HEAD", "content/issues")).toEqual({ A: 305, D: 7, M: 400, R: 21 });
    expect(count("site", "HEAD~2", "incidents")).toEqual({ A: 306, D: 9, M: 390, R: 19 });
  });

  test("passes check", async () => {
    const checked = await terminal({ cwd: folder, env }, "check", "--root", "site");
    expect(checked.transcript).toBe("! 389 files checked: no problem.\nexit 0\n");
  });
});
