import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Reads files of a site; the only place of this layer that touches the disk. */
export interface SiteFolder {
  /** Paths of all files below a folder of the site, sorted, with forward slashes; empty if there is none. */
  list(folder: string): string[];
  /** Names of the folders in the site's root, sorted; only to find those that are misspelt. */
  folders?(): string[];
  /** The bytes of a file, or undefined if there is none. Errors other than that are thrown. */
  read(file: string): Uint8Array | undefined;
}

/** The site whose folder is `root`. Hidden files and folders are not looked at. */
export function siteFolder(root: string): SiteFolder {
  const list = (folder: string): string[] => {
    const found: string[] = [];
    const walk = (path: string): void => {
      for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
        if (entry.name.startsWith(".")) continue;
        const child = `${path}/${entry.name}`;
        if (entry.isDirectory()) walk(child);
        else found.push(child);
      }
    };
    if (statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory()) walk(folder);
    return found.sort();
  };
  return {
    list,
    folders: () =>
      readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map((entry) => entry.name)
        .sort(),
    read(file) {
      try {
        return readFileSync(join(root, file));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
  };
}
