import { compareLists, compareParsed } from "../order.ts";
import type { VersionScheme } from "../scheme.ts";
import { compareIdentifiers, comparePrecedence, parseSemver, type SemverParts, semver } from "./semver.ts";

/** Build metadata counts: none before some, then identifier by identifier. */
function compareBuild(a: SemverParts, b: SemverParts): number {
  return compareLists(identifiers(a.build), identifiers(b.build), compareIdentifiers);
}

function identifiers(build: string): readonly string[] {
  return build === "" ? [] : build.split(".");
}

/**
 * Dart's Pub, https://dart.dev/tools/pub/versioning: the release candidate of SemVer 2.0.0, in which build metadata has a
 * place in the order. Other texts come first, in text order.
 */
export const pub: VersionScheme = {
  ...semver,
  name: "SemVer 2.0.0-rc.1",
  compare: compareParsed(parseSemver, (a, b) => comparePrecedence(a, b) || compareBuild(a, b)),
};
