import { type AffectedVersions, affectedTester } from "../../versions/affected.ts";
import { ecosystems, isEcosystem, schemeOf } from "../../versions/ecosystem.ts";
import type { VersionScheme } from "../../versions/scheme.ts";
import { nearest } from "../nearest.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { Path, YamlContent } from "../parse/yaml.ts";
import type { Mistake, ProblemCode } from "../problem.ts";
import { quote } from "../quote.ts";
import type { AdvisoryFrontMatter } from "../schema/advisory.ts";
import { type Affected, isCommit, type VersionRange } from "./software.ts";

type Report = (path: Path, mistake: Mistake, what?: "key" | "value") => void;

/** The versions that an entry says to be affected, without its commits. */
export function affectedVersions({ ranges, versions }: Affected): AffectedVersions {
  return { intervals: ranges.filter(({ repo }) => repo === undefined), versions };
}

/** Holds the affected versions against their ecosystem's rules and against what the author says of single versions. */
export function checkAffected(
  data: AdvisoryFrontMatter,
  affected: readonly Affected[],
  locate: YamlContent["locate"],
): PlacedMistake[] {
  const mistakes: PlacedMistake[] = [];
  const imported = data.modified !== undefined;
  const report: Report = (path, mistake, what) => {
    if (!imported || !OTHERS.has(mistake.code)) mistakes.push({ at: locate(path, what), mistake });
  };
  const isPublic = data.published !== undefined && !data.reserved;
  if (affected.length === 0 && data.kind !== "informational" && isPublic) {
    report(["affected"], withoutAffected(data.kind), "key");
  }
  for (const [index, entry] of affected.entries()) checkEntry(entry, ["affected", index], data, report);
  return mistakes;
}

/** What nobody here can mend in a record that another database keeps. */
const OTHERS: ReadonlySet<ProblemCode> = new Set([
  "version-invalid",
  "interval-reversed",
  "ecosystem-unknown",
  "affected-missing",
  "package-not-exported",
]);

function checkEntry(entry: Affected, path: Path, data: AdvisoryFrontMatter, report: Report): void {
  const { ecosystem } = entry.package ?? {};
  if (!entry.package && entry.repo === undefined) report(path, nameless);
  if (entry.package && ecosystem === undefined)
    report([...path, "package"], outsideOsv(entry.package.purl ?? ""));
  if (ecosystem !== undefined && !isEcosystem(ecosystem))
    report([...path, "package", "ecosystem"], unknownEcosystem(ecosystem));
  if (data.severity.length > 0 && entry.severity.length > 0)
    report([...path, "severity"], severityTwice, "key");
  if (entry.ranges.length === 0 && entry.versions.length === 0 && data.modified === undefined)
    report(path, withoutVersions);
  const scheme = ecosystem === undefined ? undefined : schemeOf(ecosystem);
  for (const [index, range] of entry.ranges.entries()) {
    const place = [...path, "ranges", index];
    if (range.repo !== undefined) checkCommits(range, place, report);
    else if (scheme) checkRange(range, scheme, place, entry, data, report);
  }
  if (!scheme) return;
  for (const key of ["versions", "vulnerableAt", "notAffectedAt"] as const) {
    for (const [index, version] of entry[key].entries()) {
      if (!scheme.isVersion(version)) report([...path, key, index], noVersion(version, scheme));
    }
  }
  checkAssertions(entry, scheme, path, report);
}

/** Full hashes only: scanners look commits up by them. `0` is the beginning of the repository. */
function checkCommits(range: VersionRange, path: Path, report: Report): void {
  for (const key of ["introduced", "fixed", "lastAffected"] as const) {
    const commit = range[key];
    if (commit === undefined || commit === "0" || isCommit(commit)) continue;
    report([...path, key], {
      code: "value-invalid",
      message: "This is no full commit hash.",
      found: quote(commit),
      expected: 'all 40 (or 64) digits in lower case, or "0" for the first commit',
      hint: "Print it with: git rev-parse followed by the short hash.",
    });
  }
}

function checkRange(
  range: VersionRange,
  scheme: VersionScheme,
  path: Path,
  entry: Affected,
  data: AdvisoryFrontMatter,
  report: Report,
): void {
  const { introduced, fixed, lastAffected } = range;
  const bounds = [
    ["introduced", introduced],
    ["fixed", fixed],
    ["lastAffected", lastAffected],
  ] as const;
  const wrong = bounds.filter(
    ([key, version]) =>
      version !== undefined && !(key === "introduced" && version === "0") && !scheme.isVersion(version),
  );
  for (const [key, version = ""] of wrong) report([...path, key], noVersion(version, scheme));
  if (wrong.length > 0) return;
  const end = fixed ?? lastAffected;
  const least = fixed === undefined ? 0 : 1;
  if (end !== undefined && introduced !== "0" && scheme.compare(end, introduced) < least) {
    report([...path, fixed === undefined ? "lastAffected" : "fixed"], {
      code: "interval-reversed",
      message: "The affected versions end before they begin, so none is affected.",
      found: `introduced ${introduced}, ${fixed === undefined ? "lastAffected" : "fixed"} ${end}`,
      expected: `a version after ${introduced}`,
      hint: "Correct one of the two.",
    });
  }
  if (data.modified === undefined) checkPrereleases(introduced, scheme, path, entry, report);
}

/**
 * Pre-releases of the first affected version come before it, and so are not affected by the rules of OSV. Where they are
 * usual, before the first patch release, somebody should say whether that is meant.
 */
function checkPrereleases(
  introduced: string,
  scheme: VersionScheme,
  path: Path,
  { vulnerableAt, notAffectedAt }: Affected,
  report: Report,
): void {
  if (introduced === "0" || scheme.isPrerelease(introduced)) return;
  if (/^v?0+(?:\.0+)*$/.test(introduced)) {
    report([...path, "introduced"], {
      code: "prerelease-left-out",
      message: `Pre-releases such as ${introduced}-alpha come before ${introduced} and are left out.`,
      found: quote(introduced),
      expected: '"0", which comes before everything',
      hint: 'Write "0".',
    });
    return;
  }
  if (!FIRST_OF_LINE.test(introduced) || scheme.beforePrereleases === undefined) return;
  const first = introduced + scheme.beforePrereleases;
  const isSaid = [...vulnerableAt, ...notAffectedAt].some(
    (version) => scheme.compare(version, introduced) < 0 && scheme.compare(version, first) >= 0,
  );
  if (isSaid) return;
  report([...path, "introduced"], {
    code: "prerelease-left-out",
    message: `Pre-releases of ${introduced} come before it, so they count as not affected.`,
    found: quote(introduced),
    expected: "a word on whether that is right",
    hint: `Name one of them in notAffectedAt if it is, or write introduced: "${first}" to take them in.`,
  });
}

/** A first release of a line, `2.0.0` or `2.1.0`: those have release candidates. */
const FIRST_OF_LINE = /^v?\d+\.\d+\.0$/;

function checkAssertions(entry: Affected, scheme: VersionScheme, path: Path, report: Report): void {
  const isAffected = affectedTester(affectedVersions(entry), scheme);
  for (const [key, wanted] of [
    ["vulnerableAt", true],
    ["notAffectedAt", false],
  ] as const) {
    for (const [index, version] of entry[key].entries()) {
      if (!scheme.isVersion(version) || isAffected(version) === wanted) continue;
      report([...path, key, index], {
        code: "assertion-failed",
        message: `By the ranges, ${version} is ${wanted ? "not affected" : "affected"}.`,
        found: `${version} in ${key}`,
        expected: `ranges by which ${version} is ${wanted ? "affected" : "not affected"}`,
        hint: `Correct the ranges${scheme.isPrerelease(version) ? " (a pre-release comes before its release)" : ""}, or remove the version from ${key}.`,
      });
    }
  }
}

function noVersion(version: string, scheme: VersionScheme): Mistake {
  return {
    code: "version-invalid",
    message: "This is no version of its ecosystem.",
    found: quote(version),
    expected: `a version as ${scheme.name} writes it`,
    hint:
      /^v\d/.test(version) && scheme.isVersion(version.slice(1))
        ? `Write "${version.slice(1)}", without the v.`
        : "Copy the version from the package's list of releases.",
  };
}

function unknownEcosystem(name: string): Mistake {
  const release = /:.*$/s.exec(name)?.[0] ?? "";
  const near = nearest(name.slice(0, name.length - release.length), ecosystems);
  return {
    code: "ecosystem-unknown",
    message: "OSV knows no ecosystem of this name, so scanners would skip the record.",
    found: quote(name),
    expected: "a name such as npm, PyPI, crates.io, Go, Maven or Debian:12",
    hint: near === undefined ? "Look it up at ossf.github.io/osv-schema." : `Write ${near}${release}.`,
  };
}

function outsideOsv(purl: string): Mistake {
  return {
    code: "package-not-exported",
    message: "OSV has no ecosystem for this type of package, so scanners that read OSV will not find it.",
    found: quote(purl),
    expected: "a type such as npm, pypi, cargo, golang, maven, gem, nuget, composer, hex, pub or deb",
    hint: "Leave it if that is right; readers, CSAF and VEX get it all the same.",
  };
}

function withoutAffected(kind: string): Mistake {
  return {
    code: "affected-missing",
    message: "Nothing says which versions are affected, so nobody can tell whether they are.",
    found: `kind: ${kind} without affected`,
    expected: "affected with a package and ranges",
    hint: "Add affected, or write kind: informational if nobody need upgrade.",
  };
}

const nameless: Mistake = {
  code: "key-missing",
  message: "Nothing says what is affected.",
  found: "an entry with neither package nor repo",
  expected: "package: pkg:npm/widget, or repo with the address of a git repository",
  hint: "Add package or repo to this entry.",
};

const withoutVersions: Mistake = {
  code: "key-missing",
  message: "Nothing says which versions are affected.",
  found: "neither ranges nor versions",
  expected: "ranges, or a list of versions",
  hint: 'Add ranges: [{ introduced: "0", fixed: none }] with the right versions.',
};

const severityTwice: Mistake = {
  code: "key-misplaced",
  message: "The severity is given for the advisory and for this package. OSV allows one of the two.",
  found: "severity here and at the top",
  expected: "severity at the top, or with each package",
  hint: "Remove this one, or move the other to the packages.",
};
