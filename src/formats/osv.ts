import { type AdvisoryState, isForScanners } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { ecosystemName } from "../versions/ecosystem.ts";
import { compareText } from "../versions/order.ts";
import type { SiteDocument } from "../views/document.ts";
import { jsonLines, jsonText } from "./json.ts";
import { archive } from "./osv/archive.ts";
import { osvRecord } from "./osv/record.ts";

/** The folder of everything in OSV format. */
export const osvFolder = "/osv/";

interface Exported {
  readonly state: AdvisoryState;
  readonly id: string;
  readonly modified: string;
  /** Names of ecosystems, without releases. */
  readonly ecosystems: readonly string[];
  readonly file: { readonly name: string; readonly text: string };
}

/**
 * Every published vulnerability as OSV 1.8, one file each, and what mirrors and scanners fetch: `all.json`, `all.zip`, the
 * same per ecosystem, `modified_id.csv` and `ecosystems.txt`, as osv.dev serves them. A site without any has no such files.
 */
export function* osvDocuments(model: SiteModel): Generator<SiteDocument> {
  const exported = model.advisories
    .filter(isForScanners)
    .map((state) => exportedOf(model, state))
    .sort((a, b) => compareText(a.id, b.id));
  if (exported.length === 0) return;
  for (const { file } of exported) yield { path: `${osvFolder}${file.name}`, body: file.text };
  yield {
    path: `${osvFolder}all.json`,
    body: jsonText(exported.map(({ id, modified }) => ({ id, modified }))),
  };
  yield { path: `${osvFolder}all.zip`, body: archive(exported.map(({ file }) => file)) };
  yield { path: `${osvFolder}modified_id.csv`, body: csvOf(exported) };
  const byEcosystem = Map.groupBy(
    exported.flatMap((one) => one.ecosystems.map((name) => ({ name, file: one.file }))),
    ({ name }) => name,
  );
  const names = [...byEcosystem.keys()].sort(compareText);
  yield { path: `${osvFolder}ecosystems.txt`, body: names.map((name) => `${name}\n`).join("") };
  for (const name of names) {
    const files = (byEcosystem.get(name) ?? []).map(({ file }) => file);
    yield { path: `${osvFolder}${name}/all.zip`, body: archive(files) };
  }
}

function exportedOf(model: SiteModel, state: AdvisoryState): Exported {
  const record = osvRecord(model, state);
  const ecosystems = (record.affected ?? []).flatMap(({ package: named, ranges = [] }) => {
    if (named) return [ecosystemName(named.ecosystem)];
    return ranges.some(({ type }) => type === "GIT") ? ["GIT"] : [];
  });
  return {
    state,
    id: record.id,
    modified: record.modified,
    ecosystems: [...new Set(ecosystems)],
    file: { name: `${record.id}.json`, text: jsonLines(record) },
  };
}

/** Lines `modified,id`, newest first, so that a mirror can stop at the first that it knows. */
function csvOf(exported: readonly Exported[]): string {
  const newestFirst = exported.toSorted(
    (a, b) => b.state.modified - a.state.modified || compareText(a.id, b.id),
  );
  return newestFirst.map(({ id, modified }) => `${modified},${id}\n`).join("");
}
