import { type AffectedVersions, fixFor, isAffected } from "../versions/affected.ts";
import { ecosystemName, schemeOf } from "../versions/ecosystem.ts";
import { packageKey } from "../versions/naming.ts";
import type { VersionScheme } from "../versions/scheme.ts";
import type { AffectedData, CheckData, PackageData } from "./data.ts";
import type { Inventory, InventoryPackage, UnjudgedPackage } from "./inventory.ts";

/** An advisory that a package is affected by, or may be. */
export interface FindingAdvisory {
  readonly id: string;
  readonly title: string;
  /** Class of the colour and name of the sign of its severity. */
  readonly sign: string;
  /** `High, 7.5`. */
  readonly label: string;
  readonly isMalware: boolean;
  /** First later version that this advisory is not about; undefined where there is none. */
  readonly fix: string | undefined;
  /** Where no version is known to be fixed: the last of all affected versions; undefined where there may be later ones. */
  readonly last: string | undefined;
}

/** A version of a package, or a package whose version cannot be told, with the advisories about it, the worst first. */
export interface Finding {
  readonly ecosystem: string;
  readonly name: string;
  /** Undefined where it cannot be told: `unjudged` says why. */
  readonly version: string | undefined;
  readonly unjudged: UnjudgedPackage | undefined;
  /** Whether the version is one that others can be compared with. */
  readonly isComparable: boolean;
  /** First later version that none of all advisories about the package affects; undefined where there is none. */
  readonly upgrade: string | undefined;
  /** Where there is none: the last version that any of them affects; undefined where there may be later ones. */
  readonly last: string | undefined;
  readonly advisories: readonly FindingAdvisory[];
}

/** What a check found. Plain data: it crosses from a worker. */
export interface CheckResult {
  /** How many versions of packages were looked at, and packages without one. */
  readonly checked: number;
  /** How many of them are packages without a version, which were looked up by their names. */
  readonly byName: number;
  /** How many of them are affected; `affected` may list fewer. */
  readonly affectedCount: number;
  readonly affected: readonly Finding[];
  /**
   * How many of the others have advisories, and a version that cannot be compared; `unknown` may list fewer. It may also
   * list packages that are affected by one advisory and perhaps by another.
   */
  readonly unknownCount: number;
  readonly unknown: readonly Finding[];
  /** Whether the lists have fewer than were counted. */
  readonly isCut: boolean;
}

/** More lines of findings than anybody reads would only hold up the page that shows them. */
const MOST_LINES = 500;

/** Holds an inventory against the advisories. Pure, and linear in both but for sorting. */
export function checkInventory(
  { packages, unjudged }: Pick<Inventory, "packages" | "unjudged">,
  data: CheckData,
): CheckResult {
  const index = Map.groupBy(data.packages.map(subjectOf), ({ key }) => key);
  const affected: Ranked[] = [];
  const unknown: Ranked[] = [];
  for (const one of [...packages, ...unjudged]) {
    for (const own of index.get(keyOf(one.ecosystem, one.name)) ?? []) {
      if (!isSameRelease(one.ecosystem, own.ecosystem)) continue;
      const found = checkPackage(one, own, data);
      if (found.affected) affected.push(found.affected);
      if (found.unknown) unknown.push(found.unknown);
    }
  }
  const shown = { affected: firstOf(affected), unknown: firstOf(unknown) };
  const affectedKeys = new Set(affected.map(({ of }) => countedKey(of)));
  const unknownKeys = new Set(unknown.map(({ of }) => countedKey(of)));
  const byName = new Set(unjudged.map(countedKey)).size;
  return {
    ...shown,
    checked: packages.length + byName,
    byName,
    affectedCount: affectedKeys.size,
    unknownCount: [...unknownKeys].filter((key) => !affectedKeys.has(key)).length,
    isCut: shown.affected.length < affected.length || shown.unknown.length < unknown.length,
  };
}

type Looked = InventoryPackage | UnjudgedPackage;

/** A package as advisories name it, and what they say of it. */
interface Subject {
  readonly key: string;
  readonly ecosystem: string;
  readonly entries: readonly { readonly at: number; readonly versions: AffectedVersions }[];
}

function subjectOf([ecosystem, name, affected]: PackageData): Subject {
  return {
    key: keyOf(ecosystem, name),
    ecosystem,
    entries: affected
      .map((entry) => ({ at: entry[0], versions: versionsOf(entry) }))
      .sort((a, b) => a.at - b.at),
  };
}

interface Ranked {
  /** Of the worst advisory: its place in the list. */
  readonly rank: number;
  readonly of: Looked;
  /** Made only for what is shown: hostile inventories have many thousands. */
  readonly finding: () => Finding;
}

/** What is certain of a package, and what is not. */
function checkPackage(
  of: Looked,
  { ecosystem, entries }: Subject,
  { advisories, severities }: CheckData,
): { readonly affected: Ranked | undefined; readonly unknown: Ranked | undefined } {
  const version = "version" in of ? of.version : undefined;
  const scheme = schemeOf(ecosystem);
  const known = version !== undefined && scheme?.isVersion(version) ? { version, scheme } : undefined;
  const all = union(entries.map(({ versions }) => versions));
  const ranked = (shown: Subject["entries"]): Ranked | undefined => {
    const [worst] = shown;
    if (!worst) return undefined;
    const finding = (): Finding => ({
      ecosystem,
      name: of.name,
      version,
      unjudged: "version" in of ? undefined : of,
      isComparable: known !== undefined,
      ...waysOut(known, all),
      advisories: shown.flatMap(({ at, versions }) => {
        const [id, title = "", severity = -1] = advisories[at] ?? [];
        const [sign, label = "", isMalware] = severities[severity] ?? [];
        if (id === undefined || sign === undefined) return [];
        const { upgrade: fix, last } = waysOut(known, versions);
        return [{ id, title, sign, label, isMalware: isMalware === 1, fix, last }];
      }),
    });
    return { rank: worst.at, of, finding };
  };
  const { yes = [], maybe = [] } = Object.groupBy(entries, ({ versions }) => judge(of, versions, known));
  return { affected: ranked(yes), unknown: ranked(maybe) };
}

interface KnownVersion {
  readonly version: string;
  readonly scheme: VersionScheme;
}

function judge(
  of: Looked,
  affected: AffectedVersions,
  known: KnownVersion | undefined,
): "yes" | "no" | "maybe" {
  // Only commits are named, which no inventory of versions can be held against.
  if (affected.intervals.length === 0 && affected.versions.length === 0) return "maybe";
  if (known) return isAffected(known.version, affected, known.scheme) ? "yes" : "no";
  if ("version" in of && affected.versions.includes(of.version)) return "yes";
  // Code of one's own may have the name of a package that somebody else published, above all of malware.
  const isOwn = "reason" in of && of.reason === "local";
  return isEvery(affected) && !isOwn ? "yes" : "maybe";
}

/** Whether no version is free of it. */
function isEvery({ intervals }: AffectedVersions): boolean {
  return intervals.some(
    ({ introduced, fixed, lastAffected }) =>
      introduced === "0" && fixed === undefined && lastAffected === undefined,
  );
}

/** What to upgrade to, or after which version to look for it. */
function waysOut(
  known: KnownVersion | undefined,
  affected: AffectedVersions,
): Pick<Finding, "upgrade" | "last"> {
  if (!known) return { upgrade: undefined, last: undefined };
  const upgrade = fixFor(known.version, affected, known.scheme);
  return { upgrade, last: upgrade === undefined ? lastOf(known, affected) : undefined };
}

/** The highest affected version, where an interval that holds the given one, or a later one, ends with it. */
function lastOf(
  { version, scheme }: KnownVersion,
  { intervals, versions }: AffectedVersions,
): string | undefined {
  if (intervals.some(({ fixed, lastAffected }) => fixed === undefined && lastAffected === undefined))
    return undefined;
  const last = intervals
    .flatMap(({ lastAffected }) => lastAffected ?? [])
    .sort(scheme.compare)
    .at(-1);
  if (last === undefined || scheme.compare(last, version) < 0) return undefined;
  return [last, ...versions.filter((one) => scheme.isVersion(one))].sort(scheme.compare).at(-1);
}

function versionsOf([, intervals, versions = []]: AffectedData): AffectedVersions {
  return {
    intervals: intervals.map(([introduced, fixed, lastAffected]) => ({
      introduced,
      ...(typeof fixed === "string" && { fixed }),
      ...(lastAffected !== undefined && { lastAffected }),
    })),
    versions,
  };
}

function union(parts: readonly AffectedVersions[]): AffectedVersions {
  return {
    intervals: parts.flatMap(({ intervals }) => intervals),
    versions: parts.flatMap(({ versions }) => versions),
  };
}

/** `Debian:12` and `Debian` name the same packages. */
function keyOf(ecosystem: string, name: string): string {
  return packageKey(ecosystemName(ecosystem), name);
}

/** Inventories seldom name a release: where one is missing, it may be any. */
function isSameRelease(one: string, other: string): boolean {
  return one === other || !one.includes(":") || !other.includes(":");
}

/** By what a package is counted: once for all entries about it. */
function countedKey(of: Looked): string {
  return `${keyOf(of.ecosystem, of.name)}\n${"version" in of ? of.version : ""}`;
}

/** The worst, then by name, and no more than can be shown. */
function firstOf(found: readonly Ranked[]): Finding[] {
  const sorted = found.toSorted((a, b) => a.rank - b.rank || compareNames(a.of, b.of));
  const first: Finding[] = [];
  let lines = 0;
  for (const one of sorted) {
    if (lines >= MOST_LINES) break;
    const finding = one.finding();
    lines += 1 + finding.advisories.length;
    first.push(finding);
  }
  return first;
}

function compareNames(a: Looked, b: Looked): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  const [one, other] = [a, b].map((of) => ("version" in of ? of.version : of.label));
  return one === other ? 0 : (one ?? "") < (other ?? "") ? -1 : 1;
}
