import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { daymark, projectRoot } from "./build.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the demonstration's site, built once for all tests. */
    demonstration: string;
  }
}

/** The moment at which tests build the demonstration: its incident is open, its next update not yet due. */
export const demonstrationNow = "2026-11-21T02:00Z";

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "daymark-demonstration-"));
  const dist = join(folder, "dist");
  const built = await daymark(
    "build",
    "--root",
    projectRoot,
    "--out",
    dist,
    "--now",
    demonstrationNow,
    "--strict",
  );
  if (built.code !== 0) throw new Error(`The demonstration does not build:\n${built.err}`);
  project.provide("demonstration", dist);
  return () => rmSync(folder, { recursive: true, force: true });
}
