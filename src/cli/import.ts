import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { importCstate } from "../importers/cstate.ts";
import type { Import, ImportedFile, Outcome, ReportLine, SourceFile } from "../importers/importer.ts";
import type { Instant } from "../records/instant.ts";
import { nearest } from "../records/nearest.ts";
import { alternatives } from "../records/quote.ts";
import { quoted } from "./git.ts";
import { nowOption, readNow } from "./now.ts";
import { count, printable } from "./report.ts";
import { type Input, type Io, switchOption, textOption, UsageError, type Verb } from "./verb.ts";
import { writeWhole } from "./write.ts";

/** How many lines of an outcome are printed; the others are in the file of `--report`. */
const PRINTED = 10;

interface Importer {
  /** Paths of the files that it wants to see, in the folder of the site that is imported. */
  sources(folder: string): string[];
  /** What such a folder must hold, in words. */
  readonly expects: string;
  run(sources: readonly SourceFile[], now: Instant): Import;
}

const importers: ReadonlyMap<string, Importer> = new Map([
  [
    "cstate",
    {
      sources: (folder) => [
        ...readdirSync(folder).filter((name) => /^(?:config|hugo)\.(?:ya?ml|toml|json)$/.test(name)),
        ...filesBelow(folder, "content"),
      ],
      expects: "a cState site, with content/issues and config.yml",
      run: (sources, now) => importCstate(sources, { now }),
    },
  ],
]);

const outcomes: readonly { readonly outcome: Outcome; readonly title: string }[] = [
  { outcome: "adapted", title: "written in another way than in the source" },
  { outcome: "kept-as-text", title: "kept, but as text only" },
  { outcome: "not-imported", title: "not imported" },
];

/** `daymark import`: another generator's site as records. */
export const importVerb: Verb = {
  name: "import",
  summary: "Write records from the site of another generator (cstate)",
  positionals: "cstate SRC",
  arity: { min: 2, max: 2 },
  options: {
    "dry-run": { type: "boolean", about: "Tell what would be written, and write nothing." },
    report: {
      type: "string",
      value: "FILE",
      about: "Write the whole report, one line for each file and remark.",
    },
    now: nowOption,
  },
  more:
    "The records are written into the site's folder (--root), which may be empty. A file that is there with another\n" +
    "content is never overwritten: then nothing at all is written, and the exit code is 1.",
  run(input, io) {
    const [name = "", source = ""] = input.positionals;
    const importer = readImporter(name);
    const folder = resolve(io.cwd, source);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`there is no folder ${source}. Expected ${importer.expects}.`);
    }
    if (folder === input.root)
      throw new UsageError(
        `${source} is the source itself. Name another folder for the records with --root DIR.`,
      );
    const sources = importer.sources(folder).map((path) => ({ path, text: readSource(folder, path) }));
    if (sources.length === 0)
      throw new UsageError(`there is nothing to import in ${source}. Expected ${importer.expects}.`);
    io.err(`${count(sources.length, "file")} read in ${source}.\n`);
    const { files, report } = importer.run(sources, readNow(input, io));
    if (!files.some(({ path }) => path.startsWith("incidents/")))
      io.err(`No incident is in ${source}. Expected ${importer.expects}.\n`);
    return deliver(files, report, sources, input, io);
  },
};

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

function readImporter(name: string): Importer {
  const importer = importers.get(name.toLowerCase());
  if (importer) return importer;
  const names = [...importers.keys()];
  const near = nearest(name, names);
  const guess = near === undefined ? `Expected ${alternatives(names)}.` : `Did you mean ${near}?`;
  throw new UsageError(
    `there is no importer ${JSON.stringify(name)}. ${guess} Example: daymark import cstate ../old-status`,
  );
}

function deliver(
  files: readonly ImportedFile[],
  report: readonly ReportLine[],
  sources: readonly SourceFile[],
  input: Input,
  io: Io,
): number {
  const root = relative(io.cwd, input.root) || ".";
  const there = files.filter((file) => existsSync(join(input.root, file.path)));
  const conflicts = there.filter((file) => readFileSync(join(input.root, file.path), "utf8") !== file.text);
  if (conflicts.length > 0) {
    io.out(conflicts.map((file) => `${file.path}\n`).join(""));
    io.err(
      `${conflicts.length === 1 ? "This file is" : `These ${conflicts.length} files are`} in ${root} already, with another content, so nothing was written. Move ${
        conflicts.length === 1 ? "it" : "them"
      } away, or name an empty folder with --root DIR.\n`,
    );
    return 1;
  }
  const dry = switchOption(input, "dry-run");
  if (!dry)
    for (const file of files) if (!there.includes(file)) writeWhole(join(input.root, file.path), file.text);
  io.out(summary(files, report, sources));
  const file = textOption(input, "report");
  if (file !== undefined && !dry) writeWhole(resolve(io.cwd, file), report.map(line).join(""));
  for (const { outcome, title } of outcomes) io.out(group(report, outcome, title, file));
  io.err(
    dry
      ? "Nothing was written (--dry-run).\n"
      : `${count(files.length - there.length, "file")} written to ${root}. Next: daymark check${root === "." ? "" : ` --root ${quoted(root)}`}\n`,
  );
  return 0;
}

/** Every source file is a record or has a line that says why not: the first line tells whether that is so. */
function summary(
  files: readonly ImportedFile[],
  report: readonly ReportLine[],
  sources: readonly SourceFile[],
): string {
  const records = new Set(files.map((file) => file.source));
  const told = new Set(report.filter((one) => one.outcome === "not-imported").map((one) => one.source));
  const paths = sources.map((source) => source.path);
  const without = paths.filter((path) => !records.has(path));
  const silent = without.filter((path) => !told.has(path));
  const folders = new Map<string, number>();
  for (const { path } of files) {
    const kind = path.startsWith("incidents/") ? "incidents" : path.replace(/\/[^/]*\.md$/, "");
    folders.set(kind, (folders.get(kind) ?? 0) + 1);
  }
  return [
    `${paths.length - without.length} of ${count(paths.length, "source file")} imported, ${without.length - silent.length} not imported.\n`,
    ...[...folders].map(([kind, number]) => `${String(number).padStart(6)}  ${kind}\n`),
    ...silent.map(
      (path) => `${path}: neither imported nor in the report; please report this as a mistake of Daymark.\n`,
    ),
  ].join("");
}

function group(
  report: readonly ReportLine[],
  outcome: Outcome,
  title: string,
  file: string | undefined,
): string {
  const lines = report.filter((one) => one.outcome === outcome);
  if (lines.length === 0) return "";
  const rest = lines.length - PRINTED;
  const more =
    rest <= 0
      ? ""
      : `  … and ${rest} more${file === undefined ? "; --report FILE writes them all" : ` in ${file}`}\n`;
  return `\n${count(lines.length, "remark")}: ${title}\n${lines
    .slice(0, PRINTED)
    .map((one) => `  ${place(one)} ${shown(one.message)}\n`)
    .join("")}${more}`;
}

function line(one: ReportLine): string {
  return `${place(one)} ${one.outcome}: ${one.message.replace(/\s*[\r\n]+\s*/g, " ")}\n`;
}

function place(one: ReportLine): string {
  return `${one.source}${one.line === undefined ? "" : `:${one.line}`}`;
}

function shown(message: string): string {
  const flat = printable(message.replace(/\s*[\r\n]+\s*/g, " "));
  return flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
}
