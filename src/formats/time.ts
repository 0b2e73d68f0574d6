import { type Instant, toRfc3339 } from "../records/instant.ts";

/** A moment that may not be known, as JSON has it. */
export function maybeTime(at: Instant | undefined): string | null {
  return at === undefined ? null : toRfc3339(at);
}
