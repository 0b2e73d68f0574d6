import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** Git ended with an error, or could not be started; the message is its own first line. */
export class GitError extends Error {
  /** Whether there is no git on this machine. */
  readonly missing: boolean;

  constructor(message: string, missing = false) {
    super(message);
    this.missing = missing;
  }
}

/** A git command under way. */
export interface GitProcess {
  readonly output: Readable;
  /** Resolves when git has ended well; rejects with `GitError`. */
  readonly done: Promise<void>;
}

/**
 * Starts git in a folder, with English messages, without locks, and with file names as they are. `input` is written to
 * it as it reads. Output is a stream: there is no limit to its size.
 */
export function startGit(
  root: string,
  args: readonly string[],
  input: Iterable<string> | undefined = undefined,
): GitProcess {
  const child = spawn("git", ["--no-optional-locks", "-c", "core.quotePath=false", "-C", root, ...args], {
    env: environment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (said.length < 10_000) said += text;
  });
  const done = new Promise<void>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "ENOENT" ? new GitError("git is not installed", true) : new GitError(error.message),
      );
    });
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new GitError(firstLine(said) || `git ${args[0]} ended with ${code}`));
    });
  });
  // Whoever reads the output awaits `done` after it; until then a failure must not end the program.
  done.catch(() => undefined);
  child.stdin.on("error", () => undefined);
  feed(child.stdin, input ?? []);
  return { output: child.stdout, done };
}

/** The environment without what a git hook sets: it would name another folder's repository, relative to a third one. */
function environment(): NodeJS.ProcessEnv {
  const {
    GIT_DIR: _dir,
    GIT_WORK_TREE: _tree,
    GIT_INDEX_FILE: _index,
    GIT_PREFIX: _prefix,
    ...rest
  } = process.env;
  return { ...rest, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" };
}

/** Runs git and returns what it prints, without the line end. Throws `GitError`. */
export async function git(root: string, args: readonly string[], input?: Iterable<string>): Promise<string> {
  const { output, done } = startGit(root, args, input);
  const chunks: Buffer[] = [];
  for await (const chunk of output) chunks.push(chunk);
  await done;
  return Buffer.concat(chunks).toString("utf8").replace(/\n$/, "");
}

function feed(stdin: NodeJS.WritableStream, input: Iterable<string>): void {
  const iterator = input[Symbol.iterator]();
  const write = (): void => {
    for (;;) {
      const { done, value } = iterator.next();
      if (done) return void stdin.end();
      if (!stdin.write(value)) return void stdin.once("drain", write);
    }
  };
  write();
}

function firstLine(text: string): string {
  const line = text.split("\n").find((one) => one.trim() !== "") ?? "";
  return line.replace(/^(?:fatal|error): /, "").trim();
}
