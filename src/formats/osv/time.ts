import type { Instant } from "../../records/instant.ts";

/**
 * An instant as OSV writes it, in UTC with a `Z`. Milliseconds stay where there are any, so that a record that was imported
 * is not older than in the database it came from.
 */
export function osvTime(instant: Instant): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
