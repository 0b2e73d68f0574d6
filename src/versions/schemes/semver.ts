import { compareDigits, compareLists, compareParsed, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

/** A version in parts. Numbers stay digits, because SemVer sets no limit to them. */
export interface SemverParts {
  /** Major, minor, patch, as far as they are written. */
  readonly numbers: readonly string[];
  /** The identifiers of the pre-release; empty for a release. */
  readonly identifiers: readonly string[];
  /** Build metadata without its `+`. */
  readonly build: string;
}

const NUMBER = "(?:0|[1-9]\\d*)";
const IDENTIFIER = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const METADATA = "[0-9A-Za-z-]+";
const VERSION = `${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(?:\\+${METADATA}(?:\\.${METADATA})*)?`;
const STRICT = new RegExp(`^${VERSION}$`);
const STRICT_WITH_V = new RegExp(`^v?${VERSION}$`);

/**
 * Reads a version generously: with a leading `v`, with fewer than three numbers, and what follows a fourth dot as build
 * metadata. Undefined for a text that does not begin with a number.
 */
export function parseSemver(text: string): SemverParts | undefined {
  const core = /^[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  if (!core) return undefined;
  const numbers = core.slice(1).filter((number) => number !== undefined);
  return { numbers, ...parseSuffix(text.slice(core[0].length)) };
}

/** Reads what follows the numbers of a version: `-rc.1+build.5`. */
export function parseSuffix(text: string): Pick<SemverParts, "identifiers" | "build"> {
  if (text.startsWith(".")) return { identifiers: [], build: text.slice(1) };
  const plus = text.indexOf("+");
  const prerelease = (plus === -1 ? text : text.slice(0, plus)).replace(/^-/, "");
  const hasNone = plus === 0 || text === "";
  return {
    identifiers: hasNone ? [] : prerelease.split("."),
    build: plus === -1 ? "" : text.slice(plus + 1),
  };
}

/** Precedence: SemVer 2.0.0, section 11. Build metadata has none. Missing numbers are 0. */
export function comparePrecedence(a: SemverParts, b: SemverParts): number {
  return (
    compareLists(a.numbers, b.numbers, (left = "0", right = "0") => compareDigits(left, right)) ||
    comparePrerelease(a.identifiers, b.identifiers)
  );
}

/** Compares the identifiers of two pre-releases; a release, which has none, comes after all of them. */
export function comparePrerelease(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return compareLists(a, b, compareIdentifiers);
}

/** Nothing before something, numbers before words; numbers by value, words by their characters. */
export function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  const numeric = { a: /^\d+$/.test(a), b: /^\d+$/.test(b) };
  if (numeric.a && numeric.b) return compareDigits(a, b);
  return Number(numeric.b) - Number(numeric.a) || compareText(a, b);
}

/** Whether a text, read generously, is a pre-release. */
export function isSemverPrerelease(text: string): boolean {
  return (parseSemver(text)?.identifiers.length ?? 0) > 0;
}

/** Semantic Versioning, https://semver.org: npm, crates.io, Hex and others. Other texts come first, in text order. */
export const semver: VersionScheme = {
  name: "SemVer 2.0.0",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: isSemverPrerelease,
  beforePrereleases: "-0",
  compare: compareParsed(parseSemver, comparePrecedence),
};

/**
 * Versions that are Git tags, which may begin with `v`: Go modules (https://go.dev/ref/mod#versions), GitHub Actions,
 * Swift packages. Otherwise as SemVer.
 */
export const tagged: VersionScheme = {
  ...semver,
  name: "SemVer 2.0.0 with an optional v",
  isVersion: (text) => matches(STRICT_WITH_V, text),
};
