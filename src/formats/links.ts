import { type AdvisoryState, isForScanners } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { advisoryPath, type LinkView, link, twinPath } from "../views/page.ts";
import { productLines } from "./advisory/products.ts";
import { whiteFolder } from "./csaf/name.ts";
import { csafPlaces } from "./csaf/place.ts";
import { isDraftable } from "./cve/record.ts";
import { osvId } from "./osv/id.ts";
import { osvFolder } from "./osv.ts";

/** The same advisory in the formats of machines: those in which there is one. */
export function formatLinks(model: SiteModel, state: AdvisoryState): LinkView[] {
  const { id } = state.record;
  const isScanned = isForScanners(state);
  const csaf = csafPlaces(model).advisories.get(id);
  const page = advisoryPath(id);
  const formats: readonly [label: string, path: string, isThere: boolean][] = [
    ["OSV", `${osvFolder}${osvId(model, id)}.json`, isScanned],
    ["CSAF", `${whiteFolder}${csaf?.path}`, csaf !== undefined],
    ["CVE draft", `${page}cve.json`, isScanned && isDraftable(model, state)],
    ["OpenVEX", `${page}openvex.json`, isScanned && productLines(state.record).length > 0],
    ["Markdown", twinPath(page), true],
  ];
  return formats
    .filter(([, , isThere]) => isThere)
    .map(([label, path]) => ({ label, href: link(model, path) }));
}
