import type { SiteFolder } from "./folder.ts";
import { type Incident, parseIncident } from "./incident.ts";
import { type Parsed, parseYamlRecord } from "./parse/record.ts";
import { compareProblems, type Problem, problemAt } from "./problem.ts";
import { quote } from "./quote.ts";
import { type Person, peopleSchema } from "./schema/person.ts";
import { type Site, siteSchema } from "./schema/site.ts";
import { ID } from "./schema/value.ts";
import { parseService, type Service } from "./service.ts";
import { decodeSource, idOf, type Source } from "./source.ts";
import { parseTemplate, type Template } from "./template.ts";

/** Everything people wrote, typed, and everything wrong with it. Nothing here depends on the clock. */
export interface Records {
  readonly site: Site;
  /** `content/site.yaml`, where it is there. */
  readonly siteSource: Source | undefined;
  readonly services: readonly Service[];
  readonly incidents: readonly Incident[];
  readonly people: ReadonlyMap<string, Person>;
  readonly templates: readonly Template[];
  /** Ids of advisories, known by their file names. */
  readonly advisoryIds: ReadonlySet<string>;
  /** Number of files that were looked at. */
  readonly fileCount: number;
  /** Incident ids of files that cannot be published, so that links to them are not reported again. */
  readonly unreadableIds: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** What is shown where `content/site.yaml` cannot be read: the page must appear all the same. */
const fallbackSite: Site = siteSchema.parse({ name: "Status", url: "http://localhost" });

/** Folders whose files are read by a later step or not yet published; they are listed, not parsed. */
const unpublishedFolders = ["postmortems", "playbooks", "roles", "drills", "glossary", "pages"] as const;

/** Reads all records of a site, once. */
export function loadRecords(folder: SiteFolder): Records {
  const reader = new Reader(folder);
  const { site, source: siteSource } = reader.site();
  const people = reader.people();
  const services = reader.markdown("content/services", parseService);
  const templates = reader.markdown("content/templates", parseTemplate);
  const incidents = reader.markdown("incidents", parseIncident);
  const advisories = reader.unpublished("advisories");
  for (const name of unpublishedFolders) reader.unpublished(`content/${name}`);
  reader.strays();
  return {
    site,
    siteSource,
    services: services.records,
    incidents: incidents.records,
    people,
    templates: templates.records,
    advisoryIds: new Set(advisories.map(idOf)),
    fileCount: reader.fileCount,
    unreadableIds: incidents.unreadableIds,
    problems: reader.problems.sort(compareProblems),
  };
}

/** Collects problems while it goes through the folders. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #folder: SiteFolder;
  readonly #seen = new Set<string>();

  constructor(folder: SiteFolder) {
    this.#folder = folder;
  }

  get fileCount(): number {
    return this.#seen.size;
  }

  site(): { site: Site; source: Source | undefined } {
    const file = "content/site.yaml";
    if (this.#folder.list("content").every((path) => path !== file)) {
      this.problems.push(
        problemAt(file, { line: 1, column: 1 }, {
          code: "site-missing",
          message: "There is no content/site.yaml.",
          found: "no such file",
          expected: "a file with the site's name and url",
          hint: "Create it, or begin a new site with: daymark init DIR.",
        }),
      );
      return { site: fallbackSite, source: undefined };
    }
    const source = this.#source(file);
    const parsed = source && parseYamlRecord(source, siteSchema);
    this.problems.push(...(parsed?.problems ?? []));
    return { site: parsed?.record ?? fallbackSite, source };
  }

  people(): ReadonlyMap<string, Person> {
    const file = "content/people.yaml";
    if (!this.#folder.list("content").includes(file)) return new Map();
    const source = this.#source(file);
    const parsed = source && parseYamlRecord(source, peopleSchema);
    this.problems.push(...(parsed?.problems ?? []));
    return new Map(Object.entries(parsed?.record ?? {}));
  }

  markdown<T extends { readonly id: string; readonly source: Source }>(
    folder: string,
    parse: (source: Source) => Parsed<T>,
  ): { records: T[]; unreadableIds: Set<string> } {
    const records: T[] = [];
    const unreadableIds = new Set<string>();
    const files = new Map<string, string>();
    for (const file of this.#folder.list(folder)) {
      if (!this.#isRecord(file, folder, ".md")) continue;
      const twin = files.get(idOf(file).toLowerCase());
      if (twin !== undefined) {
        this.#seen.add(file);
        this.problems.push(duplicate(file, twin));
        continue;
      }
      files.set(idOf(file).toLowerCase(), file);
      const source = this.#source(file);
      const parsed = source && parse(source);
      this.problems.push(...(parsed?.problems ?? []));
      if (parsed?.record) records.push(parsed.record);
      else unreadableIds.add(idOf(file));
    }
    return { records, unreadableIds };
  }

  /** Lists records of a kind that is not published yet, and says so. */
  unpublished(folder: string): string[] {
    const files = this.#folder.list(folder).filter((file) => /\.mdx?$/.test(file));
    for (const file of files) {
      this.#seen.add(file);
      this.problems.push(
        problemAt(file, { line: 1, column: 1 }, {
          code: "kind-not-published",
          message: "This version of Daymark does not publish this kind of record yet.",
          found: `a file in ${folder}`,
          expected: "incidents, services, templates and people",
          hint: "Leave it; a later version will read it.",
        }),
      );
    }
    return files;
  }

  /** Reports every file below the record folders that nobody has read. */
  strays(): void {
    for (const folder of ["content", "incidents", "advisories"]) {
      for (const file of this.#folder.list(folder)) {
        if (this.#seen.has(file) || file === "content/brand.css" || /(^|\/)README\.md$/.test(file)) continue;
        this.#seen.add(file);
        this.problems.push(stray(file));
      }
    }
  }

  #isRecord(file: string, folder: string, ending: string): boolean {
    if (!file.endsWith(ending) || /(^|\/)README\.md$/.test(file)) return false;
    if (folder === "content/services" || folder === "content/templates") {
      if (file.slice(folder.length + 1).includes("/")) return false;
    }
    if (ID.test(idOf(file))) return true;
    this.#seen.add(file);
    this.problems.push(
      problemAt(file, { line: 1, column: 1 }, {
        code: "id-invalid",
        message: "The file name is the record's id and part of its address, and this one is no id.",
        found: quote(idOf(file)),
        expected: "letters, digits, hyphens, dots and underscores, beginning with a letter or digit",
        hint: `Rename it, for example to ${suggestId(idOf(file))}${ending}.`,
      }),
    );
    return false;
  }

  #source(file: string): Source | undefined {
    this.#seen.add(file);
    let bytes: Uint8Array | undefined;
    try {
      bytes = this.#folder.read(file);
    } catch (error) {
      this.problems.push(unreadable(file, error instanceof Error ? error.message : String(error)));
      return undefined;
    }
    if (bytes === undefined) {
      this.problems.push(unreadable(file, "a link to a file that is not there"));
      return undefined;
    }
    const source = decodeSource(file, bytes);
    if ("text" in source) return source;
    this.problems.push(source);
    return undefined;
  }
}

function suggestId(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "");
  return slug === "" ? "2026-11-20-uploads-failing" : slug;
}

function duplicate(file: string, twin: string): Problem {
  return problemAt(file, { line: 1, column: 1 }, {
    code: "id-duplicate",
    message: "Another file has the same id. Folders and capitals do not tell ids apart.",
    found: quote(idOf(file)),
    expected: `an id that is not that of ${twin}`,
    hint: "Rename one of the two files.",
  });
}

function unreadable(file: string, found: string): Problem {
  return problemAt(file, { line: 1, column: 1 }, {
    code: "file-unreadable",
    message: "The file cannot be opened.",
    found,
    expected: "a file that may be read",
    hint: "Check its permissions, or remove it.",
  });
}

function stray(file: string): Problem {
  const ending = /\.[^./]*$/.exec(file)?.[0] ?? "";
  const record = /^(incidents|advisories|content\/(services|templates))\//.test(file);
  return problemAt(file, { line: 1, column: 1 }, {
    code: "file-unexpected",
    message: "This file is in a record folder and is no record, so it is not published.",
    found: ending === "" ? "a file name without ending" : `a file ending in ${ending}`,
    expected: record ? "a file ending in .md" : "a file that records.md names, such as content/site.yaml",
    hint: /^\.(markdown|mdown|mdx|mdxx|md~|txt|MD|Md)$/.test(ending)
      ? `Rename it to ${idOf(file)}.md.`
      : "Move pictures and downloads to public/, or delete the file.",
  });
}
