import type { PostmortemState } from "../../model/postmortem.ts";
import type { Instant } from "../../records/instant.ts";

/** When a report was first public, and where nobody knows that, when it last changed: feeds need a time. */
export function lessonPublished({ firstPublic, modified }: PostmortemState): Instant {
  return firstPublic ?? modified;
}
