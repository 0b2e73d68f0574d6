import { execFile } from "node:child_process";
import { isAbsolute, join, relative } from "node:path";
import { promisify } from "node:util";
import type { Input, Io } from "./verb.ts";
import { switchOption } from "./verb.ts";

const run = promisify(execFile);

/** The option that commits. */
export const commitOption = {
  type: "boolean",
  about: "Commit the file, and nothing else, with git.",
} as const;

/**
 * Prints the path of a file that was written and the git commands to run next; with `--commit`, commits that file and
 * says that it is to be pushed. `file` is relative to the site's folder. Returns the exit code: 2 if git fails.
 */
export async function concludeWith(file: string, subject: string, input: Input, io: Io): Promise<number> {
  const below = relative(io.cwd, input.root);
  const inside = below === "" || !(below.startsWith("..") || isAbsolute(below));
  // The site is in a repository; the folder in which the command is run need not be.
  const git = below === "" ? ["git"] : ["git", "-C", inside ? below : input.root];
  const push = [...git, "push"].map(quoted).join(" ");
  io.out(`${inside ? join(below, file).replaceAll("\\", "/") : join(input.root, file)}\n`);
  if (!switchOption(input, "commit")) {
    const add = [...git, "add", "--", file];
    const commit = [...git, "commit", "-m", subject, "--", file];
    io.out(`${add.map(quoted).join(" ")} && ${commit.map(quoted).join(" ")}\n${push}\n`);
    return 0;
  }
  try {
    await run("git", ["-C", input.root, "add", "--", file], { env: { ...io.env } });
    await run("git", ["-C", input.root, "commit", "-q", "-m", subject, "--", file], { env: { ...io.env } });
  } catch (error) {
    io.err(`${file} is written, but git could not commit it: ${reason(error)}\n`);
    return 2;
  }
  io.err(`Committed. It is live once it is pushed and built: ${push}\n`);
  return 0;
}

/** A word as a POSIX shell takes it; in double quotes, which other shells know too, where that is safe. */
export function quoted(word: string): string {
  if (/^[\w./:@%+=-]+$/.test(word)) return word;
  if (/^[^"$`\\!\p{Cc}]*$/u.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What git said, on one line. */
function reason(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const stdout = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
  const lines = (
    said.trim() ||
    stdout.trim() ||
    (error instanceof Error ? error.message : String(error))
  ).split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" / ");
}
