import type { SiteModel } from "../model/site.ts";
import { advisoryPage } from "./search/advisory.ts";
import { type SearchDocument, type SearchPage, searchDocument } from "./search/document.ts";
import { incidentPage, lessonPage, servicePage, termPage } from "./search/record.ts";
import { synonymsOf } from "./search/synonym.ts";

export type { SearchDocument } from "./search/document.ts";

/**
 * What the search looks through, made from the model and not from pages: what the model does not show (drafts, advisories
 * before their time, people who have not agreed to be named) is in none of it. One document after the other, always in
 * the same order; linear in the number of records.
 */
export function* searchDocuments(model: SiteModel): Generator<SearchDocument> {
  const synonyms = synonymsOf(model.terms);
  for (const page of searchPages(model)) yield searchDocument(page, synonyms);
}

function* searchPages(model: SiteModel): Generator<SearchPage> {
  for (const state of model.postmortems) yield lessonPage(model, state);
  for (const timeline of model.timelines) yield incidentPage(model, timeline);
  for (const state of model.advisories) yield advisoryPage(model, state);
  for (const term of model.terms) yield termPage(term);
  for (const service of model.services.values()) yield servicePage(service);
}
