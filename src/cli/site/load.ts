import { createHash } from "node:crypto";
import { pastOf } from "../../history/past.ts";
import { type SiteHistory, withoutHistory } from "../../history/revision.ts";
import { siteHistory } from "../../history/site.ts";
import { withheldOf } from "../../history/withheld.ts";
import { actionKey } from "../../model/postmortem.ts";
import { buildModel, type SiteModel } from "../../model/site.ts";
import { type SiteFolder, siteFolder } from "../../records/folder.ts";
import type { Instant } from "../../records/instant.ts";
import { loadRecords, loadSite, type Records } from "../../records/load.ts";
import { compareProblems } from "../../records/problem.ts";
import { engineVersion } from "../engine.ts";
import { readPast, type SitePast } from "./past.ts";
import { withoutWithheld } from "./withheld.ts";

/** A site's records and all that is known of their past. */
export interface LoadedRecords {
  readonly folder: SiteFolder;
  readonly records: Records;
  readonly past: SitePast;
}

/** A site's model, and what people should be told of its repository. */
export interface LoadedSite {
  readonly model: SiteModel;
  /** Git's own folder, where there is one. */
  readonly gitFolder: string | undefined;
  readonly trouble: string | undefined;
}

/** Options of `loadModel`. */
export interface LoadOptions {
  readonly now: Instant;
  /** Overrides the path of the site's url. */
  readonly base?: string | undefined;
  /** Whether the development server shows it. */
  readonly live?: boolean;
  /** Called while a long history is read. */
  readonly progress?: (text: string) => void;
}

/** Reads a site's records, with versions from git in the place of what is broken or gone. Throws `UsageError`. */
export async function loadWithPast(
  root: string,
  now: Instant,
  progress?: (text: string) => void,
): Promise<LoadedRecords> {
  const folder = siteFolder(root);
  const past = await readPast(root, loadSite(folder).history, progress);
  const { history } = past;
  if (typeof history === "string") return { folder, records: loadRecords(folder), past };
  const { lineages, contents, working } = history;
  const records = loadRecords(
    folder,
    pastOf(lineages, contents, (path) => working.get(path) === "removed", now),
  );
  const problems = [...records.problems, ...history.problems].sort(compareProblems);
  return { folder, records: { ...records, problems }, past };
}

/** Reads a site's records and builds its model. Throws `UsageError` for a repository that cannot be read. */
export async function loadModel(root: string, options: LoadOptions): Promise<LoadedSite> {
  const loaded = await loadWithPast(root, options.now, options.progress);
  const { folder, past } = loaded;
  const { repository, modified, trouble } = past;
  const brand = folder.read("content/brand.css");
  const history = historyOf(past, folder, loaded.records, options.now);
  const records = withoutWithheld(loaded.records, history.withheld);
  const model = buildModel(
    records,
    {
      engine: engineVersion(),
      commit: repository?.head,
      modified,
      prefix: repository?.prefix ?? "",
      version: "",
      live: options.live ?? false,
      base: baseOf(options.base ?? new URL(records.site.url).pathname),
      brand: brand && new TextDecoder().decode(brand),
    },
    options.now,
    history,
  );
  const version = versionOf(records, model);
  return {
    model: { ...model, origin: { ...model.origin, version } },
    gitFolder: repository?.folder,
    trouble,
  };
}

function historyOf({ history }: SitePast, folder: SiteFolder, records: Records, now: Instant): SiteHistory {
  if (typeof history === "string") return withoutHistory(history, withheldOf(records, undefined));
  const { lineages, contents } = history;
  const working = new Map(
    [...history.working].map(([path, one]) => [path, one === "removed" ? undefined : folder.read(path)]),
  );
  return siteHistory({ lineages, contents, working }, records, now);
}

/** A path without a slash at its end; two slashes at its beginning would make the address of another host of it. */
function baseOf(path: string): string {
  return path.replace(/\/+/g, "/").replace(/\/$/, "");
}

/**
 * A digest of what readers see: the engine, every record's text, what is shown of people, the site's own colours, what
 * is missing, and where each record stands. Two builds of the same records have the same one, unless the clock has
 * moved a maintenance, or made an action item overdue, in between.
 */
function versionOf(records: Records, model: SiteModel): string {
  const hash = createHash("sha256").update(model.origin.engine);
  hash.update(records.siteSource?.text ?? "");
  const advisories = model.advisories.map(({ record }) => record);
  const reports = model.postmortems.map(({ record }) => record);
  const all = [...records.services, ...records.incidents, ...advisories, ...reports, ...records.terms];
  for (const { source } of all) hash.update(`\0${source.file}\0${source.text}`);
  const { people, leftOut, mistaken, origin, history } = model;
  hash.update(newestCommit(history) ?? "");
  hash.update(`\0${JSON.stringify([[...people], leftOut, mistaken, origin.brand])}`);
  for (const timeline of model.open)
    hash.update(`\0${timeline.record.id}\0${timeline.status}\0${timeline.level}`);
  const overdue = model.postmortems.flatMap(({ actions }) => actions.filter(({ isOverdue }) => isOverdue));
  hash.update(`\0${JSON.stringify([overdue.map(actionKey), [...history.withheld.addresses].sort()])}`);
  return hash.digest("hex").slice(0, 16);
}

/** The newest commit that touched a record: its history is what readers see, too. */
function newestCommit({ records }: SiteHistory): string | undefined {
  let newest: { at: Instant; hash: string } | undefined;
  for (const { revisions } of records) {
    const commit = revisions.findLast((revision) => revision.commit)?.commit;
    if (
      commit &&
      (!newest || commit.at > newest.at || (commit.at === newest.at && commit.hash > newest.hash))
    )
      newest = commit;
  }
  return newest?.hash;
}
