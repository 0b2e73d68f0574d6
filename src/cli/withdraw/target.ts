import { nearest } from "../../records/nearest.ts";
import { idOf } from "../../records/source.ts";
import { markdownFiles } from "../site/records.ts";
import { UsageError } from "../verb.ts";

/** The file of an advisory by its id, in any case, or by its path. Throws `UsageError` that tells the nearest one. */
export function findAdvisory(word: string, root: string): string {
  const files = markdownFiles(root, "advisories");
  const wanted = word.replaceAll("\\", "/").replace(/^\.\//, "");
  const id = idOf(wanted.endsWith(".md") ? wanted : `${wanted}.md`);
  const found = files.filter((file) => idOf(file).toLowerCase() === id.toLowerCase());
  const exact = found.find((file) => file === wanted);
  const [file] = found;
  if (exact !== undefined) return exact;
  if (found.length > 1)
    throw new UsageError(`${found.length} files have the id ${id}: ${found.join(", ")}. Rename all but one.`);
  if (file !== undefined) return file;
  const near = nearest(id, files.map(idOf));
  throw new UsageError(
    `there is no advisory ${JSON.stringify(word)} under advisories/. ${
      near === undefined
        ? "Expected a file's name without .md, such as EX-2026-0001."
        : `Did you mean ${near}?`
    }`,
  );
}
