import { keepPublished, lastPublic, publicSince } from "./advisory/pinned.ts";
import { type Advisory, looksLikeAdvisory, parseAdvisory } from "./advisory.ts";
import { withoutConflicts } from "./conflict.ts";
import {
  crowdedFolders,
  duplicateProblem,
  type FileKind,
  folderProblem,
  type RecordFile,
  recordFile,
  recordFolders,
} from "./file.ts";
import type { SiteFolder } from "./folder.ts";
import { type Incident, parseIncident } from "./incident.ts";
import type { Instant } from "./instant.ts";
import { type Parsed, parseYamlRecord } from "./parse/record.ts";
import { everything, type Unread } from "./parse/schema.ts";
import { noPast, type Past, type RemovedFile, type Version } from "./past.ts";
import { keepReport, lastPublicReport } from "./postmortem/public.ts";
import { looksLikeReport } from "./postmortem/stray.ts";
import { type Postmortem, parsePostmortem } from "./postmortem.ts";
import { compareProblems, fileProblem, isBroken, type Mistake, type Problem, problemAt } from "./problem.ts";
import { quote } from "./quote.ts";
import { lastGood, readRemoved, removedProblem } from "./removed.ts";
import { type Person, peopleSchema } from "./schema/person.ts";
import { type Site, siteSchema } from "./schema/site.ts";
import { parseService, type Service } from "./service.ts";
import { decodeSource, idOf, type Source } from "./source.ts";
import type { Strict } from "./strict.ts";
import { parseTemplate, type Template } from "./template.ts";
import { parseTerm, type Term } from "./term.ts";
import { type Candidate, withoutTwins } from "./twins.ts";

/** Everything people wrote, typed, and everything wrong with it. Only what of an advisory was public depends on the clock. */
export interface Records {
  readonly site: Site;
  /** `content/site.yaml`, where it is there. */
  readonly siteSource: Source | undefined;
  readonly services: readonly Service[];
  readonly incidents: readonly Incident[];
  readonly people: ReadonlyMap<string, Person>;
  readonly templates: readonly Template[];
  /** Drafts and reserved numbers included: whoever shows them must ask `isPublished`. */
  readonly advisories: readonly Advisory[];
  /** Drafts included: whoever shows them must ask `isPublicReport`. */
  readonly postmortems: readonly Postmortem[];
  /** The glossary, in the order of the files. */
  readonly terms: readonly Term[];
  /** Ids of advisories without a record, because their file cannot be read. */
  readonly unreadableAdvisories: ReadonlySet<string>;
  /** Number of files that were looked at. */
  readonly fileCount: number;
  /** Ids of incidents without a record, because their file cannot be read. */
  readonly unreadableIds: ReadonlySet<string>;
  readonly unread?: UnreadNames;
  /** Files whose newest change cannot be read, by path, and the version that stands in for each. */
  readonly restored: ReadonlyMap<string, Version>;
  /** Files that are gone and whose records are published all the same, by path. */
  readonly removed: ReadonlyMap<string, RemovedFile>;
  readonly problems: readonly Problem[];
}

/** Names of what is there and could not be read: a reference to it is no second mistake. */
export interface UnreadNames {
  /** Ids of services without a record. */
  readonly services: ReadonlySet<string>;
  /** Ids of postmortems without a record. */
  readonly postmortems: ReadonlySet<string>;
  /** Ids of glossary terms without a record. */
  readonly terms: ReadonlySet<string>;
  /** Handles in `content/people.yaml`. */
  readonly people: Unread;
  /** Keys of `content/site.yaml`. */
  readonly site: Unread;
}

/** What is shown where `content/site.yaml` cannot be read: the page must appear all the same. */
const unnamedSite = { name: "Status", url: "http://localhost" };

/**
 * Reads all records of a site, once. What is broken is told; where `past` knows an earlier version of the file that could
 * be read, that is used in its place, and otherwise what is wrong is left out. A record whose file is gone is kept.
 */
export function loadRecords(folder: SiteFolder, past: Past = noPast): Records {
  const problems: Problem[] = [];
  const files = listFiles(folder, problems);
  const ofKind = (kind: FileKind): RecordFile[] => files.filter((file) => file.kind === kind);
  const restored = new Map<string, Version>();
  /** Reads one file, and an earlier version of it where the present one is broken. */
  const readOne = <P extends Parsed<object>>(
    file: string,
    parse: (source: Source) => P,
    earlier: (file: string) => (Strict<P> & { readonly version: Version }) | undefined = (one) =>
      lastGood(one, past, parse),
  ) => {
    const found: Problem[] = [];
    const source = readSource(folder, file, found);
    const parsed = source && parse(source);
    const all = [...found, ...(parsed?.problems ?? [])];
    const good = all.some(isBroken) || !parsed?.record ? earlier(file) : undefined;
    if (good) restored.set(file, good.version);
    for (const problem of all) problems.push(good ? { ...problem, leavesOut: false } : problem);
    return { source: good?.source ?? source, parsed: good?.parsed ?? parsed };
  };
  const firstSeen = (file: string): Instant | undefined => [...past.versions(file)].at(-1)?.at;
  const readAll = <T extends object>(kind: FileKind, parse: (source: Source) => Parsed<T>) =>
    readMarkdown(
      withoutTwins(ofKind(kind), firstSeen),
      (file) => readOne(file, unlessAdvisory(unlessReport(parse))).parsed,
      problems,
    );

  const site = ofKind("site").length > 0 ? readOne("content/site.yaml", readSite) : undefined;
  const peopleSource =
    ofKind("people").length > 0 ? readSource(folder, "content/people.yaml", problems) : undefined;
  // An earlier version would name people who have changed their minds.
  const people = peopleSource && parseYamlRecord(peopleSource, peopleSchema, { instead: {} });
  const services = readAll("service", parseService);
  const templates = readAll("template", parseTemplate);
  const incidents = readAll("incident", parseIncident);
  // A draft says nothing to anybody, so none stands for a public version, be that wrong in part.
  const wasPublic = (file: string) => lastPublic(file, past);
  const advisories = readMarkdown(
    withoutTwins(ofKind("advisory"), (file) => publicSince(file, past)),
    (file) => {
      const parse = unlessReport((source) => keepPublished(source, parseAdvisory(source), past));
      return readOne(file, parse, wasPublic).parsed;
    },
    problems,
  );
  const terms = readAll("term", parseTerm);
  const wasReport = (file: string) => lastPublicReport(file, past);
  const postmortems = readMarkdown(
    withoutTwins(ofKind("postmortem"), firstSeen),
    (file) => {
      const parse = unlessAdvisory((source) => keepReport(source, parsePostmortem(source), past));
      return readOne(file, parse, (one) => wasReport(one) ?? lastGood(one, past, parsePostmortem)).parsed;
    },
    problems,
  );
  const gone = readRemoved(past, "incident", ofKind("incident"), (file) =>
    lastGood(file, past, parseIncident),
  );
  const goneAdvisories = readRemoved(past, "advisory", ofKind("advisory"), wasPublic);
  const goneReports = readRemoved(past, "postmortem", ofKind("postmortem"), wasReport);
  const allGone = [...gone, ...goneAdvisories, ...goneReports];

  const hasFile = (name: RegExp): boolean => files.some(({ file }) => name.test(file));
  const all = [
    ...problems,
    ...(people?.problems ?? []),
    ...files.flatMap((file) => file.problem ?? []),
    ...misnamedFolders(folder),
    ...crowdedFolders([...ofKind("incident"), ...ofKind("advisory")]),
    ...allGone.map(({ file, record }) => removedProblem(file, record.id)),
    ...ofKind("later").flatMap(notPublished),
    ...(hasFile(/^content\/site\.ya?ml$/i) ? [] : [fileProblem("content/site.yaml", noSite)]),
  ];
  // Where there is no such file at all, every handle is unknown.
  const noPeople = hasFile(/^content\/people\.ya?ml$/i) ? everything : new Set<string>();
  return {
    site: site?.parsed?.record ?? siteSchema.parse(unnamedSite),
    siteSource: site?.source,
    services: services.records,
    incidents: [...incidents.records, ...gone.map(({ record }) => record)],
    people: new Map(Object.entries(people?.record ?? {})),
    templates: templates.records,
    advisories: [...advisories.records, ...goneAdvisories.map(({ record }) => record)],
    unreadableAdvisories: advisories.unreadableIds,
    postmortems: [...postmortems.records, ...goneReports.map(({ record }) => record)],
    terms: terms.records,
    fileCount: files.length,
    unreadableIds: incidents.unreadableIds,
    unread: {
      services: services.unreadableIds,
      postmortems: postmortems.unreadableIds,
      terms: terms.unreadableIds,
      people: people?.unread ?? noPeople,
      site: site?.parsed?.unread ?? everything,
    },
    restored,
    removed: new Map(allGone.map(({ file }) => [file.file, file])),
    problems: all.sort(compareProblems),
  };
}

/** The settings of a site alone, as far as they can be read: what must be known before anything else. */
export function loadSite(folder: SiteFolder): Site {
  const source = readSource(folder, "content/site.yaml", []);
  return (source && readSite(source).record) ?? siteSchema.parse(unnamedSite);
}

function readSite(source: Source) {
  return parseYamlRecord(source, siteSchema, { instead: unnamedSite, brokenYaml: true });
}

function listFiles(folder: SiteFolder, problems: Problem[]): RecordFile[] {
  return recordFolders.flatMap((name) => {
    try {
      return folder.list(name).flatMap((file) => recordFile(file) ?? []);
    } catch (error) {
      problems.push(fileProblem(name, unreadable(error instanceof Error ? error.message : String(error))));
      return [];
    }
  });
}

/** Folders that were meant to be read. One that cannot be looked at is not known to hold records. */
function misnamedFolders(folder: SiteFolder): Problem[] {
  try {
    return (folder.folders?.() ?? []).flatMap((name) => folderProblem(name, () => folder.list(name)) ?? []);
  } catch {
    return [];
  }
}

function readMarkdown<T extends object>(
  files: readonly Candidate[],
  read: (file: string) => Parsed<T> | undefined,
  problems: Problem[],
): { readonly records: T[]; readonly unreadableIds: ReadonlySet<string> } {
  const records: T[] = [];
  const unreadableIds = new Set<string>();
  for (const { file, problem, twin } of files) {
    if (twin !== undefined) problems.push(duplicateProblem(file, twin));
    const record = problem || twin !== undefined ? undefined : read(file)?.record;
    if (record) records.push(record);
    else unreadableIds.add(idOf(file));
  }
  return { records, unreadableIds };
}

/** Reads no record out of what is an advisory in the wrong folder: it may be a draft that nobody may see. */
function unlessAdvisory<T>(parse: (source: Source) => Parsed<T>): (source: Source) => Parsed<T> {
  return (source) =>
    looksLikeAdvisory(source.text) ? misplaced(source, "an advisory", "advisories") : parse(source);
}

/** The same for a postmortem. */
function unlessReport<T>(parse: (source: Source) => Parsed<T>): (source: Source) => Parsed<T> {
  return (source) =>
    looksLikeReport(source.text) ? misplaced(source, "a postmortem", "content/postmortems") : parse(source);
}

function misplaced<T>({ file }: Source, what: string, folder: string): Parsed<T> {
  const mistake: Mistake = {
    code: "file-unexpected",
    message: `This is ${what} in the wrong folder, so nothing of it is shown.`,
    found: quote(file),
    expected: `a file below ${folder}/`,
    hint: `Move it to ${folder}/${idOf(file)}.md.`,
  };
  return { record: undefined, problems: [fileProblem(file, mistake)] };
}

function readSource(folder: SiteFolder, file: string, problems: Problem[]): Source | undefined {
  try {
    const bytes = folder.read(file);
    if (bytes && bytes.length > LARGEST) {
      problems.push(fileProblem(file, tooLarge(bytes.length)));
      return undefined;
    }
    const source = bytes
      ? decodeSource(file, bytes)
      : fileProblem(file, unreadable("a link to a file that is not there"));
    if ("text" in source) {
      const settled = withoutConflicts(source);
      for (const problem of settled.problems) problems.push(problem);
      return settled.source;
    }
    problems.push(source);
  } catch (error) {
    problems.push(fileProblem(file, unreadable(error instanceof Error ? error.message : String(error))));
  }
  return undefined;
}

/** No record that people wrote is larger; one that is would keep every build busy. */
const LARGEST = 1024 * 1024;

function tooLarge(bytes: number): Mistake {
  return {
    code: "file-unreadable",
    message: "The file is too large to be a record.",
    found: `${Math.ceil(bytes / 1024)} KiB`,
    expected: "at most 1024 KiB",
    hint: "Put logs and pictures into public/ and link to them.",
  };
}

const noSite: Mistake = {
  code: "site-missing",
  message: "There is no content/site.yaml.",
  found: "no such file",
  expected: "a file with the site's name and url",
  hint: "Create it, or begin a new site with: daymark init DIR.",
};

function notPublished({ file, problem }: RecordFile): Problem | [] {
  if (problem) return [];
  const mistake: Mistake = {
    code: "kind-not-published",
    message: "This version of Daymark does not publish this kind of record yet.",
    found: `a file in ${file
      .split("/")
      .slice(0, file.startsWith("content/") ? 2 : 1)
      .join("/")}`,
    expected: "incidents, advisories, postmortems, glossary, services, templates and people",
    hint: "Leave it; a later version will read it.",
  };
  return problemAt(file, { line: 1, column: 1 }, mistake);
}

function unreadable(found: string): Mistake {
  return {
    code: "file-unreadable",
    message: "The file cannot be opened.",
    found,
    expected: "a file that may be read",
    hint: "Check its permissions, or remove it.",
  };
}
