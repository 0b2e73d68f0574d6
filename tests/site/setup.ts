import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { daymark, projectRoot } from "./build.ts";
import { repository } from "./repository.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the demonstration's site, built once for all tests. */
    demonstration: string;
    /** Folder of the records that it was built from. */
    demonstrationRoot: string;
  }
}

/** The moment at which tests build the demonstration: its incident is open, its next update not yet due. */
export const demonstrationNow = "2026-11-21T02:00Z";

/**
 * The demonstration in a repository of its own, committed at a fixed time: what the pages say then does not depend on
 * how the project itself was cloned.
 */
function demonstrationRepository(): string {
  const made = repository();
  for (const name of ["content", "incidents", "advisories", "public", ".gitignore"]) {
    if (existsSync(join(projectRoot, name)))
      cpSync(join(projectRoot, name), join(made.root, name), { recursive: true });
  }
  const all = made.commit({ at: "2026-11-21T01:55:00Z", message: "The demonstration" });
  made.write(".audit-ignore-revs", `${all}\n`);
  return made.root;
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "daymark-demonstration-"));
  process.env["DAYMARK_TEST_FOLDER"] = folder;
  const root = demonstrationRepository();
  const dist = join(folder, "dist");
  const built = await daymark("build", "--root", root, "--out", dist, "--now", demonstrationNow, "--strict");
  if (built.code !== 0) throw new Error(`The demonstration does not build:\n${built.err}`);
  project.provide("demonstration", dist);
  project.provide("demonstrationRoot", root);
  return () => rmSync(folder, { recursive: true, force: true });
}
