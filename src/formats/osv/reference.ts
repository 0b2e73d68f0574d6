import { ecosystemName } from "../../versions/ecosystem.ts";
import type { OsvPackage } from "./affected.ts";

/** Pages of packages, by OSV ecosystem; the name goes in as a path. */
const PAGES: ReadonlyMap<string, (name: string) => string | undefined> = new Map([
  ["npm", (name) => `https://www.npmjs.com/package/${path(name)}`],
  ["PyPI", (name) => `https://pypi.org/project/${path(name)}/`],
  ["crates.io", (name) => `https://crates.io/crates/${path(name)}`],
  ["RubyGems", (name) => `https://rubygems.org/gems/${path(name)}`],
  ["Go", goPage],
  ["Packagist", (name) => `https://packagist.org/packages/${path(name)}`],
  ["NuGet", (name) => `https://www.nuget.org/packages/${path(name)}`],
  ["Hex", (name) => `https://hex.pm/packages/${path(name)}`],
  ["Pub", (name) => `https://pub.dev/packages/${path(name)}`],
  ["Hackage", (name) => `https://hackage.haskell.org/package/${path(name)}`],
  ["Maven", (name) => `https://central.sonatype.com/artifact/${path(name.replace(":", "/"))}`],
]);

/** The page of a package in its registry; undefined where the registry has none. */
export function packagePage({ ecosystem, name }: Pick<OsvPackage, "ecosystem" | "name">): string | undefined {
  return PAGES.get(ecosystemName(ecosystem))?.(name);
}

/** The standard library and the commands of the distribution are packages of their own in OSV. */
function goPage(name: string): string | undefined {
  if (name === "stdlib") return "https://pkg.go.dev/std";
  return name === "toolchain" ? "https://pkg.go.dev/cmd" : `https://pkg.go.dev/${path(name)}`;
}

function path(name: string): string {
  return name
    .toWellFormed()
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/^%40/, "@"))
    .join("/");
}

/** Whether two addresses lead to the same page as far as one can see. */
export function sameAddress(a: string, b: string): boolean {
  const plain = (address: string): string =>
    address.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "");
  return plain(a).toLowerCase() === plain(b).toLowerCase();
}
