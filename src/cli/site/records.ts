import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { recordFile } from "../../records/file.ts";
import { type SiteFolder, siteFolder } from "../../records/folder.ts";
import { loadRecords, type Records } from "../../records/load.ts";
import { type Input, type Io, UsageError } from "../verb.ts";

/** The files with one of these endings below a record folder, such as `incidents`, that may be records of it, by path. */
export function markdownFiles(
  root: string,
  folder: string,
  endings: readonly (".md" | ".mdx")[] = [".md"],
): string[] {
  return siteFolder(root)
    .list(folder)
    .filter((file) => endings.some((ending) => file.endsWith(ending)) && recordFile(file) !== undefined);
}

/** The files that may be records of incidents, by path. */
export function incidentFiles(root: string): string[] {
  return markdownFiles(root, "incidents");
}

/** Reads the site without its incidents, but for the one file that is given. */
export function loadOnly(root: string, file?: string): Records {
  const folder = siteFolder(root);
  const narrow: SiteFolder = {
    list: (name) =>
      name === "incidents" ? folder.list(name).filter((path) => path === file) : folder.list(name),
    read: folder.read,
  };
  return loadRecords(narrow);
}

/** Throws `UsageError` if the folder holds no site, and tells where one is. */
export function requireSite(input: Input, io: Io): void {
  if (isSite(input.root)) return;
  let above = dirname(input.root);
  while (!isSite(above) && dirname(above) !== above) above = dirname(above);
  const place = isSite(above) ? relative(io.cwd, above) : "";
  throw new UsageError(
    `there is no site in ${input.root}: it has no content/site.yaml. ${
      place === ""
        ? "Run it in the site's folder, or name that with --root DIR."
        : `Add this: --root ${place}`
    }`,
  );
}

function isSite(folder: string): boolean {
  return existsSync(join(folder, "content/site.yaml")) || existsSync(join(folder, "incidents"));
}
