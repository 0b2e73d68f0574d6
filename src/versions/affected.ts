import type { VersionScheme } from "./scheme.ts";

/**
 * One interval in which versions are affected: from `introduced`, where `"0"` comes before everything, up to but without
 * `fixed`, or up to and with `lastAffected`. Without both it has no end; of both, the one that ends it earlier counts.
 */
export interface VersionInterval {
  readonly introduced: string;
  readonly fixed?: string;
  readonly lastAffected?: string;
}

/** What is affected: a version in any of the intervals, or one of the versions. */
export interface AffectedVersions {
  readonly intervals: readonly VersionInterval[];
  readonly versions: readonly string[];
}

/**
 * Whether a version is affected, as OSV evaluates it (schema 1.7.5, "Evaluation"), with each interval as a range of its
 * own: intervals may come in any order and overlap. Pre-releases are where the scheme has them: 2.0.0-rc.1 is before
 * 2.0.0, so `introduced: 2.0.0` leaves it out and `fixed: 2.0.0` does not fix it.
 */
export function isAffected(version: string, affected: AffectedVersions, scheme: VersionScheme): boolean {
  return (
    affected.intervals.some((interval) => contains(interval, version, scheme)) ||
    includes(affected.versions, version, scheme)
  );
}

/**
 * The same as `isAffected`, for many questions about the same versions: sorts them once, then each answer takes a binary
 * search.
 */
export function affectedTester(
  { intervals, versions }: AffectedVersions,
  scheme: VersionScheme,
): (version: string) => boolean {
  const merged = mergeIntervals(intervals, scheme);
  const asWritten = new Set(versions);
  const sorted = [...asWritten].filter((one) => scheme.isVersion(one)).sort(scheme.compare);
  return (version) => {
    const last = merged[countUpTo(merged, (one) => begins(one, version, scheme)) - 1];
    if ((last && contains(last, version, scheme)) || asWritten.has(version)) return true;
    if (!scheme.isVersion(version)) return false;
    const same = sorted[countUpTo(sorted, (one) => scheme.compare(one, version) <= 0) - 1];
    return same !== undefined && scheme.compare(same, version) === 0;
  };
}

/**
 * The version to upgrade to: the lowest `fixed` above an affected version that is not affected itself. Undefined where
 * there is none, and for a version that is not affected.
 */
export function fixFor(
  version: string,
  affected: AffectedVersions,
  scheme: VersionScheme,
): string | undefined {
  if (!isAffected(version, affected, scheme)) return undefined;
  const isIn = affectedTester(affected, scheme);
  return affected.intervals
    .flatMap(({ fixed }) => (fixed === undefined || scheme.compare(fixed, version) <= 0 ? [] : [fixed]))
    .sort(scheme.compare)
    .find((fixed) => !isIn(fixed));
}

/**
 * The same set of versions as intervals that neither overlap nor touch, sorted. Their events can be walked in one OSV
 * range, where the end of one interval would otherwise end another that goes on. Empty intervals are left out.
 */
export function mergeIntervals(
  intervals: readonly VersionInterval[],
  scheme: VersionScheme,
): readonly VersionInterval[] {
  const sorted = intervals
    .map((interval) => withOneEnd(interval, scheme))
    .filter((interval) => !isEmpty(interval, scheme))
    .sort((a, b) => compareIntroduced(a, b, scheme));
  const merged: VersionInterval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (!last || !reaches(last, next.introduced, scheme)) merged.push(next);
    else if (compareEnds(last, next, scheme) < 0) {
      merged[merged.length - 1] = { ...next, introduced: last.introduced };
    }
  }
  return merged;
}

function contains(interval: VersionInterval, version: string, scheme: VersionScheme): boolean {
  const { fixed, lastAffected } = interval;
  return (
    begins(interval, version, scheme) &&
    (fixed === undefined || scheme.compare(version, fixed) < 0) &&
    (lastAffected === undefined || scheme.compare(version, lastAffected) <= 0)
  );
}

/** Whether an interval begins at a version or before it. */
function begins({ introduced }: VersionInterval, version: string, scheme: VersionScheme): boolean {
  return introduced === "0" || scheme.compare(version, introduced) >= 0;
}

/** How many items from the first on have a property that those in front have and those behind have not. */
function countUpTo<Item>(items: readonly Item[], has: (item: Item) => boolean): number {
  let from = 0;
  let to = items.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const item = items[middle];
    if (item !== undefined && has(item)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Other spellings of a version are that version (1.0 and 1.0.0 in Maven); other texts must be the same. */
function includes(versions: readonly string[], version: string, scheme: VersionScheme): boolean {
  if (versions.includes(version)) return true;
  if (!scheme.isVersion(version)) return false;
  return versions.some((one) => scheme.compare(one, version) === 0 && scheme.isVersion(one));
}

function withOneEnd(interval: VersionInterval, scheme: VersionScheme): VersionInterval {
  const { introduced, fixed, lastAffected } = interval;
  if (fixed === undefined || lastAffected === undefined) return interval;
  return scheme.compare(lastAffected, fixed) < 0 ? { introduced, lastAffected } : { introduced, fixed };
}

function isEmpty({ introduced, fixed, lastAffected }: VersionInterval, scheme: VersionScheme): boolean {
  if (introduced === "0") return false;
  if (fixed !== undefined) return scheme.compare(introduced, fixed) >= 0;
  return lastAffected !== undefined && scheme.compare(introduced, lastAffected) > 0;
}

function compareIntroduced(a: VersionInterval, b: VersionInterval, scheme: VersionScheme): number {
  if (a.introduced === "0" || b.introduced === "0") {
    return Number(b.introduced === "0") - Number(a.introduced === "0");
  }
  return scheme.compare(a.introduced, b.introduced);
}

/** Whether an interval goes at least up to a version, so that one that begins there continues it. */
function reaches(interval: VersionInterval, introduced: string, scheme: VersionScheme): boolean {
  const end = interval.fixed ?? interval.lastAffected;
  return introduced === "0" || end === undefined || scheme.compare(introduced, end) <= 0;
}

/** An open end after all others; `lastAffected` after `fixed` at the same version, since it is part of the interval. */
function compareEnds(a: VersionInterval, b: VersionInterval, scheme: VersionScheme): number {
  const left = a.fixed ?? a.lastAffected;
  const right = b.fixed ?? b.lastAffected;
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return scheme.compare(left, right) || Number(a.fixed === undefined) - Number(b.fixed === undefined);
}
