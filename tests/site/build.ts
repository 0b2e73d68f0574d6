import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

/** The project's folder. */
export const projectRoot = resolve(import.meta.dirname, "../..");

/** What a command said and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The environment of a person: without what the test runner sets for itself, such as VITEST and NODE_ENV. */
export function personalEnvironment(): NodeJS.ProcessEnv {
  const names = ["PATH", "HOME", "TMPDIR", "TEMP", "LANG", "SystemRoot"];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** Runs the public command as a person does. */
export async function daymark(...args: string[]): Promise<Outcome> {
  const command = promisify(execFile)(process.execPath, [join(projectRoot, "bin/daymark.js"), ...args], {
    maxBuffer: 64 * 1024 * 1024,
    env: personalEnvironment(),
  });
  try {
    const { stdout, stderr } = await command;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = error as { code?: number; stdout?: string; stderr?: string };
    return { code: failed.code ?? -1, out: failed.stdout ?? "", err: failed.stderr ?? "" };
  }
}

/** Writes files into a new temporary folder and returns it. */
export function temporarySite(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), "daymark-site-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** The smallest site: a name, an address, one group, two services. */
export const smallSite = {
  "content/site.yaml": "name: Small\nurl: https://status.example.org\ngroups: [{ id: all, name: All }]\n",
  "content/services/uploads.md": "---\nname: Uploads\ngroup: all\n---\n",
  "content/services/api.md": "---\nname: API\ngroup: all\n---\n",
} as const;
