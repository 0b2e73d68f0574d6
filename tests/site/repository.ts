import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What is done in one commit of a test's repository. */
export interface ScriptedCommit {
  /** When: author's and committer's time. */
  readonly at: string;
  /** When its author wrote it, where that was earlier. */
  readonly authored?: string;
  readonly message?: string;
  readonly author?: string;
  readonly email?: string;
  /** Files that are written; `null` removes one. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  /** Files that are moved before others are written: from, to. */
  readonly moves?: Readonly<Record<string, string>>;
}

/** A repository in a temporary folder. */
export interface TestRepository {
  readonly root: string;
  /** Runs git in it and returns what it printed; throws if it fails. */
  git(...args: string[]): string;
  /** Makes one commit and returns its full hash. */
  commit(commit: ScriptedCommit): string;
  /** Writes a file without committing it; `null` removes it. */
  write(path: string, content: string | Uint8Array | null): void;
}

/** Makes an empty repository, with the branch main, that no setting of the machine has a say in. */
export function repository(...commits: readonly ScriptedCommit[]): TestRepository {
  // The folder that tests/site/setup.ts removes in the end, where it has run.
  const root = mkdtempSync(join(process.env["DAYMARK_TEST_FOLDER"] ?? tmpdir(), "daymark-repository-"));
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
    execFileSync("git", ["-C", root, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...env },
    }).trim();
  const write = (path: string, content: string | Uint8Array | null): void => {
    if (content === null) {
      rmSync(join(root, path));
      return;
    }
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  run(["init", "-q", "-b", "main"]);
  run(["config", "user.name", "Ann"]);
  run(["config", "user.email", "ann@example.org"]);
  run(["config", "core.autocrlf", "false"]);
  const made: TestRepository = {
    root,
    git: (...args) => run(args),
    commit({
      at,
      authored = at,
      message = "Change",
      author = "Ann",
      email = "ann@example.org",
      files,
      moves,
    }) {
      for (const [from, to] of Object.entries(moves ?? {})) {
        mkdirSync(dirname(join(root, to)), { recursive: true });
        renameSync(join(root, from), join(root, to));
      }
      for (const [path, content] of Object.entries(files ?? {})) write(path, content);
      run(["add", "-A"]);
      run(["commit", "-q", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-m", message], {
        GIT_AUTHOR_NAME: author,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: authored,
        GIT_COMMITTER_DATE: at,
      });
      return run(["rev-parse", "HEAD"]);
    },
    write,
  };
  for (const commit of commits) made.commit(commit);
  return made;
}
