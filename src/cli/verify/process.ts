import { spawn } from "node:child_process";
import { printable } from "../report.ts";

/** How a process ended. */
export interface Ended {
  readonly ok: boolean;
  readonly out: string;
  readonly err: string;
}

/** More than that of what a process prints is not kept. */
const KEPT = 1024 * 1024;

/**
 * Runs a program without a shell and waits until it is gone, also when `signal` asks it to end: nothing is written any
 * more when this returns. Throws the signal's reason, and what the system says of a program that cannot be started.
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Ended> {
  signal.throwIfAborted();
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const kill = (): void => void child.kill("SIGTERM");
  signal.addEventListener("abort", kill);
  const printed = { out: "", err: "" };
  const keep = (stream: "out" | "err", text: string): void => {
    printed[stream] = (printed[stream] + text).slice(-KEPT);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => keep("out", text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => keep("err", text));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    signal.throwIfAborted();
    return { ok: code === 0, ...printed };
  } finally {
    signal.removeEventListener("abort", kill);
  }
}

/** The last lines that a process printed, indented and made printable. */
export function lastLines(text: string, lines = 15): string {
  return text
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .map((line) => `  ${printable(line)}\n`)
    .join("");
}
