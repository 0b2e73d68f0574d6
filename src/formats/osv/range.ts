import { type Affected, isCommit, type VersionRange } from "../../records/advisory/software.ts";
import { isSemverEcosystem, schemeOf } from "../../versions/ecosystem.ts";
import type { VersionScheme } from "../../versions/scheme.ts";
import type { OsvEvent, OsvRange } from "./shape.ts";

/** https://semver.org, the pattern of its questions and answers, without groups. */
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*)?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

/**
 * The ranges of an entry: versions first, then commits, at which scanners stop looking. Intervals that can be walked one
 * after the other are one range; `fixed` and `last_affected` are never in the same.
 */
export function osvRanges({ package: named, ranges }: Pick<Affected, "package" | "ranges">): OsvRange[] {
  const versions = ranges.filter(({ repo }) => repo === undefined);
  // Full hashes only: the schema refuses the whole record otherwise. `check` tells of others.
  const commits = ranges.filter(({ repo, ...range }) => repo !== undefined && bounds(range).every(isCommit));
  const ecosystem = named?.ecosystem ?? "";
  const type = isSemverEcosystem(ecosystem) && versions.every(isSemver) ? "SEMVER" : "ECOSYSTEM";
  const scheme = schemeOf(ecosystem);
  return [
    ...groups(versions).flatMap((group) =>
      chains(group, scheme).map(
        (chain): OsvRange => ({
          type,
          events: chain.flatMap(eventsOf),
          ...specific(chain),
        }),
      ),
    ),
    ...groups(commits).flatMap(gitRanges),
  ];
}

/** Only real SemVer has the type SEMVER: three numbers, no `v`. */
function isSemver(range: VersionRange): boolean {
  return bounds(range).every((version) => version.length <= 1000 && SEMVER.test(version));
}

/** The versions or commits of a range; "0" is none. */
function bounds({ introduced, fixed, lastAffected }: VersionRange): string[] {
  return [introduced === "0" ? undefined : introduced, fixed, lastAffected].filter(
    (one) => one !== undefined,
  );
}

/** What must not be mixed: ranges of several repositories, or with different remarks of their database. */
function groups(ranges: readonly VersionRange[]): readonly VersionRange[][] {
  const keyOf = ({ repo, databaseSpecific }: VersionRange): string =>
    JSON.stringify([repo, databaseSpecific]);
  return [...Map.groupBy(ranges, keyOf).values()];
}

/** Puts intervals one after the other, as far as they do not touch. Without an order of versions, each stays alone. */
function chains(group: readonly VersionRange[], scheme: VersionScheme | undefined): VersionRange[][] {
  if (!scheme) return group.map((range) => [range]);
  const made: VersionRange[][] = [];
  for (const range of group.toSorted((a, b) => compareIntroduced(a, b, scheme))) {
    const chain = made.find((one) => canFollow(one, range, scheme));
    if (chain) chain.push(range);
    else made.push([range]);
  }
  return made;
}

function compareIntroduced(a: VersionRange, b: VersionRange, scheme: VersionScheme): number {
  const first = Number(b.introduced === "0") - Number(a.introduced === "0");
  return first || scheme.compare(a.introduced, b.introduced);
}

function canFollow(chain: readonly VersionRange[], next: VersionRange, scheme: VersionScheme): boolean {
  const end = chain.at(-1)?.fixed ?? chain.at(-1)?.lastAffected;
  if (end === undefined || next.introduced === "0" || scheme.compare(end, next.introduced) >= 0) return false;
  const all = [...chain, next];
  return !(
    all.some(({ fixed }) => fixed !== undefined) && all.some(({ lastAffected }) => lastAffected !== undefined)
  );
}

function eventsOf({ introduced, fixed, lastAffected }: VersionRange): OsvEvent[] {
  return [
    { introduced },
    ...(fixed === undefined ? [] : [{ fixed }]),
    ...(lastAffected === undefined ? [] : [{ last_affected: lastAffected }]),
  ];
}

/**
 * Commits have no order of their own: a range holds where several changes came in and each of the commits, on several
 * branches, that ended it. Intervals with the same ends are one range.
 */
function gitRanges(group: readonly VersionRange[]): OsvRange[] {
  const ends = new Map<string, { fixed: Set<string>; last: Set<string> }>();
  for (const { introduced, fixed, lastAffected } of group) {
    const own = ends.get(introduced) ?? { fixed: new Set(), last: new Set() };
    if (fixed !== undefined) own.fixed.add(fixed);
    if (lastAffected !== undefined) own.last.add(lastAffected);
    ends.set(introduced, own);
  }
  const apart = [...ends].flatMap(([introduced, { fixed, last }]) => {
    const ended: readonly (readonly OsvEvent[])[] = [
      [...fixed].map((commit) => ({ fixed: commit })),
      [...last].map((commit) => ({ last_affected: commit })),
    ];
    const used = ended.filter((events) => events.length > 0);
    return (used.length === 0 ? [[]] : used).map((events) => ({ introduced, events }));
  });
  const sameEnds = Map.groupBy(apart, ({ events }) => JSON.stringify(events));
  return [...sameEnds.values()].map((own) => ({
    type: "GIT",
    ...(group[0]?.repo !== undefined && { repo: group[0].repo }),
    events: [...own.map(({ introduced }) => ({ introduced })), ...(own[0]?.events ?? [])],
    ...specific(group),
  }));
}

function specific([first]: readonly VersionRange[]): Pick<OsvRange, "database_specific"> {
  return first?.databaseSpecific ? { database_specific: first.databaseSpecific } : {};
}
