import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The engine's own folder, which is Astro's root: of `src/cli` in a checkout, of `lib/cli` in the package. */
export const engineRoot = fileURLToPath(new URL("../../", import.meta.url));

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The version of Daymark, from its package.json. */
export function engineVersion(): string {
  return manifestOf(engineRoot).version;
}

/**
 * Tells apart two engines that have the same version: 16 hexadecimal digits of SHA-256 over path and content of its
 * code, and over the versions of the packages it names as they are installed (package-lock.json is not in the package,
 * and says what should be installed). The package runs `lib` too, which then counts, so that a checkout and the package
 * made from it differ. Takes about 10 ms.
 */
export function engineDigest(): string {
  const folders = import.meta.url.endsWith(".ts") ? ["src"] : ["lib", "src"];
  const hash = createHash("sha256");
  for (const file of ["astro.config.mjs", ...folders.flatMap(codeBelow)]) {
    const content = readFileSync(join(engineRoot, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  for (const name of Object.keys(manifestOf(engineRoot).dependencies ?? {}).sort()) {
    hash.update(`${name}@${installedVersion(name)}\0`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Paths of the code below a folder of the engine, sorted, with forward slashes; the files of `daymark init` are none. */
function codeBelow(folder: string): string[] {
  return readdirSync(join(engineRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.].*\.(?:astro|css|js|json|mjs|svg|ts)$/.test(entry.name))
    .map((entry) => relative(engineRoot, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !file.includes("/cli/init/site/"))
    .sort();
}

/** The version of a package as Node finds it from the engine's folder; empty if it is not installed. */
function installedVersion(name: string): string {
  for (let folder = engineRoot; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return manifestOf(found).version;
    if (dirname(folder) === folder) return "";
  }
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
