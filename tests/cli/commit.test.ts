import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quoted } from "../../src/cli/git.ts";
import { daymark, OPEN, read, site, write } from "./terminal.ts";

/** Nothing of the machine's own settings, and a name to commit with. */
const env = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

function git(cwd: string, ...argv: string[]): string {
  return execFileSync("git", argv, { cwd, encoding: "utf8", env: { PATH: process.env["PATH"], ...env } });
}

function repository(): string {
  const cwd = site();
  git(cwd, "init", "-q", "-b", "main");
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "Begin");
  return cwd;
}

test("--commit commits the record and nothing else", async () => {
  const cwd = repository();
  write(cwd, { "staged.txt": "x", "content/site.yaml": `${read(cwd, "content/site.yaml")}# changed\n` });
  git(cwd, "add", "staged.txt");
  const session = await daymark({ cwd, env }, "resolve", "-m", "Search works.", "--commit");
  expect(session.transcript).toMatchInlineSnapshot(`
    "! Search slow: Resolved at 2026-11-21 01:30 UTC.
    ! Impact on search (degraded), api (partial) ended at 2026-11-21 01:30 UTC. If it was earlier, correct "to" in the file.
    incidents/2026/2026-11-20-search-slow.md
    ! Committed. It is live once it is pushed and built: git push
    exit 0
    "
  `);
  expect(git(cwd, "log", "-1", "--format=%s", "--name-only")).toBe(`Search slow: resolved\n\n${OPEN}\n`);
  expect(git(cwd, "status", "--short")).toBe(" M content/site.yaml\nA  staged.txt\n");
});

test("--commit commits a new record, whatever its title, from a folder below the repository's", async () => {
  const cwd = repository();
  const title = "-n $(touch x) `touch y` \"'; touch z #";
  const session = await daymark(
    { cwd, env },
    "new",
    "incident",
    `--title=${title}`,
    "-m",
    "Text.",
    "--commit",
  );
  expect(session.code).toBe(0);
  expect(git(cwd, "log", "-1", "--format=%s").trim()).toBe(`${title}: investigating`);
  expect(git(cwd, "status", "--short")).toBe("");
});

test("the git command that is printed does the same in a shell", async () => {
  const cwd = repository();
  const title = "$(touch x) `touch y` \"'; touch z # \\ !";
  const { out } = await daymark({ cwd }, "new", "incident", "--title", title, "-m", "Text.");
  const [, command = ""] = out.split("\n");
  execFileSync("/bin/sh", ["-c", command], { cwd, env: { PATH: process.env["PATH"], ...env } });
  expect(git(cwd, "log", "-1", "--format=%s").trim()).toBe(`${title}: investigating`);
  expect(git(cwd, "status", "--short")).toBe("");
});

test("a git that fails leaves the file as it was written, and is told in one line", async () => {
  const cwd = repository();
  write(cwd, { ".git/hooks/pre-commit": "#!/bin/sh\necho 'records are frozen' >&2\nexit 1\n" });
  chmodSync(join(cwd, ".git/hooks/pre-commit"), 0o755);
  const session = await daymark({ cwd, env }, "update", "-m", "Text.", "--commit");
  expect(session.transcript).toMatchInlineSnapshot(`
    "! Search slow: Update at 2026-11-21 01:30 UTC.
    ! No next update promised; the policy for minor is every 4 h: --next-update 4h
    incidents/2026/2026-11-20-search-slow.md
    ! incidents/2026/2026-11-20-search-slow.md is written, but git could not commit it: records are frozen
    exit 2
    "
  `);
  expect(read(cwd, OPEN)).toContain("Text.");
});

test("--commit outside of a repository tells what git said", async () => {
  const cwd = site();
  const session = await daymark({ cwd, env: { ...env, LC_ALL: "C" } }, "update", "-m", "Text.", "--commit");
  expect(session.code).toBe(2);
  expect(session.err).toContain("is written, but git could not commit it: fatal: not a git repository");
});

test.each([
  ["incidents/2026/a.md", "incidents/2026/a.md"],
  ["Search slow: update", '"Search slow: update"'],
  ["it's", '"it\'s"'],
  ['a "b"', "'a \"b\"'"],
  ["$HOME", "'$HOME'"],
  ["it's $5", "'it'\\''s $5'"],
  ["wow!", "'wow!'"],
  ["", '""'],
])("quotes %s for a shell", (word, expected) => {
  expect(quoted(word)).toBe(expected);
});
