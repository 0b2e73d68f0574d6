import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Instant } from "../../records/instant.ts";
import { historyOf } from "../audit/state.ts";

/**
 * When a report was first public: when it says it was published, or before that by git, as reports are that were in review
 * first. It never moves when a report becomes final.
 */
export function lessonPublished(model: SiteModel, { record, modified }: PostmortemState): Instant {
  const known = [historyOf(model, "postmortem", record.id)?.published, record.published].filter(
    (at) => at !== undefined,
  );
  return known.length === 0 ? modified : Math.min(...known);
}
