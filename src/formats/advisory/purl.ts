import { PackageURL } from "packageurl-js";
import type { Affected } from "../../records/advisory/software.ts";

/** The name by which readers know what is affected. */
export function productName({ package: named, repo }: Pick<Affected, "package" | "repo">): string {
  return named?.name ?? (repo === undefined ? "Unnamed" : repositoryName(repo));
}

/**
 * The package URL of what is affected, without a version. What has none of its own gets one of the type `generic`, with
 * its repository as `vcs_url` if it has one.
 */
export function productPurl(affected: Pick<Affected, "package" | "repo">): string {
  const own = affected.package?.purl;
  if (own !== undefined && isPurl(own)) return own;
  const { repo } = affected;
  const name = productName(affected);
  return repo === undefined || affected.package ? genericPurl(name) : repositoryPurl(repo);
}

/** The package URL of one version. Qualifiers and subpath come after it. */
export function purlAt(purl: string, version: string): string {
  const end = purl.search(/[?#]/);
  const bare = end === -1 ? purl : purl.slice(0, end);
  return `${bare}@${encoded(version)}${purl.slice(bare.length)}`;
}

/** The package URL of a range of versions: qualifier `vers`, which stands in the place of a version. */
export function purlOfRange(purl: string, vers: string): string {
  const [, bare = "", qualifiers = "", subpath = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(purl) ?? [];
  const all = [...qualifiers.split("&"), `vers=${encoded(vers)}`].filter((one) => one !== "").sort();
  return `${bare}?${all.join("&")}${subpath}`;
}

/** The package URL of a repository, or of one commit in it: type `generic`, qualifier `vcs_url`. */
export function repositoryPurl(repo: string, commit?: string): string {
  const place = commit === undefined ? repo : `${repo}@${commit}`;
  return `${genericPurl(repositoryName(repo))}?vcs_url=${encoded(`git+${place}`)}`;
}

function genericPurl(name: string): string {
  return `pkg:generic/${encoded(name)}`;
}

/** Last part of a repository's address. */
function repositoryName(repo: string): string {
  const parts = repo
    .replace(/[?#].*$/s, "")
    .replace(/(?:\.git)?\/*$/, "")
    .split("/");
  return parts.at(-1) || repo;
}

/** As the specification of package URLs encodes: colons stay. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("%3A", ":");
}

function isPurl(text: string): boolean {
  try {
    PackageURL.fromString(text);
    return true;
  } catch {
    return false;
  }
}
