import { report } from "../../../src/cli/report.ts";
import { buildModel, type SiteModel } from "../../../src/model/site.ts";
import { type Instant, parseInstant } from "../../../src/records/instant.ts";
import { loadRecords } from "../../../src/records/load.ts";
import { compareProblems } from "../../../src/records/problem.ts";
import { noHistory, origin } from "../../model/record.ts";
import { memoryFolder, rightSite } from "../memory.ts";

/*
 * A file of cases is a text of this form:
 *
 *   @@@ What is wrong, as a sentence
 *   @@ incidents/2026/2026-11-20-uploads-failing.md
 *   (the file; it is put beside the files of `rightSite`, or in the place of one of them)
 *   @@ report
 *   (all that `daymark check` prints)
 *
 * `@@ without PATH` takes a file away. `@@ PATH (escaped)` reads \t, \r, \0 and \uXXXX in the file;
 * `(utf-16)` and `(latin-1)` write it in that encoding; `(unended)` writes no line break at its end.
 * `node tests/records/wrong/write.ts` puts the present reports into all files: read the diff.
 */

/** One mistake that a person can make, and what is said about it. */
export interface Case {
  readonly title: string;
  /** The lines before the report, as they stand in the file of cases. */
  readonly given: string;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly report: string;
}

/** Takes a file of cases apart. */
export function readCases(text: string): Case[] {
  return text.split(/^(?=@@@ )/m).map((part) => {
    const at = part.indexOf("@@ report\n");
    if (at === -1) throw new Error(`A case has no report: ${part.slice(0, 60)}`);
    const given = part.slice(0, at);
    const [head = "", ...sections] = given.split(/^@@ /m);
    const files = new Map<string, string | Uint8Array>(rightSite);
    for (const section of sections) {
      const end = section.indexOf("\n");
      const header = section.slice(0, end);
      if (header.startsWith("without ")) files.delete(header.slice("without ".length));
      else addFile(files, header, section.slice(end + 1));
    }
    return {
      title: head.replace("@@@ ", "").trim(),
      given,
      files,
      report: part.slice(at + "@@ report\n".length),
    };
  });
}

/** Writes a case as it stands in its file. */
export function writeCase({ given }: Case, printed: string): string {
  return `${given}@@ report\n${printed}`;
}

/** The moment at which all cases are looked at. */
export const now: Instant = parseInstant("2026-11-20T12:00Z") as Instant;

/** What `daymark check` prints of a case, and the site that is built all the same. */
export function runCase({ files }: Case): { readonly printed: string; readonly model: SiteModel } {
  const records = loadRecords(memoryFolder(files));
  const model = buildModel(records, origin, now, noHistory);
  return { printed: report(model.problems.toSorted(compareProblems), "text"), model };
}

function addFile(files: Map<string, string | Uint8Array>, header: string, content: string): void {
  const [, path = "", how] = /^(.*?)(?: \(([a-z0-9-]+)\))?$/.exec(header) ?? [];
  const plain = how === "escaped" ? content.replace(/\\(t|r|0|u[0-9a-f]{4})/g, unescaped) : content;
  if (how === "utf-16") files.set(path, Buffer.from(`\ufeff${plain}`, "utf16le"));
  else if (how === "latin-1") files.set(path, Buffer.from(plain, "latin1"));
  else files.set(path, how === "unended" ? plain.slice(0, -1) : plain);
}

function unescaped(text: string): string {
  if (text === "\\t") return "\t";
  if (text === "\\r") return "\r";
  return text === "\\0" ? "\0" : String.fromCharCode(Number.parseInt(text.slice(2), 16));
}
