/*
 * What a check needs to know of a site's advisories, as small as JSON allows: a page loads it before its first answer.
 * Written by the build and read by scripts of the same site; it is no interface for others (they have OSV).
 */

/** Form of the file. A page that was opened before the engine changed it asks to be loaded again. */
export const DATA_FORM = 1;

/** A severity, once for all advisories that have it: its sign and label. Malware has one of its own, with a third item. */
export type SeverityData = readonly [sign: string, label: string, isMalware?: 1];

/** An advisory; its severity by its place in the list. */
export type AdvisoryData = readonly [id: string, title: string, severity: number];

/** An interval of versions: `[introduced]`, `[introduced, fixed]` or `[introduced, null, lastAffected]`. */
export type IntervalData =
  | readonly [introduced: string, fixed?: string | null]
  | readonly [introduced: string, fixed: string | null, lastAffected: string];

/** The versions of a package that an advisory, by its place in the list, is about. */
export type AffectedData = readonly [
  advisory: number,
  intervals: readonly IntervalData[],
  versions?: readonly string[],
];

/** A package and all advisories about it. */
export type PackageData = readonly [
  /** With its release, where it has one: `Debian:12`. */
  ecosystem: string,
  name: string,
  affected: readonly AffectedData[],
];

/** All advisories that a package of an inventory may be affected by. */
export interface CheckData {
  readonly form: number;
  readonly severities: readonly SeverityData[];
  /** The worst first. */
  readonly advisories: readonly AdvisoryData[];
  readonly packages: readonly PackageData[];
}
