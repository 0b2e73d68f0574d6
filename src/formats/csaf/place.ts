import { createHash } from "node:crypto";
import { isForScanners } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Instant } from "../../records/instant.ts";
import { publicUpdates, securityIncidents } from "./incident.ts";
import { documentPath, documentUrl, isServedSafely } from "./name.ts";

/** Where a document lies and what it is called. */
export interface DocumentPlace {
  readonly id: string;
  /** Path below the folder of white documents. */
  readonly path: string;
  readonly url: string;
}

/** The places of all documents of a site, by the ids of the records. */
export interface CsafPlaces {
  readonly advisories: ReadonlyMap<string, DocumentPlace>;
  readonly incidents: ReadonlyMap<string, DocumentPlace>;
}

const placesByModel = new WeakMap<SiteModel, CsafPlaces>();

/** Where the documents of a site are; what is not in CSAF has no place. Worked out once for a model. */
export function csafPlaces(model: SiteModel): CsafPlaces {
  let places = placesByModel.get(model);
  if (!places) {
    places = placesOf(model);
    placesByModel.set(model, places);
  }
  return places;
}

function placesOf(model: SiteModel): CsafPlaces {
  const advisories = new Map<string, DocumentPlace>();
  const incidents = new Map<string, DocumentPlace>();
  if (!isServedSafely(model)) return { advisories, incidents };
  const taken = new Set<string>();
  for (const { record } of model.advisories.filter(isForScanners).toReversed()) {
    advisories.set(record.id, placeOf(model, taken, record.id, record.published));
  }
  for (const { timeline } of securityIncidents(model).toReversed()) {
    const [first] = publicUpdates(timeline, model);
    const { id } = timeline.record;
    if (first) incidents.set(id, placeOf(model, taken, id, first.at));
  }
  return { advisories, incidents };
}

/**
 * Where a document goes. The standard makes the file's name of the id, by which two ids may get one name (`a.b`, `a_b`);
 * the one released later then gets a digest behind its id.
 */
function placeOf(model: SiteModel, taken: Set<string>, own: string, released: Instant): DocumentPlace {
  const isTaken = taken.has(documentPath(own, released));
  const id = isTaken ? `${own}-${createHash("sha256").update(own).digest("hex").slice(0, 8)}` : own;
  const path = documentPath(id, released);
  taken.add(path);
  return { id, path, url: documentUrl(model, path) };
}
