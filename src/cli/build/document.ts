import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documents } from "../../documents.ts";
import type { SiteModel } from "../../model/site.ts";

/**
 * Writes every file of the site that is no page. A file of the site's own `public/` that is there already stays; the
 * paths of those are returned.
 */
export function writeDocuments(folder: string, model: SiteModel): string[] {
  const kept: string[] = [];
  const made = new Set<string>();
  for (const { path, body } of documents(model)) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    try {
      writeFileSync(file, body, { flag: "wx" });
    } catch (error) {
      if (!existsSync(file)) throw error;
      kept.push(path);
    }
  }
  return kept;
}
