import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineRoot } from "../engine.ts";
import { removeAbandoned } from "./abandoned.ts";

/**
 * Runs Astro in a folder of its own below the engine. It writes the compiled pages below the folder it is run in and
 * imports them from there: from that place they find the engine's packages, and two builds do not meet. Throws where
 * the engine's folder may not be written to.
 */
export async function inWorkshop(work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  const workshop = join(engineRoot, ".astro", `build-${process.pid}`);
  removeAbandoned(dirname(workshop), "build-");
  try {
    mkdirSync(workshop, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Daymark must be able to write below its own folder (${reason}). Install it into the site's folder.`,
    );
  }
  process.chdir(workshop);
  try {
    await work();
  } finally {
    process.chdir(before);
    rmSync(workshop, { recursive: true, force: true });
  }
}
