import { join } from "node:path";
import { daymark, emptyFolder, type Session, write } from "../terminal.ts";

/** A folder with a daymark.notify.yaml, in which `daymark notify` is run. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  notify(...argv: string[]): Promise<Session>;
}

/** Makes a folder without records; `env` holds what the file refers to. */
export function world(yaml: string, env: Readonly<Record<string, string>> = {}): World {
  const cwd = emptyFolder();
  write(cwd, { "daymark.notify.yaml": yaml });
  return { cwd, env, notify: (...argv) => daymark({ cwd, env }, "notify", ...argv) };
}

export const ledgerOf = ({ cwd }: World): string => join(cwd, ".daymark/notify.jsonl");
