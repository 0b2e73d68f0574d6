import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { PublishedAdvisory } from "../../records/advisory.ts";
import type { AdvisoryFrontMatter } from "../../records/schema/advisory.ts";
import { absolute } from "../../views/page.ts";
import { harmless } from "../text/markdown.ts";
import { uri } from "../uri.ts";
import { osvAffected, osvPackage } from "./affected.ts";
import { osvId } from "./id.ts";
import { packagePage, sameAddress } from "./reference.ts";
import { osvSeverity } from "./severity.ts";
import {
  type OsvAffected,
  type OsvCredit,
  type OsvRecord,
  type OsvReference,
  type OsvSpecific,
  SCHEMA_VERSION,
} from "./shape.ts";
import { summaryOf } from "./summary.ts";
import { osvTime } from "./time.ts";

/** An advisory as a record of OSV. Pure: the same advisory gives the same record. */
export function osvRecord(model: SiteModel, state: AdvisoryState): OsvRecord {
  const { record } = state;
  const imported = record.modified !== undefined;
  const perEntry = record.affected.some(({ severity }) => severity.length > 0);
  const affected = record.affected.flatMap((entry): OsvAffected[] => {
    const vectors = entry.severity.length > 0 || !perEntry ? entry.severity : record.severity;
    const one = osvAffected(entry, vectors, imported);
    return one ? [one] : [];
  });
  const isScored = affected.some(({ severity }) => severity !== undefined);
  const severity = isScored ? [] : osvSeverity(record.severity);
  const names = (ids: readonly string[]): string[] =>
    ids.map((id) => (model.advisoriesById.has(id) ? osvId(model, id) : id));
  const summary = imported ? record.title : summaryOf(record.title);
  const details = detailsOf(record);
  const specific = specificOf(model, record);
  const { withdrawn, aliases, related, upstream } = record;
  return {
    schema_version: SCHEMA_VERSION,
    id: osvId(model, record.id),
    modified: osvTime(state.modified),
    published: osvTime(record.published),
    ...(withdrawn && { withdrawn: osvTime(withdrawn.at) }),
    ...(aliases.length > 0 && { aliases: names(aliases) }),
    ...(related.length > 0 && { related: names(related) }),
    ...(upstream.length > 0 && { upstream: names(upstream) }),
    // A record that came without a summary has its id as title.
    ...(!(imported && record.title === record.id) && { summary }),
    ...(details !== "" && { details }),
    ...(severity.length > 0 && { severity }),
    ...(affected.length > 0 && { affected }),
    references: referencesOf(model, record),
    ...(record.credits.length > 0 && { credits: record.credits.map(osvCredit) }),
    ...(specific && { database_specific: specific }),
  };
}

/** The text; why an advisory was withdrawn stands before everything else. */
function detailsOf({ body, withdrawn }: PublishedAdvisory): string {
  const reason = withdrawn?.reason === undefined ? "" : `**Withdrawn:** ${plainWords(withdrawn.reason)}`;
  return harmless([reason, body].filter((part) => part !== "").join("\n\n"));
}

/** One line of plain text as Markdown. */
function plainWords(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}

/** The record's own references, this site's page of the advisory, and the pages of the packages. */
function referencesOf(model: SiteModel, record: PublishedAdvisory): OsvReference[] {
  const own = record.references.map(({ type, url }): OsvReference => {
    return { type: type.toUpperCase() as OsvReference["type"], url: uri(url) };
  });
  const page = uri(absolute(model, `/advisories/${record.id}/`));
  const packages = record.affected.flatMap((entry) => {
    const named = osvPackage(entry);
    return (named && packagePage(named)) ?? [];
  });
  const added = [
    { type: "ADVISORY", url: page } as const,
    ...[...new Set(packages)].map((url) => ({ type: "PACKAGE", url: uri(url) }) as const),
  ];
  return [...own, ...added.filter(({ url }) => !own.some((one) => sameAddress(one.url, url)))];
}

function osvCredit({ name, type, contact }: AdvisoryFrontMatter["credits"][number]): OsvCredit {
  return {
    name,
    ...(contact && contact.length > 0 && { contact }),
    ...(type && { type: type.toUpperCase().replaceAll("-", "_") }),
  };
}

/** What the record's database keeps with it; the kinds of weakness, and the id where OSV's is another. */
function specificOf(
  model: SiteModel,
  { id, cwe, databaseSpecific }: PublishedAdvisory,
): OsvSpecific | undefined {
  const specific: OsvSpecific = {
    ...databaseSpecific,
    ...(cwe.length > 0 && { cwe_ids: cwe }),
    ...(osvId(model, id) !== id && { native_id: id }),
  };
  return databaseSpecific || Object.keys(specific).length > 0 ? specific : undefined;
}
