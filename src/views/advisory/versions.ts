import { affectedVersions } from "../../records/advisory/affected.ts";
import { type Affected, rangeText, type VersionRange } from "../../records/advisory/software.ts";
import { alternatives } from "../../records/quote.ts";
import type { AdvisoryKind } from "../../records/schema/vocabulary.ts";

/** Affected versions, and what mends them. */
export interface AffectedLineView {
  /** A phrase, such as `from 2.0.0, before 2.1.1`. */
  readonly affected: string;
  /** The version that is fixed, or what else there is to know: `no fix`, `remove it`, `after 1.9.0`. */
  readonly fix: string;
  /** Whether there is a version to upgrade to. */
  readonly isFixed: boolean;
}

/** One affected package or repository of an advisory. */
export interface AffectedRowView {
  /** The package as people call it. */
  readonly name: string;
  /** `npm`, `Debian 12`, `git`. */
  readonly ecosystem: string;
  /** Whether the name is the address of a repository. */
  readonly isRepo: boolean;
  /** The page of the package on this site; undefined where it has none. */
  readonly href: string | undefined;
  /** In the order of the file; each range with its own fix, so that no fix is taken for that of another range. */
  readonly lines: readonly AffectedLineView[];
}

const MOST_VERSIONS = 20;

/** An affected package or repository as rows. `href` finds the page of a package by its package URL. */
export function affectedRows(
  entry: Affected,
  kind: AdvisoryKind,
  href: (purl: string) => string | undefined,
): AffectedRowView[] {
  const line = (range: VersionRange): AffectedLineView => ({
    affected: rangeText(range),
    ...fixOf(range, kind),
  });
  const repos = Map.groupBy(
    entry.ranges.filter((range) => range.repo !== undefined),
    (range) => range.repo ?? "",
  );
  const rows = [...repos].map(([repo, ranges]): AffectedRowView => {
    const lines = ranges.map((range) => line(shortened(range)));
    return { name: repo, ecosystem: "git", isRepo: true, href: undefined, lines };
  });
  const named = entry.package;
  if (!named) return rows;
  const { intervals } = affectedVersions(entry);
  const single =
    intervals.length === 0 && entry.versions.length > 0 ? [singleVersions(entry.versions, kind)] : [];
  return [
    {
      name: named.name,
      ecosystem: (named.ecosystem ?? purlType(named.purl)).replace(":", " "),
      isRepo: false,
      href: named.purl === undefined ? undefined : href(named.purl),
      lines: [...intervals.map(line), ...single],
    },
    ...rows,
  ];
}

/** What mends the versions of a range. */
function fixOf(
  { fixed, lastAffected }: VersionRange,
  kind: AdvisoryKind,
): Omit<AffectedLineView, "affected"> {
  if (kind === "malware") return { fix: "remove it", isFixed: false };
  if (fixed !== undefined) return { fix: fixed, isFixed: true };
  if (lastAffected !== undefined) return { fix: `a version after ${lastAffected}`, isFixed: true };
  return { fix: "no fix", isFixed: false };
}

function singleVersions(versions: readonly string[], kind: AdvisoryKind): AffectedLineView {
  const affected = versionsText(versions);
  return kind === "malware"
    ? { affected, fix: "remove it", isFixed: false }
    : { affected, fix: "any other version", isFixed: true };
}

/** Commits by the digits that people compare. */
function shortened(range: VersionRange): VersionRange {
  const short = (hash: string): string => hash.slice(0, 12);
  const { introduced, fixed, lastAffected } = range;
  return {
    introduced: short(introduced),
    ...(fixed !== undefined && { fixed: short(fixed) }),
    ...(lastAffected !== undefined && { lastAffected: short(lastAffected) }),
  };
}

function versionsText(versions: readonly string[]): string {
  const more = versions.length - MOST_VERSIONS;
  return alternatives(more > 1 ? [...versions.slice(0, MOST_VERSIONS), `${more} more`] : versions, "and");
}

/** The type in a package URL: `npm`. */
export function purlType(purl: string | undefined): string {
  return /^pkg:([^/]+)/.exec(purl ?? "")?.[1] ?? "";
}
