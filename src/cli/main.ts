import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { engineVersion } from "./engine.ts";
import { run } from "./run.ts";

/** The command line of the process. */
export async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  process.exitCode = await run(process.argv.slice(2), engineVersion(), {
    cwd: process.cwd(),
    env: process.env,
    interactive: process.stdin.isTTY && process.stdout.isTTY,
    out: (output) => process.stdout.write(output),
    err: (output) => process.stderr.write(output),
    stdin: () => text(process.stdin),
    ask,
  });
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** `daymark check | head` closes the pipe early: what was asked for is done all the same. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
