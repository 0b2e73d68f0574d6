import type { Incident } from "../../records/incident.ts";
import { type Instant, writeInstant } from "../../records/instant.ts";

/**
 * How the times of a record are written. The day is left out only where all times of the record are of one day, before
 * the change as after it; within one sentence, a second time of the same day does without it.
 */
export interface Clock {
  /** `10:42 UTC`, or `2026-11-20 10:42 UTC`. */
  moment(at: Instant): string;
  /** `from 10:42 to 10:52 UTC`, or `from 2026-11-20 23:50 to 2026-11-21 00:10 UTC`. */
  move(from: Instant, to: Instant): string;
  /** `08:00 to 09:00 UTC`, with days as `move` has them. */
  span(from: Instant, to: Instant): string;
  /** `from 08:00 – 09:00 to 10:00 – 11:00 UTC`: two spans, each with its day where one is needed. */
  shift(before: Span, after: Span): string;
}

/** Begin and end. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const DAY = 86_400_000;

/** The clock for all sentences of one change, from the versions of a record before and after it. */
export function clockOf(records: readonly Incident[]): Clock {
  const days = new Set(records.flatMap(instantsOf).map(dayOf));
  const write = (at: Instant, beside?: Instant): string => {
    const [day = "", time = ""] = writeInstant(at).replace("Z", "").split("T");
    const known = days.size < 2 || (beside !== undefined && dayOf(beside) === dayOf(at));
    return known ? time : `${day} ${time}`;
  };
  const span = (from: Instant, to: Instant): string => `${write(from)} to ${write(to, from)} UTC`;
  const dash = ({ from, to }: Span): string => `${write(from)} – ${write(to, from)}`;
  return {
    moment: (at) => `${write(at)} UTC`,
    move: (from, to) => `from ${span(from, to)}`,
    span,
    shift: (before, after) => `from ${dash(before)} to ${dash(after)} UTC`,
  };
}

function dayOf(at: Instant): number {
  return Math.floor(at / DAY);
}

function instantsOf({ updates, impact, scheduled, detected }: Incident): Instant[] {
  return [
    ...updates.flatMap(({ at, nextUpdate }) => [at, nextUpdate]),
    ...impact.flatMap(({ from, to }) => [from, to]),
    scheduled?.from,
    scheduled?.to,
    detected?.at,
  ].filter((at) => at !== undefined);
}
