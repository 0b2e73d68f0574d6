import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { importCstate } from "../importers/cstate.ts";
import type { Import, SourceFile } from "../importers/importer.ts";
import { importMarkdown } from "../importers/markdown.ts";
import { importOsv } from "../importers/osv.ts";
import { importStatuspage } from "../importers/statuspage.ts";
import type { Instant } from "../records/instant.ts";
import { nearest } from "../records/nearest.ts";
import { alternatives } from "../records/quote.ts";
import { deliver, tell } from "./import/deliver.ts";
import {
  markdownHelp,
  markdownOptions,
  publicFirst,
  readMarkdown,
  readMarkdownOptions,
} from "./import/markdown.ts";
import { readOsv } from "./import/osv.ts";
import { replayCstate } from "./import/replay.ts";
import { readCstate, readStatuspage } from "./import/source.ts";
import { nowOption, readNow } from "./now.ts";
import { count } from "./report.ts";
import { type Input, type Io, switchOption, UsageError, type Verb } from "./verb.ts";

interface Importer {
  /** What it reads: a folder, or a file as well. */
  readonly from: "folder" | "file or folder";
  /** Reads the files that it wants to see. */
  read(path: string): SourceFile[];
  /** What there must be, in words. */
  readonly expects: string;
  /** How its files are fetched, in words. */
  readonly fetch?: string;
  /** The records that it makes. */
  readonly makes: {
    readonly folder: "incidents/" | "advisories/" | "content/postmortems/";
    readonly noun: "incident" | "advisory" | "report";
  };
  /** Options that only it has. */
  readonly options?: readonly string[];
  run(sources: readonly SourceFile[], now: Instant, input: Input): Import;
  /** Imports with the source's history, where it has one. Returns the exit code. */
  replay?(folder: string, sources: readonly SourceFile[], input: Input, io: Io): Promise<number>;
}

const importers: ReadonlyMap<string, Importer> = new Map([
  [
    "cstate",
    {
      from: "folder",
      read: readCstate,
      expects: "a cState site, with content/issues and config.yml",
      makes: { folder: "incidents/", noun: "incident" },
      run: (sources, now) => importCstate(sources, { now }),
      replay: replayCstate,
    },
  ],
  [
    "statuspage",
    {
      from: "file or folder",
      read: readStatuspage,
      expects:
        "files of Statuspage's API as curl saves them, such as summary.json, components.json, incidents.json and scheduled-maintenances.json",
      fetch:
        "Example: curl --fail --remote-name-all https://status.example.org/api/v2/{summary,components,incidents,scheduled-maintenances}.json",
      makes: { folder: "incidents/", noun: "incident" },
      run: (sources, now) => importStatuspage(sources, { now }),
    },
  ],
  [
    "osv",
    {
      from: "file or folder",
      read: readOsv,
      expects: "records in OSV format: JSON files, or an archive of them such as all.zip",
      makes: { folder: "advisories/", noun: "advisory" },
      run: (sources) => importOsv(sources),
    },
  ],
  [
    "markdown",
    {
      from: "file or folder",
      read: readMarkdown,
      expects: "reports on incidents in Markdown: files that end in .md or .markdown",
      makes: { folder: "content/postmortems/", noun: "report" },
      options: Object.keys(markdownOptions),
      run: (sources, now, input) => importMarkdown(sources, { now, ...readMarkdownOptions(input) }),
    },
  ],
]);

/** `daymark import`: another generator's site, another database of advisories, or reports in free form, as records. */
export const importVerb: Verb = {
  name: "import",
  summary:
    "Write records from another site (cstate, statuspage), advisory database (osv) or reports (markdown)",
  positionals: "cstate|statuspage|osv|markdown SRC",
  arity: { min: 2, max: 2 },
  options: {
    "with-history": {
      type: "boolean",
      about: "Make a commit for each commit of SRC that touched a notice: same author, dates and message.",
    },
    "dry-run": { type: "boolean", about: "Tell what would be written, and write nothing." },
    report: {
      type: "string",
      value: "FILE",
      about: "Write the whole report, one line for each file and remark.",
    },
    ...markdownOptions,
    now: nowOption,
  },
  more: `The records are written into the site's folder (--root), which may be empty. A file that is there with another
content is never overwritten: then nothing at all is written, and the exit code is 1.

For statuspage, SRC is a file of its API, or a folder of such files:

  curl --fail --remote-name-all \\
    https://status.example.org/api/v2/{summary,components,incidents,scheduled-maintenances}.json

These have the newest 50 incidents and the newest 50 maintenances: docs/import-statuspage.md says how to get the others.

For osv, SRC is a JSON file, a .zip, or a folder of such files, as osv.dev and the databases behind it give them:

  daymark import osv all.zip --report report.txt

${markdownHelp}

With --with-history (cstate only), SRC must be a whole clone, and nothing is written but by git: into a new
repository, if the site's folder is empty, or on top of the branch that is checked out, if nothing there waits for a
commit and there are no incidents yet. A commit of your own completes the import. If it changes incidents, it counts as
no change and is listed in .audit-ignore-revs, as are commits that deleted one. Push all as it is: a squash or a rebase
loses the history.`,
  run(input, io) {
    const [name = "", source = ""] = input.positionals;
    const importer = readImporter(name);
    requireOptions(name, importer, input);
    if (/^https?:\/\//i.test(source))
      throw new UsageError(
        `${source} is an address, and daymark import reads files: fetch them first, into a folder of their own. ${importer.fetch ?? `Expected ${importer.expects}.`}`,
      );
    const folder = resolve(io.cwd, source);
    const found = statSync(folder, { throwIfNoEntry: false });
    if (!found?.isDirectory() && !(found?.isFile() && importer.from === "file or folder")) {
      throw new UsageError(`there is no ${importer.from} ${source}. Expected ${importer.expects}.`);
    }
    if (folder === input.root)
      throw new UsageError(
        `${source} is the source itself. Name another folder for the records with --root DIR.`,
      );
    const sources = importer.read(folder);
    if (sources.length === 0)
      throw new UsageError(`there is nothing to import in ${source}. Expected ${importer.expects}.`);
    io.err(`${count(sources.length, "file")} read in ${source}.\n`);
    if (switchOption(input, "with-history")) {
      if (importer.replay) return importer.replay(folder, sources, input, io);
      throw new UsageError(`--with-history is not for ${name}, as its records have no history.`);
    }
    const { files, report, reviews = [] } = importer.run(sources, readNow(input, io), input);
    const { folder: made, noun } = importer.makes;
    if (!files.some(({ path }) => path.startsWith(made)))
      io.err(`No ${noun} is in ${source}. Expected ${importer.expects}.\n`);
    if (made !== "incidents/" && !existsSync(join(input.root, "content/site.yaml")))
      io.err("There is no content/site.yaml here yet: daymark init makes one.\n");
    const isTold = reviews.length > 0 && files.some(({ path }) => path.startsWith("incidents/"));
    if (isTold && !switchOption(input, "times-only")) io.err(publicFirst);
    const told = { files, report, sources, reviews };
    if (files.length > 0) return deliver(told, input, io);
    tell(told, input, io);
    return 1;
  },
};

/** Throws `UsageError` for an option that only another importer has. */
function requireOptions(name: string, importer: Importer, input: Input): void {
  for (const [other, { options = [] }] of importers) {
    const foreign = options.find((one) => input.values[one] !== undefined);
    if (foreign !== undefined && !importer.options?.includes(foreign))
      throw new UsageError(`--${foreign} is for ${other}, not for ${name}. Leave it out.`);
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
