import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Removes the folders, named `<prefix><process id>`, whose process is no more. */
export function removeAbandoned(folder: string, prefix: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (!/^[1-9]\d*$/.test(pid) || isRunning(Number(pid))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
