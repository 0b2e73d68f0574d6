import { deviation, mean, quantileSorted } from "d3-array";
import type { Duration } from "../../records/duration.ts";
import type { Instant } from "../../records/instant.ts";

/** With fewer values than these there is no median, no quartile and no share in per cent: each value is shown as it is. */
export const ENOUGH = 5;

/** Where a time is written down: in a report, in the incident, in git's history of the incident, or in an advisory. */
export type TimeSource = "report" | "incident" | "git" | "advisory";

/** A time of which somebody said when it was. */
export interface KnownTime {
  readonly at: Instant;
  readonly confidence: "exact" | "estimated";
  readonly source: TimeSource;
}

/** A duration of one record. */
export interface Point<S> {
  readonly subject: S;
  /** Milliseconds, never negative. */
  readonly value: Duration;
  readonly from: KnownTime;
  readonly to: KnownTime;
}

/** Why a record has no duration. Times are named by the words of the figure. */
export type GapReason<T extends string> =
  | { readonly kind: "missing"; readonly times: readonly T[] }
  /** It goes on, so that there is no second time yet. */
  | { readonly kind: "open" }
  /** The second time comes before the first one, or after `now`. */
  | { readonly kind: "contradictory"; readonly from: KnownTime; readonly to: KnownTime };

/** A record that counts, and of which the duration is not known. */
export interface Gap<S, T extends string> {
  readonly subject: S;
  readonly reason: GapReason<T>;
}

/** One duration of many records: those that have it and those that have not; together they are all that count. */
export interface Figure<S, T extends string> {
  /** In the order of the records. */
  readonly points: readonly Point<S>[];
  readonly gaps: readonly Gap<S, T>[];
  /** Undefined with fewer than `ENOUGH` points. */
  readonly summary: Summary | undefined;
}

/** What lies in the middle of at least `ENOUGH` values. */
export interface Summary {
  readonly count: number;
  readonly median: Duration;
  /** Quarters of the values lie at or below, and at or above these (interpolated, R-7). */
  readonly lower: Duration;
  readonly upper: Duration;
  readonly spread: Spread;
}

/** The mean, and how little it says: the same figures without the longest value. */
export interface Spread {
  readonly mean: Duration;
  /** Of the sample, with n − 1. */
  readonly deviation: Duration;
  readonly shortest: Duration;
  readonly longest: Duration;
  readonly withoutLongest: { readonly mean: Duration; readonly median: Duration };
}

/** Two times of a record, by the names that are used where one of them is missing. */
export interface Pair<S, T extends string> {
  readonly subject: S;
  readonly from: KnownTime | undefined;
  readonly to: KnownTime | undefined;
  readonly names: readonly [from: T, to: T];
  /** Whether the second time is not there because it has not come yet. */
  readonly isOpen: boolean;
}

/** Computes the durations of records. Nothing is guessed: what has no duration is a gap. Pure. */
export function figureOf<S, T extends string>(pairs: readonly Pair<S, T>[], now: Instant): Figure<S, T> {
  const points: Point<S>[] = [];
  const gaps: Gap<S, T>[] = [];
  for (const { subject, from, to, names, isOpen } of pairs) {
    if (from === undefined || to === undefined) {
      const times = [...(from ? [] : [names[0]]), ...(to || isOpen ? [] : [names[1]])];
      gaps.push({ subject, reason: times.length === 0 ? { kind: "open" } : { kind: "missing", times } });
    } else if (to.at < from.at || to.at > now) {
      gaps.push({ subject, reason: { kind: "contradictory", from, to } });
    } else {
      points.push({ subject, value: to.at - from.at, from, to });
    }
  }
  return { points, gaps, summary: summaryOf(points.map(({ value }) => value)) };
}

/** Median, quartiles and spread; undefined with fewer than `ENOUGH` values. The order of the values does not matter. */
export function summaryOf(values: readonly number[]): Summary | undefined {
  if (values.length < ENOUGH) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const others = sorted.slice(0, -1);
  const at = (list: readonly number[], share: number): number => quantileSorted([...list], share) ?? 0;
  return {
    count: sorted.length,
    median: at(sorted, 0.5),
    lower: at(sorted, 0.25),
    upper: at(sorted, 0.75),
    spread: {
      mean: mean(sorted) ?? 0,
      deviation: deviation(sorted) ?? 0,
      shortest: sorted[0] ?? 0,
      longest: sorted.at(-1) ?? 0,
      withoutLongest: { mean: mean(others) ?? 0, median: at(others, 0.5) },
    },
  };
}
