import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import type { TextDocument } from "../views/document.ts";
import { advisoryCsaf } from "./csaf/advisory.ts";
import { incidentCsaf, publicUpdates, securityIncidents } from "./csaf/incident.ts";
import { csafPlaces, type DocumentPlace } from "./csaf/place.ts";
import { type Entry, providerDocuments, withHashes } from "./csaf/provider.ts";
import type { CsafDocument } from "./csaf/shape.ts";
import { sortedJson } from "./csaf/sorted.ts";

/**
 * The files of a CSAF 2.0 provider below `/.well-known/csaf/`: a document for each advisory that is not merely
 * informational and for each incident that affected users' security, their hashes, and the lists of all. Nothing at all
 * where there is no document, or where the site is not served over TLS.
 */
export function* csafDocuments(model: SiteModel): Generator<TextDocument> {
  const entries: Entry[] = [];
  for (const { place, released, changed, make } of drafts(model)) {
    const document = make(place);
    const { title } = document.document;
    entries.push({ id: place.id, title, path: place.path, released, changed });
    yield* withHashes(place.path, sortedJson(document));
  }
  if (entries.length > 0) yield* providerDocuments(model, entries);
}

/** Whether a site has anything in CSAF. */
export function providesCsaf(model: SiteModel): boolean {
  const { advisories, incidents } = csafPlaces(model);
  return advisories.size + incidents.size > 0;
}

/** A document to be made, in its place. */
interface Draft {
  readonly place: DocumentPlace;
  readonly released: Instant;
  readonly changed: Instant;
  make(place: DocumentPlace): CsafDocument;
}

function* drafts(model: SiteModel): Generator<Draft> {
  const places = csafPlaces(model);
  for (const state of model.advisories.toReversed()) {
    const { id, published } = state.record;
    const place = places.advisories.get(id);
    if (!place) continue;
    yield {
      place,
      released: published,
      changed: state.modified,
      make: (own) => advisoryCsaf(model, state, own),
    };
  }
  for (const incident of securityIncidents(model).toReversed()) {
    const { timeline } = incident;
    const place = places.incidents.get(timeline.record.id);
    const updates = publicUpdates(timeline, model);
    const [first] = updates;
    if (!place || !first) continue;
    const changed = updates.at(-1)?.at ?? first.at;
    yield { place, released: first.at, changed, make: (own) => incidentCsaf(model, incident, updates, own) };
  }
}
