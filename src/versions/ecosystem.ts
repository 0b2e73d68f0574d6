import type { VersionScheme } from "./scheme.ts";
import { alpine } from "./schemes/alpine.ts";
import { composer } from "./schemes/composer.ts";
import { debian } from "./schemes/debian.ts";
import { maven } from "./schemes/maven.ts";
import { nuget } from "./schemes/nuget.ts";
import { cran, hackage } from "./schemes/numbers.ts";
import { pep440 } from "./schemes/pep440.ts";
import { pub } from "./schemes/pub.ts";
import { rpm } from "./schemes/rpm.ts";
import { rubygems } from "./schemes/rubygems.ts";
import { semver, tagged } from "./schemes/semver.ts";

/** The ecosystems that OSV defines (schema 1.8.0, ecosystems.json), with the order of their versions where we know it. */
const SCHEMES: ReadonlyMap<string, VersionScheme | undefined> = new Map([
  ["AlmaLinux", rpm],
  ["Alpaquita", alpine],
  ["Alpine", alpine],
  ["Android", undefined],
  ["Azure Linux", rpm],
  ["BellSoft Hardened Containers", alpine],
  ["Bioconductor", cran],
  ["Bitnami", semver],
  ["CRAN", cran],
  ["Chainguard", alpine],
  ["CleanStart", undefined],
  ["ConanCenter", undefined],
  ["Debian", debian],
  ["Docker Hardened Images", undefined],
  ["Echo", undefined],
  ["FreeBSD", undefined],
  ["GHC", undefined],
  ["GitHub Actions", tagged],
  ["Go", tagged],
  ["Hackage", hackage],
  ["Hex", semver],
  ["Julia", undefined],
  ["Kubernetes", tagged],
  ["Linux", undefined],
  ["Mageia", rpm],
  ["Maven", maven],
  ["MinimOS", alpine],
  ["NuGet", nuget],
  ["OSS-Fuzz", undefined],
  ["Packagist", composer],
  ["Photon OS", rpm],
  ["Pub", pub],
  ["PyPI", pep440],
  ["Red Hat", rpm],
  ["Rocky Linux", rpm],
  ["Root", undefined],
  ["RubyGems", rubygems],
  ["SUSE", rpm],
  ["SwiftURL", tagged],
  ["TuxCare", undefined],
  ["Ubuntu", debian],
  ["VSCode", semver],
  ["Wolfi", alpine],
  ["vcpkg", undefined],
  ["crates.io", semver],
  ["npm", semver],
  ["openEuler", rpm],
  ["openSUSE", rpm],
  ["opam", undefined],
]);

/**
 * Ecosystems whose tools accept nothing but SemVer 2.0.0 and order by it. Where SemVer is only a custom (GitHub Actions,
 * Bitnami) or the order differs (Pub), OSV asks for the type ECOSYSTEM (affected[].ranges[].type).
 */
const SEMVER: ReadonlySet<string> = new Set([
  "Go",
  "Hex",
  "Kubernetes",
  "SwiftURL",
  "VSCode",
  "crates.io",
  "npm",
]);

/** The names of all ecosystems that OSV defines, in their own casing. */
export const ecosystems: readonly string[] = [...SCHEMES.keys()];

/** Whether OSV defines an ecosystem of this name; its release, as in `Debian:12`, is not looked at. */
export function isEcosystem(name: string): boolean {
  return SCHEMES.has(ecosystemName(name));
}

/** An ecosystem's name without its release or repository: `Debian` of `Debian:12`. */
export function ecosystemName(ecosystem: string): string {
  return ecosystem.split(":", 1)[0] ?? "";
}

/** How versions of an OSV ecosystem are ordered; undefined where that is not known. `Debian:12` is as `Debian`. */
export function schemeOf(ecosystem: string): VersionScheme | undefined {
  return SCHEMES.get(ecosystemName(ecosystem));
}

/** Whether ranges of an ecosystem may have OSV's type SEMVER; all others have the type ECOSYSTEM. */
export function isSemverEcosystem(ecosystem: string): boolean {
  return SEMVER.has(ecosystemName(ecosystem));
}
