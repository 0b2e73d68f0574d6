import type { ImpactLevel, Level } from "../records/schema/vocabulary.ts";
import { clip, type LevelSpan, type Span } from "./interval.ts";
import { worst } from "./level.ts";

/** Hundredths of a per cent in the whole. */
const HUNDREDTHS = 10_000;
/** Microseconds in a millisecond. */
const MICROSECONDS = 1000;

/** What happened to one service, or to several added up, within a window. */
export interface Availability {
  /** Milliseconds that count: the window less the time before `since`, after `retired` and after now. */
  readonly observed: number;
  /** Milliseconds at each level; one moment is counted once, at its worst level. */
  readonly at: Readonly<Record<ImpactLevel, number>>;
  /** Weighted milliseconds of downtime. */
  readonly down: number;
}

/** Nothing observed yet: the neutral element of `addAvailability`. */
export const noAvailability: Availability = {
  observed: 0,
  at: { maintenance: 0, degraded: 0, partial: 0, major: 0 },
  down: 0,
};

/**
 * Sums up one window. `spans` must not overlap (see `flatten`) and be in time order; `life` is the time in which the
 * service counts, which ends now at the latest.
 */
export function availability(spans: readonly LevelSpan[], window: Span, life: Span): Availability {
  const observed = clip(window, life);
  if (!observed) return noAvailability;
  const at = { ...noAvailability.at };
  let down = 0;
  for (let index = firstEndingAfter(spans, observed.from); index < spans.length; index++) {
    const span = spans[index];
    if (!span || span.from >= observed.to) break;
    const part = clip(span, observed);
    if (!part) continue;
    at[part.level] += part.to - part.from;
    down += (part.to - part.from) * part.weight;
  }
  return { observed: observed.to - observed.from, at, down };
}

/** Adds the availability of several services, as for a group. */
export function addAvailability(a: Availability, b: Availability): Availability {
  return {
    observed: a.observed + b.observed,
    at: {
      maintenance: a.at.maintenance + b.at.maintenance,
      degraded: a.at.degraded + b.at.degraded,
      partial: a.at.partial + b.at.partial,
      major: a.at.major + b.at.major,
    },
    down: a.down + b.down,
  };
}

/**
 * Uptime in per cent with two decimals, floored so that it never claims more than there was: 100 means no downtime at
 * all. From 0 to 100; undefined where nothing was observed. This is the only place in which uptime is computed.
 */
export function uptimePercent(of: Availability): number | undefined {
  if (of.observed <= 0) return undefined;
  if (of.down <= 0) return 100;
  // Sums of fractions carry noise far below a microsecond, which must not decide on a hundredth of a per cent.
  const down = Math.round(of.down * MICROSECONDS) / MICROSECONDS;
  const lost = Math.ceil((down * HUNDREDTHS) / of.observed);
  return (HUNDREDTHS - Math.min(HUNDREDTHS, Math.max(1, lost))) / 100;
}

/** The worst level that held for any time. */
export function worstLevel(of: Availability): Level {
  return worst((Object.keys(of.at) as ImpactLevel[]).filter((level) => of.at[level] > 0));
}

/** Index of the first span that ends after a moment, by binary search. */
function firstEndingAfter(spans: readonly LevelSpan[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
