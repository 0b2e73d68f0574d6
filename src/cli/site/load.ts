import { createHash } from "node:crypto";
import { commitOf } from "../../history/commit.ts";
import { buildModel, type SiteModel } from "../../model/site.ts";
import { siteFolder } from "../../records/folder.ts";
import type { Instant } from "../../records/instant.ts";
import { loadRecords, type Records } from "../../records/load.ts";
import { engineVersion } from "../engine.ts";

/** Folders that belong to a site's owner. */
export const ownFolders = ["content", "incidents", "advisories", "public"] as const;

/** A site's model, and what git said where it would not name the commit. */
export interface LoadedSite {
  readonly model: SiteModel;
  readonly trouble: string | undefined;
}

/** Reads a site's records and builds its model. `base` overrides the path of the site's url. */
export function loadModel(root: string, now: Instant, base: string | undefined, live = false): LoadedSite {
  const folder = siteFolder(root);
  const records = loadRecords(folder);
  const { commit, trouble } = commitOf(root, ownFolders);
  const brand = folder.read("content/brand.css");
  const model = buildModel(
    records,
    {
      engine: engineVersion(),
      commit: commit?.hash,
      modified: commit?.modified ?? false,
      prefix: commit?.prefix ?? "",
      version: "",
      live,
      base: baseOf(base ?? new URL(records.site.url).pathname),
      brand: brand && new TextDecoder().decode(brand),
    },
    now,
  );
  return { model: { ...model, origin: { ...model.origin, version: versionOf(records, model) } }, trouble };
}

/** A path without a slash at its end; two slashes at its beginning would make the address of another host of it. */
function baseOf(path: string): string {
  return path.replace(/\/+/g, "/").replace(/\/$/, "");
}

/**
 * A digest of what readers see: the engine, every record's text, what is shown of people, the site's own colours, what
 * is missing, and where each record stands. Two builds of the same records have the same one, unless the clock has
 * moved a maintenance in between.
 */
function versionOf(records: Records, model: SiteModel): string {
  const hash = createHash("sha256").update(model.origin.engine);
  hash.update(records.siteSource?.text ?? "");
  for (const { source } of [...records.services, ...records.incidents])
    hash.update(`\0${source.file}\0${source.text}`);
  const { people, leftOut, mistaken, origin } = model;
  hash.update(`\0${JSON.stringify([[...people], leftOut, mistaken, origin.brand])}`);
  for (const timeline of model.open)
    hash.update(`\0${timeline.record.id}\0${timeline.status}\0${timeline.level}`);
  return hash.digest("hex").slice(0, 16);
}
