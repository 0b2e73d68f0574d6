import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { SourceFile } from "../../importers/importer.ts";
import { UsageError } from "../verb.ts";

/** Reads the files of a cState site, as they are on the disk. Throws `UsageError` that names one which cannot be read. */
export function readCstate(folder: string): SourceFile[] {
  const configs = readdirSync(folder).filter((name) => /^(?:config|hugo)\.(?:ya?ml|toml|json)$/.test(name));
  return [...configs, ...filesBelow(folder, "content")].map((path) => ({
    path,
    text: readSource(folder, path),
  }));
}

/** Reads one file, or all JSON files of a folder and its subfolders. Throws `UsageError` like `readCstate`. */
export function readStatuspage(path: string): SourceFile[] {
  if (statSync(path).isFile())
    return [{ path: basename(path), text: readSource(dirname(path), basename(path)) }];
  return filesBelow(path, ".")
    .filter((name) => /\.json$/i.test(name))
    .map((name) => ({ path: name, text: readSource(path, name) }));
}

/** All files of a subfolder, hidden ones too: nothing of the source may be lost in silence. */
function filesBelow(folder: string, name: string): string[] {
  if (!existsSync(join(folder, name))) return [];
  return readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

/** Throws `UsageError` that names a file which cannot be read, such as a link to a folder. */
function readSource(folder: string, path: string): string {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch (error) {
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Remove it from a copy of the source.`,
    );
  }
}
