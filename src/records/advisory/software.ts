import { ecosystemOfPurl, purlOf } from "../../versions/purl.ts";
import type { AffectedEntry, AffectedRange } from "../schema/advisory.ts";

/** A package by its names. */
export interface PackageName {
  /** OSV's name of the ecosystem, with its release where it has one (`Debian:12`); undefined where OSV knows none. */
  readonly ecosystem: string | undefined;
  readonly name: string;
  /** Package URL without a version, percent-encoded; undefined where the ecosystem has no type of its own. */
  readonly purl: string | undefined;
}

/** An interval of affected versions, or of commits where it has a `repo`. */
export interface VersionRange {
  readonly introduced: string;
  /** First version that is not affected any more. */
  readonly fixed?: string;
  readonly lastAffected?: string;
  readonly repo?: string;
  readonly databaseSpecific?: AffectedRange["databaseSpecific"];
}

/** One affected package or repository. */
export interface Affected
  extends Pick<
    AffectedEntry,
    "versions" | "vulnerableAt" | "notAffectedAt" | "severity" | "ecosystemSpecific" | "databaseSpecific"
  > {
  readonly package: PackageName | undefined;
  /** Where neither this nor `package` is there, the entry names nothing. */
  readonly repo: string | undefined;
  /** In the order of the file; where there is no fix, a range has neither `fixed` nor `lastAffected`. */
  readonly ranges: readonly VersionRange[];
}

/**
 * A range in words, such as `from 2.0.0, before 2.1.1`: no sign that could be read the wrong way round, and no version that
 * nobody ever released, such as `2.0.0-0`, which stands for all pre-releases of 2.0.0.
 */
export function rangeText({ introduced, fixed, lastAffected }: VersionRange): string {
  const release = /^(.*\d)(?:-0|\.dev0)$/.exec(introduced)?.[1];
  if (introduced === "0" || (release !== undefined && /^0+(?:\.0+)*$/.test(release))) {
    if (fixed !== undefined) return `all before ${fixed}`;
    return lastAffected === undefined ? "all versions" : `all up to and including ${lastAffected}`;
  }
  const start = release === undefined ? introduced : `${release} with its pre-releases`;
  if (fixed !== undefined) return `from ${start}, before ${fixed}`;
  if (lastAffected === undefined) return `${start} and later`;
  return introduced === lastAffected ? introduced : `from ${start} up to and including ${lastAffected}`;
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is the full hash of a commit, by which scanners look it up. */
export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}

/** An entry of `affected` with its package named and its open ranges open. */
export function affectedOf({ package: written, repo, ranges, ...rest }: AffectedEntry): Affected {
  return { ...rest, package: packageOf(written), repo, ranges: ranges.map((range) => rangeOf(range, repo)) };
}

function rangeOf(written: AffectedRange, repo: string | undefined): VersionRange {
  const { introduced, fixed, lastAffected, databaseSpecific } = written;
  const where = written.repo ?? repo;
  return {
    introduced,
    ...(fixed !== undefined && fixed.toLowerCase() !== "none" && { fixed }),
    ...(lastAffected !== undefined && { lastAffected }),
    ...(where !== undefined && { repo: where }),
    ...(databaseSpecific && { databaseSpecific }),
  };
}

function packageOf(written: AffectedEntry["package"]): PackageName | undefined {
  if (written === undefined) return undefined;
  if (typeof written !== "string") {
    const { ecosystem, name, purl } = written;
    return { ecosystem, name, purl: purl ?? purlOf(ecosystem, name) };
  }
  const known = ecosystemOfPurl(written);
  if (known) return { ...known, purl: purlOf(known.ecosystem, known.name) ?? written };
  return { ecosystem: undefined, name: nameIn(written), purl: written };
}

/** The readable name in a package URL of a type that OSV has no ecosystem for. */
function nameIn(purl: string): string {
  const path = purl.replace(/[?#].*$/s, "").replace(/^pkg:[^/]+\//, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
