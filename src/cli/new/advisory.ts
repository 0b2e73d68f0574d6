import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { writeDraft, writeReserved } from "../../records/advisory/edit.ts";
import { parseAdvisory } from "../../records/advisory.ts";
import { siteFolder } from "../../records/folder.ts";
import { loadSite } from "../../records/load.ts";
import { concludeWith } from "../git.ts";
import { readNow } from "../now.ts";
import { printable, report } from "../report.ts";
import { refreshEditorFiles } from "../schema/intellisense.ts";
import { requireSite } from "../site/records.ts";
import { sourceOf } from "../update/examine.ts";
import { fullMinute } from "../update/moment.ts";
import { type Input, type Io, switchOption, textOption, UsageError } from "../verb.ts";
import { nextNumber, numbered, readPrefix } from "./number.ts";

/** Options of `daymark new advisory`; the others of `new` say nothing about an advisory. */
const OPTIONS: ReadonlySet<string> = new Set([
  "title",
  "severity",
  "package",
  "reserve",
  "commit",
  "now",
  "root",
  "help",
]);

/** What others can read of a draft, and how to work on one that nobody may read yet. */
const PUBLIC = `A draft is on no page and in no feed, but whoever can read the repository can read the draft, now and later in its history.
While nobody may know of it, write it in a private fork, and push once: with "published", when the fix is out.
`;

/** `daymark new advisory`: a draft, or a reserved number. Returns the exit code. */
export async function newAdvisory(input: Input, io: Io): Promise<number> {
  requireOptions(input);
  requireSite(input, io);
  const now = fullMinute(readNow(input, io));
  const year = new Date(now).getUTCFullYear();
  const site = loadSite(siteFolder(input.root));
  const prefix = readPrefix(site, year);
  const isReserved = switchOption(input, "reserve");
  const title = await readTitle(isReserved, input, io);
  const severity = textOption(input, "severity");
  const text = isReserved
    ? writeReserved(title)
    : writeDraft({ title, packages: packagesIn(input), severity, now });
  let number = await nextNumber(input.root, site.history, prefix, year, io);
  let file = fileOf(prefix, year, number);
  requireRight(file, text);
  // Somebody else may take the same number at the same time.
  while (!written(join(input.root, file), text)) file = fileOf(prefix, year, ++number);
  refreshEditorFiles(input.root);
  const id = numbered(prefix, year, number);
  if (isReserved) {
    io.err(`${id} is taken. Nothing of it is shown; write the advisory into the same file.\n`);
    return concludeWith(file, `Reserve ${id}`, input, io);
  }
  io.err(`${id}: ${printable(title)}: a draft.\n${PUBLIC}`);
  io.out(`${relative(io.cwd, join(input.root, file)).replaceAll("\\", "/")}\n`);
  return 0;
}

function fileOf(prefix: string, year: number, number: number): string {
  return `advisories/${year}/${numbered(prefix, year, number)}.md`;
}

/** Throws `UsageError` for options that say nothing about an advisory, or nothing about a number. */
function requireOptions(input: Input): void {
  const given = Object.keys(input.values).filter((name) => input.values[name] !== undefined);
  const foreign = given.find((name) => !OPTIONS.has(name));
  if (foreign !== undefined)
    throw new UsageError(
      `--${foreign} says nothing about an advisory. Expected --package, --severity or --reserve; the rest is written into the file.`,
    );
  const isReserved = switchOption(input, "reserve");
  const surplus = given.find((name) => name === "package" || name === "severity");
  if (isReserved && surplus !== undefined)
    throw new UsageError(`--${surplus} is not for a number that is only reserved. Leave out one of the two.`);
  if (!isReserved && switchOption(input, "commit"))
    throw new UsageError(
      "--commit is for --reserve: a draft is committed by hand, and not where others can read it before its time.",
    );
}

async function readTitle(isReserved: boolean, input: Input, io: Io): Promise<string> {
  const words = input.positionals.slice(1).join(" ").trim();
  const option = textOption(input, "title")?.trim() ?? "";
  if (words !== "" && option !== "")
    throw new UsageError("the title is given twice, after the kind and by --title. Leave one out.");
  const given = words || option;
  if (/[\r\n]/.test(given))
    throw new UsageError("the title has more than one line. Put the rest into the text of the advisory.");
  if (given !== "" || isReserved) return given || "Reserved";
  const answer = io.interactive && io.ask ? (await io.ask("Title, in a few plain words: ")).trim() : "";
  if (answer !== "") return answer;
  throw new UsageError(
    "there is no title. Write it after the kind: daymark new advisory Path traversal in archive extraction",
  );
}

function packagesIn(input: Input): string[] {
  const values = input.values["package"];
  return Array.isArray(values) ? values.map(String) : [];
}

/** Throws `UsageError` with what `check` would say. */
function requireRight(file: string, text: string): void {
  const wrong = parseAdvisory(sourceOf(file, text)).problems.filter(({ severity }) => severity === "error");
  if (wrong.length === 0) return;
  throw new UsageError(
    `nothing was written to ${file}, because it would be wrong:\n\n${report(wrong, "text").trimEnd()}`,
  );
}

/** Writes a new file. Returns false, and writes nothing, if it is there already. */
function written(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
