import type { SiteModel } from "../../model/site.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { publisherOf } from "../advisory/publisher.ts";
import type { DocumentPart, Note, Reference, Revision } from "./shape.ts";

/** What differs from document to document. */
export interface DocumentFacts extends Pick<DocumentPart, "category" | "title" | "aggregate_severity"> {
  readonly id: string;
  /** Path below the folder of white documents. */
  readonly path: string;
  /** Address of the document itself. */
  readonly url: string;
  readonly aliases?: readonly string[];
  readonly released: Instant;
  readonly changed: Instant;
  readonly isFinal: boolean;
  /** Oldest first. */
  readonly revisions: readonly { readonly at: Instant; readonly summary: string }[];
  readonly notes?: readonly Note[];
  /** Beside the document itself. */
  readonly references: readonly Reference[];
}

/** The languages that the schema of CSAF 2.0 and its tests take without more ado. */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i;

/** The part about the document itself (CSAF 2.0, section 3.2.1). No time in it comes from the clock. */
export function documentPart({ site }: Pick<SiteModel, "site">, facts: DocumentFacts): DocumentPart {
  const { aggregate_severity, aliases = [], category, notes = [], references, revisions, title } = facts;
  return {
    ...(aggregate_severity && { aggregate_severity }),
    category,
    csaf_version: "2.0",
    distribution: { tlp: { label: "WHITE", url: "https://www.first.org/tlp/v1/" } },
    ...(LANGUAGE.test(site.locale) && { lang: site.locale }),
    ...(notes.length > 0 && { notes }),
    publisher: publisherOf(site),
    references: [{ category: "self", summary: "This document in CSAF 2.0", url: facts.url }, ...references],
    title,
    tracking: {
      ...(aliases.length > 0 && { aliases: [...new Set(aliases)] }),
      current_release_date: toRfc3339(facts.changed),
      // Without its version: an upgrade of Daymark is no new revision, and must not change a byte.
      generator: { engine: { name: "Daymark" } },
      id: facts.id,
      initial_release_date: toRfc3339(facts.released),
      revision_history: revisions.map(revisionOf),
      status: facts.isFinal ? "final" : "interim",
      version: String(revisions.length),
    },
  };
}

function revisionOf({ at, summary }: DocumentFacts["revisions"][number], index: number): Revision {
  return { date: toRfc3339(at), number: String(index + 1), summary };
}
