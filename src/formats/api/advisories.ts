import { type AdvisoryState, isForScanners } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Affected } from "../../records/advisory/software.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { packageLink } from "../../views/advisory/package.ts";
import { trailPath } from "../../views/audit/path.ts";
import { hasHistory } from "../../views/audit/state.ts";
import { absolute, advisoryPath, incidentPath } from "../../views/page.ts";
import { csafPlaces } from "../csaf/place.ts";
import { osvId } from "../osv/id.ts";
import { osvFolder } from "../osv.ts";
import { type ListPage, paged } from "./paged.ts";
import type { AdvisoriesDocument } from "./schema/advisories.ts";
import { schemaUrl } from "./schema.ts";

/** What is said of one advisory. */
export type AdvisoryEntry = AdvisoriesDocument["advisories"][number];

/** The list of all advisories, newest publication first. */
export function advisoriesPages(model: SiteModel): Generator<ListPage> {
  return paged(
    model,
    "advisories",
    model.advisories,
    (head, own): AdvisoriesDocument => ({
      $schema: schemaUrl(model, "advisories"),
      ...head,
      advisories: own.map((state) => advisoryEntry(model, state)),
    }),
  );
}

/** Says it of one. */
export function advisoryEntry(model: SiteModel, state: AdvisoryState): AdvisoryEntry {
  const { record, score, severity, modified, incidents } = state;
  const { id, published, withdrawn } = record;
  return {
    id,
    kind: record.kind,
    title: record.title,
    url: absolute(model, advisoryPath(id)),
    severity: severity ?? null,
    score: score?.score ?? null,
    vector: score?.vector ?? null,
    published: toRfc3339(published),
    modified: toRfc3339(modified),
    withdrawn: withdrawn
      ? {
          at: toRfc3339(withdrawn.at),
          reason: withdrawn.reason ?? null,
        }
      : null,
    aliases: record.aliases,
    affected: record.affected.map((entry) => affectedOf(model, entry)),
    incidents: incidents.flatMap((one) =>
      model.timelinesById.has(one) ? [{ id: one, url: absolute(model, incidentPath(one)) }] : [],
    ),
    osv: isForScanners(state) ? absolute(model, `${osvFolder}${osvId(model, id)}.json`) : null,
    csaf: csafPlaces(model).advisories.get(id)?.url ?? null,
    history: hasHistory(model) ? absolute(model, trailPath("advisory", id)) : null,
  };
}

function affectedOf(model: SiteModel, entry: Affected): AdvisoryEntry["affected"][number] {
  const { package: named, repo, ranges, versions } = entry;
  const page = named?.purl === undefined ? undefined : packageLink(model, named.purl);
  return {
    ecosystem: named?.ecosystem ?? null,
    name: named?.name ?? null,
    purl: named?.purl ?? null,
    page: page === undefined ? null : new URL(page, model.site.url).href,
    repo: repo ?? null,
    ranges: ranges.map((range) => ({
      introduced: range.introduced,
      fixed: range.fixed ?? null,
      lastAffected: range.lastAffected ?? null,
      repo: range.repo ?? null,
    })),
    versions: [...versions],
    fixed: [...new Set(ranges.flatMap(({ fixed }) => fixed ?? []))],
  };
}
