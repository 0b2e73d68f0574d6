import { closeSync, mkdirSync, openSync, writeFileSync, writevSync } from "node:fs";
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
      if (typeof body === "string" || body instanceof Uint8Array) writeFileSync(file, body, { flag: "wx" });
      else writePieces(file, body);
    } catch (error) {
      // Any other error may have left a part of the file.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      kept.push(path);
    }
  }
  return kept;
}

/** Writes a new file of pieces without joining them. Throws where the disk is full. */
function writePieces(file: string, pieces: readonly Uint8Array[]): void {
  const handle = openSync(file, "wx");
  try {
    const written = writevSync(handle, pieces);
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    if (written !== size) throw new Error(`${file}: only ${written} of ${size} bytes could be written.`);
  } finally {
    closeSync(handle);
  }
}
