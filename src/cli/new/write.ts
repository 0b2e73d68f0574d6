import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../records/problem.ts";
import { locked } from "../lock.ts";
import { report } from "../report.ts";
import { refreshEditorFiles } from "../schema/intellisense.ts";
import { UsageError } from "../verb.ts";
import { writeWhole } from "../write.ts";

/**
 * Writes the file of a new record, whole. Throws `UsageError`, and writes nothing, if there is something wrong with the
 * text, or if somebody else made the file meanwhile.
 */
export async function writeNew(
  root: string,
  file: string,
  text: string,
  wrong: readonly Problem[],
): Promise<void> {
  if (wrong.length > 0) {
    throw new UsageError(
      `nothing was written to ${file}, because it would be wrong:\n\n${report(wrong, "text").trimEnd()}`,
    );
  }
  const path = join(root, file);
  await locked(path, () => {
    if (existsSync(path))
      throw new UsageError(`${file} was made by somebody else meanwhile. Run this again.`);
    writeWhole(path, text);
  });
  refreshEditorFiles(root);
}
