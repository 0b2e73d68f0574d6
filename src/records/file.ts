import { nearest } from "./nearest.ts";
import { fileProblem, type Mistake, type Problem, problemAt } from "./problem.ts";
import { alternatives, quote } from "./quote.ts";
import { ID } from "./schema/value.ts";
import { idOf } from "./source.ts";

/** The folders of a site that hold records. */
export const recordFolders = ["content", "incidents", "advisories"] as const;

/** What a file is, by its path alone. */
export type FileKind =
  | "site"
  | "people"
  | "service"
  | "template"
  | "incident"
  | "advisory"
  | "postmortem"
  | "term"
  | "later";

const FOLDERS: readonly {
  readonly folder: string;
  readonly kind: FileKind;
  readonly flat?: true;
  readonly mdx?: true;
  /** Ids that no record may have, in lower case: the site's own pages and anchors have them. */
  readonly taken?: readonly string[];
}[] = [
  { folder: "incidents/", kind: "incident" },
  { folder: "advisories/", kind: "advisory" },
  { folder: "content/services/", kind: "service", flat: true },
  { folder: "content/templates/", kind: "template", flat: true },
  {
    folder: "content/postmortems/",
    kind: "postmortem",
    flat: true,
    mdx: true,
    taken: ["actions", "by", "digest", "metrics"],
  },
  {
    folder: "content/glossary/",
    kind: "term",
    flat: true,
    // Terms are anchors of one page, on which the signs of the levels are drawn, too.
    taken: [
      "main",
      ...["day", "degraded", "maintenance", "major", "notice", "operational", "partial"].map(
        (sign) => `sign-${sign}`,
      ),
    ],
  },
  // Read by a later version.
  { folder: "content/playbooks/", kind: "later", mdx: true },
  { folder: "content/roles/", kind: "later", mdx: true },
  { folder: "content/drills/", kind: "later", mdx: true },
  { folder: "content/pages/", kind: "later", mdx: true },
];

/** A file below a record folder: of a kind, or with the problem that keeps it from being a record of its folder's. */
export interface RecordFile {
  readonly file: string;
  /** Undefined for a file that lies in no folder of a kind. */
  readonly kind: FileKind | undefined;
  readonly problem?: Problem;
}

/** Tells what a file is; undefined for those that need no attention. */
export function recordFile(file: string): RecordFile | undefined {
  if (file === "content/brand.css" || /(?:^|\/)README\.md$/.test(file)) return undefined;
  if (file === "content/site.yaml") return { file, kind: "site" };
  if (file === "content/people.yaml") return { file, kind: "people" };
  const place = FOLDERS.find(({ folder }) => file.startsWith(folder));
  if (!place) return { file, kind: undefined, problem: strayProblem(file) };
  const { folder, kind, flat, mdx, taken } = place;
  if (!(mdx ? /\.mdx?$/ : /\.md$/).test(file))
    return { file, kind, problem: endingProblem(file, mdx === true) };
  if (flat && file.includes("/", folder.length)) return { file, kind, problem: depthProblem(file, folder) };
  if (/\.mdx?$/i.test(idOf(file))) return { file, kind, problem: endingTwiceProblem(file) };
  if (/^index\.html$/i.test(idOf(file))) return { file, kind, problem: takenProblem(file, ["index.html"]) };
  if (!ID.test(idOf(file))) return { file, kind, problem: idProblem(file) };
  if (taken?.includes(idOf(file).toLowerCase())) return { file, kind, problem: takenProblem(file, taken) };
  return { file, kind };
}

/** Whether a path is that of a record of its folder. */
export function isRecordPath(path: string): boolean {
  const file = recordFile(path);
  return file !== undefined && file.problem === undefined;
}

/** Two files whose names differ in capitals only, or in their folders only. */
export function duplicateProblem(file: string, twin: string): Problem {
  return fileProblem(file, {
    code: "id-duplicate",
    message: "Another file has the same id. Folders and capitals do not tell ids apart.",
    found: quote(idOf(file)),
    expected: `an id that is not that of ${twin}`,
    hint: "Rename one of the two files.",
  });
}

/** More files directly in one folder make git slow: it compares the whole folder for each commit. */
const CROWD = 2000;

/** Folders that hold so many files of records that git becomes slow. */
export function crowdedFolders(files: readonly RecordFile[]): Problem[] {
  const folders = Map.groupBy(files, ({ file }) => file.slice(0, file.lastIndexOf("/")));
  return [...folders].flatMap(([folder, { length }]) => {
    if (length <= CROWD) return [];
    const mistake: Mistake = {
      code: "folder-crowded",
      message: "So many files in one folder make git slow, and with it every build.",
      found: `${length} files in ${folder}/`,
      expected: `at most ${CROWD} files in one folder`,
      hint: `Move them into folders by year and month, such as ${folder}/2026/11/: addresses do not change by it.`,
    };
    return [problemAt(folder, { line: 1, column: 1 }, mistake)];
  });
}

/** A folder of the site's root whose name is nearly that of a record folder, and which holds what may be records. */
export function folderProblem(folder: string, list: () => readonly string[]): Problem | undefined {
  if (recordFolders.some((name) => name === folder)) return undefined;
  const near = nearest(folder, recordFolders);
  const files = near === undefined ? [] : list().filter((file) => /(?<!(?:^|\/)README)\.md$/.test(file));
  const [first] = files;
  if (near === undefined || first === undefined) return undefined;
  const mistake = {
    code: "folder-unknown",
    message: `Daymark does not read the folder ${folder}, so what is in it is not published.`,
    found: `${files.length === 1 ? "one .md file" : `${files.length} .md files`} in ${folder}/`,
    expected: `a folder ${near}`,
    hint: `If these are records, rename the folder to ${near}.`,
  } as const;
  return problemAt(first, { line: 1, column: 1 }, mistake);
}

function endingTwiceProblem(file: string): Problem {
  const name = idOf(file);
  return fileProblem(file, {
    code: "id-invalid",
    message:
      "The file name has its ending twice, and the first would be part of the record's id and address.",
    found: quote(file.slice(file.lastIndexOf("/") + 1)),
    expected: "an id and one ending",
    hint: `Rename it to ${name.replace(/(?:\.mdx?)+$/i, "")}${file.slice(file.lastIndexOf("."))}.`,
  });
}

/** Longest id, as `ID` has it. */
const LONGEST = 200;

function idProblem(file: string): Problem {
  const name = idOf(file);
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, LONGEST);
  const ending = file.slice(file.lastIndexOf("."));
  return fileProblem(file, {
    code: "id-invalid",
    message: "The file name is the record's id and part of its address, and this one is no id.",
    found: quote(name),
    expected:
      name.length > LONGEST
        ? `at most ${LONGEST} letters, digits, hyphens, dots and underscores`
        : "letters, digits, hyphens, dots and underscores, beginning with a letter or digit",
    hint: slug === "" ? "Rename it, using plain letters." : `Rename it, for example to ${slug}${ending}.`,
  });
}

function takenProblem(file: string, taken: readonly string[]): Problem {
  return fileProblem(file, {
    code: "id-invalid",
    message: "A page of the site itself has this address.",
    found: quote(idOf(file)),
    expected: `any other id than ${alternatives(taken, "and")}`,
    hint: "Rename the file, for example by putting the day before its name.",
  });
}

function endingProblem(file: string, mdx: boolean): Problem {
  const ending = /\.[^./]*$/.exec(file)?.[0] ?? "";
  return fileProblem(file, {
    code: "file-unexpected",
    message: "This file is in a record folder and is no record, so it is not published.",
    found: ending === "" ? "a file name without ending" : `a file ending in ${ending}`,
    expected: mdx ? "a file ending in .md or .mdx" : "a file ending in .md",
    hint: /^(?:\.(?:markdown|mdown|mkd|mdx+|md~|txt|md))?$/i.test(ending)
      ? `Rename it to ${idOf(file)}.md.`
      : "Move pictures and downloads to public/, or delete the file.",
  });
}

function depthProblem(file: string, folder: string): Problem {
  return fileProblem(file, {
    code: "file-unexpected",
    message: "This file is in a folder of its own, so it is not published.",
    found: quote(file),
    expected: `a file directly in ${folder}`,
    hint: `Move it to ${folder}${idOf(file)}.md.`,
  });
}

function strayProblem(file: string): Problem {
  const yaml = /^content\/(site|people)\.ya?ml$/i.exec(file)?.[1]?.toLowerCase();
  return fileProblem(file, {
    code: "file-unexpected",
    message: "Daymark knows no such file or folder, so it is not published.",
    found: quote(file),
    expected: "content/site.yaml, content/people.yaml, or a folder such as content/services",
    hint: yaml
      ? `Rename it to content/${yaml}.yaml.`
      : "Move it to the folder that it belongs to, or delete it.",
  });
}
