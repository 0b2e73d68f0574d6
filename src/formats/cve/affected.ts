import type { SiteModel } from "../../model/site.ts";
import type { Affected, VersionRange } from "../../records/advisory/software.ts";
import { ecosystemName, isSemverEcosystem } from "../../versions/ecosystem.ts";
import { publisherOf } from "../advisory/publisher.ts";
import { productName } from "../advisory/purl.ts";
import { uri } from "../uri.ts";

/** A range or a single version of `affected[].versions`. */
interface CveVersion {
  readonly version: string;
  readonly status: "affected";
  readonly versionType?: string;
  readonly lessThan?: string;
  readonly lessThanOrEqual?: string;
}

/** One entry of `affected`: the package by its name, since a collection's address is that of a registry. */
export function cveProduct({ site }: SiteModel, entry: Affected): object {
  const { name, category } = publisherOf(site);
  const repo = entry.repo ?? entry.ranges.find((range) => range.repo !== undefined)?.repo;
  const versions = new Map<string, CveVersion>();
  for (const range of entry.ranges) {
    const version = rangeOf(entry, range);
    versions.set(JSON.stringify(version), version);
  }
  for (const version of entry.versions) versions.set(version, { version, status: "affected" });
  return {
    vendor: category === "vendor" ? name : "n/a",
    product: productName(entry),
    ...(repo !== undefined && { repo: uri(repo) }),
    ...(versions.size > 0
      ? { defaultStatus: "unaffected", versions: [...versions.values()] }
      : { defaultStatus: "unknown" }),
  };
}

function rangeOf(entry: Affected, { introduced, fixed, lastAffected, repo }: VersionRange): CveVersion {
  return {
    version: introduced,
    status: "affected",
    versionType: repo === undefined ? versionType(entry.package?.ecosystem) : "git",
    ...(lastAffected === undefined ? { lessThan: fixed ?? "*" } : { lessThanOrEqual: lastAffected }),
  };
}

/** The orders of versions that the CVE record format names itself; all others are `custom`. */
function versionType(ecosystem = ""): string {
  if (isSemverEcosystem(ecosystem)) return "semver";
  return TYPES.get(ecosystemName(ecosystem)) ?? "custom";
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["Maven", "maven"],
  ["PyPI", "python"],
  ...["AlmaLinux", "Mageia", "Red Hat", "Rocky Linux", "SUSE", "openEuler", "openSUSE"].map(
    (name) => [name, "rpm"] as const,
  ),
]);
