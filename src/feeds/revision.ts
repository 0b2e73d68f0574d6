import type { Revision } from "../history/revision.ts";
import type { PostmortemState } from "../model/postmortem.ts";
import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import { historyOf } from "../views/audit/state.ts";
import { lessonPublished } from "../views/lesson/published.ts";

/** A revision that is committed, and what it changed. */
export interface MaterialRevision {
  readonly revision: Revision;
  readonly commit: NonNullable<Revision["commit"]>;
  /** When, never before the report was first public. */
  readonly at: Instant;
}

/** The commits that changed facts of a report after it was first public, oldest first. */
export function materialRevisions(model: SiteModel, state: PostmortemState): MaterialRevision[] {
  const published = lessonPublished(state);
  const later = historyOf(model, "postmortem", state.record.id)?.revisions.slice(1) ?? [];
  return later.flatMap((revision) => {
    const { commit, counts, material, changes } = revision;
    // A file that is gone, or is there again as it was: the site has shown the same all the time.
    if (!commit || !counts || !material || !changes.some((change) => change.material)) return [];
    return [{ revision, commit, at: Math.max(commit.at, published) }];
  });
}
