import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { GitError } from "../../history/git/process.ts";

/**
 * Runs git in a folder with the environment of the person who runs Daymark, and returns what it prints, without the
 * line end. `input` is written to it as it reads; if that throws, git sees its input end early, and so does the caller.
 * Throws `GitError`.
 */
export type TargetGit = (
  folder: string,
  args: readonly string[],
  input?: AsyncIterable<string>,
) => Promise<string>;

/** What a git hook sets: it would name another folder's repository. */
const HOOKS = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"];

/** Git for the folder that is written to. */
export function targetGit(environment: Readonly<Record<string, string | undefined>>): TargetGit {
  const own = Object.entries(environment).filter(([name]) => !HOOKS.includes(name));
  const env = { ...Object.fromEntries(own), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" };
  return async (folder, args, input) => {
    const child = spawn("git", ["-c", "core.quotePath=false", "-C", folder, ...args], { env });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const ended = new Promise<void>((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        const missing = error.code === "ENOENT";
        reject(new GitError(missing ? "git is not installed" : error.message, missing));
      });
      child.on("close", (code) => {
        if (code === 0) resolve();
        else
          reject(
            new GitError(reason(Buffer.concat(err).toString("utf8")) || `git ${args[0]} ended with ${code}`),
          );
      });
    });
    const fed = feed(child.stdin, input);
    // What broke the input is the cause of what git says of it.
    const [feeding, ending] = await Promise.allSettled([fed, ended]);
    if (feeding.status === "rejected") throw feeding.reason;
    if (ending.status === "rejected") throw ending.reason;
    return Buffer.concat(out).toString("utf8").replace(/\n$/, "");
  };
}

/** Writes all of the input. A git that no longer reads has its own reason, which it tells at its end. */
async function feed(stdin: NodeJS.WritableStream, input: AsyncIterable<string> | undefined): Promise<void> {
  let broken = false;
  stdin.on("error", () => {
    broken = true;
  });
  try {
    for await (const text of input ?? Readable.from([])) {
      if (broken) return;
      if (!stdin.write(text)) await drained(stdin);
    }
  } finally {
    stdin.end();
  }
}

function drained(stdin: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["drain", "error", "close"]) stdin.once(event, () => resolve());
  });
}

/** The line that tells why: git may print hints before it. */
function reason(said: string): string {
  const lines = said.split("\n").map((line) => line.trim());
  const line = lines.find((one) => /^(?:fatal|error): /.test(one)) ?? lines.find((one) => one !== "") ?? "";
  return line.replace(/^(?:fatal|error): /, "");
}
