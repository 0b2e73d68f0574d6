import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commitOf } from "../../src/history/commit.ts";

const folders = ["content", "incidents"];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "daymark-history-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
  return execFileSync("git", ["-C", root, ...identity, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("The commit that a site is built from", () => {
  test("is not there outside of a repository, or before the first commit", () => {
    expect(commitOf(root, folders)).toEqual({ commit: undefined, trouble: undefined });
    git("init", "-q");
    expect(commitOf(root, folders)).toEqual({ commit: undefined, trouble: undefined });
  });

  test("is the newest one, and tells whether records differ from it", () => {
    git("init", "-q");
    write("content/site.yaml", "name: x");
    git("add", "-A");
    git("commit", "-qm", "one");
    const hash = git("rev-parse", "HEAD");
    expect(commitOf(root, folders).commit).toEqual({ hash, modified: false, prefix: "" });
    write("elsewhere.txt", "not a record");
    expect(commitOf(root, folders).commit?.modified).toBe(false);
    write("incidents/new.md", "a record");
    expect(commitOf(root, folders).commit?.modified).toBe(true);
  });

  test("knows the site's place in a larger repository", () => {
    git("init", "-q");
    write("sites/status/content/site.yaml", "name: x");
    git("add", "-A");
    git("commit", "-qm", "one");
    expect(commitOf(join(root, "sites/status"), folders).commit?.prefix).toBe("sites/status/");
  });

  test("is not named, with git's own words, where git refuses to look", () => {
    git("init", "-q");
    writeFileSync(join(root, ".git/config"), "[core\n");
    const { commit, trouble } = commitOf(root, folders);
    expect(commit).toBeUndefined();
    expect(trouble).toContain("bad config");
  });
});
