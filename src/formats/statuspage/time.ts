import type { Instant } from "../../records/instant.ts";

/** The greatest of some moments that are known; undefined where none is. Takes any number of them. */
export function latest(moments: Iterable<Instant | undefined>): Instant | undefined {
  return pick(moments, (one, other) => one > other);
}

/** The least of some moments that are known; undefined where none is. Takes any number of them. */
export function earliest(moments: Iterable<Instant | undefined>): Instant | undefined {
  return pick(moments, (one, other) => one < other);
}

function pick(
  moments: Iterable<Instant | undefined>,
  isBetter: (one: Instant, other: Instant) => boolean,
): Instant | undefined {
  let best: Instant | undefined;
  for (const moment of moments) {
    if (moment !== undefined && Number.isFinite(moment) && (best === undefined || isBetter(moment, best)))
      best = moment;
  }
  return best;
}
