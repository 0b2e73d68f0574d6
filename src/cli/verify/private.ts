import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does something with a new folder that only this user can look into, and that is gone afterwards, however it ends: when
 * the process is asked to end (Ctrl-C), `signal` aborts, and the process ends by that signal once `work` has let go.
 */
export async function inPrivateFolder<T>(
  work: (folder: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let asked: NodeJS.Signals | undefined;
  const stop = (name: NodeJS.Signals): void => {
    asked ??= name;
    controller.abort(new Error(`interrupted by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "daymark-verify-"));
    try {
      return await work(folder, controller.signal);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
    if (asked !== undefined) process.kill(process.pid, asked);
  }
}
