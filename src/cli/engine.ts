import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The engine's own folder, which is Astro's root: of `src/cli` in a checkout, of `lib/cli` in the package. */
export const engineRoot = fileURLToPath(new URL("../../", import.meta.url));

/** The version of Daymark, from its package.json. */
export function engineVersion(): string {
  const manifest = JSON.parse(readFileSync(join(engineRoot, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
