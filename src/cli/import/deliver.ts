import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { ImportedFile, ReportLine, Review, SourceFile } from "../../importers/importer.ts";
import { quoted } from "../git.ts";
import { count } from "../report.ts";
import { type Input, type Io, switchOption, textOption } from "../verb.ts";
import { writeWhole } from "../write.ts";
import { tellImport, wholeReport } from "./summary.ts";

/** What there is to be told of an import. */
export interface Told {
  readonly files: readonly ImportedFile[];
  readonly report: readonly ReportLine[];
  readonly sources: readonly SourceFile[];
  /** What people must fill in, where drafts were made. */
  readonly reviews?: readonly Review[];
}

/** Writes the files into the site's folder, and says so. Returns the exit code. */
export function deliver(told: Told, input: Input, io: Io): number {
  const { files } = told;
  if (refuseConflicts(files, input, io)) return 1;
  const missing = files.filter((file) => !existsSync(join(input.root, file.path)));
  const dry = switchOption(input, "dry-run");
  if (!dry) for (const file of missing) writeWhole(join(input.root, file.path), file.text);
  tell(told, input, io);
  if (!dry)
    io.err(`${count(missing.length, "file")} written to ${rootName(input, io)}. ${nextStep(input, io)}\n`);
  return 0;
}

/** Whether files are there with another content, which nobody may overwrite; names them. */
export function refuseConflicts(files: readonly ImportedFile[], input: Input, io: Io): boolean {
  const conflicts = files.filter((file) => {
    const path = join(input.root, file.path);
    return existsSync(path) && readFileSync(path, "utf8") !== file.text;
  });
  if (conflicts.length === 0) return false;
  const one = conflicts.length === 1;
  io.out(conflicts.map((file) => `${file.path}\n`).join(""));
  io.err(
    `${one ? "This file is" : `These ${conflicts.length} files are`} in ${rootName(input, io)} already, with another content, so nothing was written. Move ${
      one ? "it" : "them"
    } away, or name an empty folder with --root DIR.\n`,
  );
  return true;
}

/** Prints what became of the source, and writes the file of `--report`; with `--dry-run` only prints. */
export function tell({ files, report, sources, reviews = [] }: Told, input: Input, io: Io): void {
  const file = textOption(input, "report");
  const dry = switchOption(input, "dry-run");
  if (file !== undefined && !dry) writeWhole(resolve(io.cwd, file), wholeReport(report, reviews));
  io.out(tellImport(files, report, sources, file, reviews));
  if (dry) io.err("Nothing was written (--dry-run).\n");
}

/** The site's folder as it stands in a sentence. */
export function rootName(input: Input, io: Io): string {
  return relative(io.cwd, input.root) || "this folder";
}

/** What to do when the records are written. */
export function nextStep(input: Input, io: Io): string {
  const root = relative(io.cwd, input.root);
  return `Next: daymark check${root === "" ? "" : ` --root ${quoted(root)}`}`;
}
