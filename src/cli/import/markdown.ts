import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { isAmbiguous, readZone, type Zone } from "../../importers/markdown/zone.ts";
import type { ReportSource } from "../../importers/markdown.ts";
import { alternatives } from "../../records/quote.ts";
import { ID } from "../../records/schema/value.ts";
import { idOf } from "../../records/source.ts";
import { incidentFiles } from "../site/records.ts";
import { type Input, type Option, switchOption, textOption, UsageError } from "../verb.ts";

/** Options that only `daymark import markdown` has. */
export const markdownOptions = {
  owner: { type: "string", value: "HANDLE", about: "markdown: who sees to the reports that do not say it." },
  "time-zone": {
    type: "string",
    value: "ZONE",
    about: "markdown: zone of times without one, such as Europe/Berlin or +02:00.",
  },
  "times-only": {
    type: "boolean",
    about: "markdown: put no texts into incidents, which are public before their reports are.",
  },
} as const satisfies Record<string, Option>;

/** What `--help` says of it. */
export const markdownHelp = `For markdown, SRC is a report in free form, or a folder of them. Each becomes a draft with all of its text, and an
incident made of its timeline. What a person must fill in is printed and stands at the top of each draft:

  daymark import markdown ../old-postmortems --owner alice --time-zone Europe/Berlin`;

/** What whoever imports reports must know before they build. */
export const publicFirst =
  "Incidents are public with the next build, reports only when they are no drafts any more. Read the incidents first, or use --times-only.\n";

/** What the options say, and which incidents the site has. Throws `UsageError`. */
export function readMarkdownOptions(input: Input): {
  readonly owner: string | undefined;
  readonly zone: Zone | undefined;
  readonly timesOnly: boolean;
  readonly incidents: readonly string[];
} {
  const owner = textOption(input, "owner")?.replace(/^@/, "");
  if (owner !== undefined && !ID.test(owner))
    throw new UsageError(
      `--owner ${JSON.stringify(owner)}: expected a handle or the name of a team, of letters, digits, hyphens, dots and underscores.`,
    );
  return {
    owner,
    zone: readZoneOption(textOption(input, "time-zone")),
    timesOnly: switchOption(input, "times-only"),
    incidents: incidentFiles(input.root).map(idOf),
  };
}

function readZoneOption(text: string | undefined): Zone | undefined {
  if (text === undefined) return undefined;
  const zone = readZone(text.trim());
  const expected = "expected a name such as Europe/Berlin, UTC, or an offset such as +02:00";
  if (!zone) throw new UsageError(`--time-zone ${JSON.stringify(text)}: ${expected}.`);
  if (isAmbiguous(zone))
    throw new UsageError(
      `--time-zone ${JSON.stringify(text)}: several zones are called so. Write ${alternatives(zone.candidates)}.`,
    );
  return zone;
}

/** Bytes of the longest report; a record may not be longer than 1 MiB, and its front matter needs room. */
const LONGEST = 900 * 1024;

/**
 * Reads one file, or all Markdown files of a folder and its subfolders; hidden ones are not looked at. What cannot be
 * read says why.
 */
export function readMarkdown(path: string): ReportSource[] {
  if (statSync(path).isFile()) return [readReport(dirname(path), basename(path))];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((name) => isMarkdown(name) && !/(?:^|\/)(?:\.|node_modules\/)/.test(name))
    .sort()
    .map((name) => readReport(path, name));
}

function isMarkdown(name: string): boolean {
  return /\.(?:md|mdx|markdown|mdown|mkd)$/i.test(name);
}

function readReport(folder: string, path: string): ReportSource {
  const file = join(folder, path);
  const refuse = (unreadable: string): ReportSource => ({ path, text: "", unreadable });
  if (!isMarkdown(path)) return refuse("Its name does not end in .md or .markdown.");
  if (/\.mdx$/i.test(path))
    return refuse("It is MDX, which may hold code. If it holds none, rename it to .md.");
  try {
    if (lstatSync(file).isSymbolicLink() && leadsOut(folder, file))
      return refuse("It is a link that leads out of the folder.");
    const found = statSync(file);
    if (!found.isFile()) return refuse("It is no file.");
    if (found.size > LONGEST)
      return refuse(
        `It has ${Math.ceil(found.size / 1024)} KiB, and a report may have ${LONGEST / 1024}. Put logs into files of their own.`,
      );
    return decoded(path, readFileSync(file));
  } catch (error) {
    return refuse(`It cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function leadsOut(folder: string, file: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(file));
  return way.startsWith("..");
}

function decoded(path: string, bytes: Uint8Array): ReportSource {
  if (bytes.includes(0)) return { path, text: "", unreadable: "It is no text: it has NUL bytes in it." };
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const unreadable = "It is no text in UTF-8. Convert it first, such as with: iconv -f LATIN1 -t UTF-8";
    return { path, text: "", unreadable };
  }
}
