import { isForScanners } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import type { TextDocument } from "../views/document.ts";
import { advisoryPath } from "../views/page.ts";
import { isDraftable, submissionOf } from "./cve/record.ts";
import { jsonLines } from "./json.ts";

/**
 * A draft of a CVE record for each advisory of which one can be made: at `cve.json` beside its page. Never mints an id.
 */
export function* cveDocuments(model: SiteModel): Generator<TextDocument> {
  for (const state of model.advisories.filter(isForScanners)) {
    if (!isDraftable(model, state)) continue;
    yield { path: `${advisoryPath(state.record.id)}cve.json`, body: jsonLines(submissionOf(model, state)) };
  }
}
