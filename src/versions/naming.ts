/** A package as OSV names it. */
export interface Package {
  /** An OSV ecosystem, without a release. */
  readonly ecosystem: string;
  /** The name in the spelling of its ecosystem. */
  readonly name: string;
}

/** The path of a purl between its type and its version, decoded. */
export interface PurlPath {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** How the packages of one ecosystem are written as purls. */
export interface PurlNaming {
  readonly ecosystem: string;
  readonly type: string;
  /** The one namespace that stands for the ecosystem: `debian` of `deb`. Not part of the package's name. */
  readonly namespace?: string;
  /** What stands between namespace and name in the package's name; undefined if there is no namespace. */
  readonly separator?: "/" | ":";
  /** Whether a package must have a namespace; without it either is fine. */
  readonly scoped?: boolean;
}

/** purl types and the OSV ecosystems that they name packages of. */
export const purlNamings: readonly PurlNaming[] = [
  { ecosystem: "npm", type: "npm", separator: "/" },
  { ecosystem: "PyPI", type: "pypi" },
  { ecosystem: "RubyGems", type: "gem" },
  { ecosystem: "Maven", type: "maven", separator: ":", scoped: true },
  { ecosystem: "NuGet", type: "nuget" },
  { ecosystem: "Packagist", type: "composer", separator: "/", scoped: true },
  { ecosystem: "crates.io", type: "cargo" },
  { ecosystem: "Go", type: "golang", separator: "/" },
  { ecosystem: "Hex", type: "hex" },
  { ecosystem: "Pub", type: "pub" },
  { ecosystem: "Hackage", type: "hackage" },
  { ecosystem: "CRAN", type: "cran" },
  { ecosystem: "SwiftURL", type: "swift", separator: "/", scoped: true },
  { ecosystem: "GitHub Actions", type: "githubactions", separator: "/", scoped: true },
  { ecosystem: "Bitnami", type: "bitnami" },
  { ecosystem: "Debian", type: "deb", namespace: "debian" },
  { ecosystem: "Ubuntu", type: "deb", namespace: "ubuntu" },
  { ecosystem: "Alpine", type: "apk", namespace: "alpine" },
  { ecosystem: "Wolfi", type: "apk", namespace: "wolfi" },
  { ecosystem: "Chainguard", type: "apk", namespace: "chainguard" },
  { ecosystem: "Red Hat", type: "rpm", namespace: "redhat" },
  { ecosystem: "AlmaLinux", type: "rpm", namespace: "almalinux" },
  { ecosystem: "Rocky Linux", type: "rpm", namespace: "rocky-linux" },
  { ecosystem: "SUSE", type: "rpm", namespace: "suse" },
  { ecosystem: "openSUSE", type: "rpm", namespace: "opensuse" },
];

/** Names in the one spelling in which OSV has them; those of other ecosystems are as they were published. */
const SPELLINGS: ReadonlyMap<string, (name: string) => string> = new Map([
  // https://packaging.python.org/en/latest/specifications/name-normalization/
  ["PyPI", (name: string) => name.toLowerCase().replace(/[-_.]+/g, "-")],
  ["Packagist", lowerCase],
  ["Hex", lowerCase],
  // A Git URL as published records have it: `github.com/acme/widget`.
  ["SwiftURL", (name: string) => name.replace(/^https?:\/\//i, "").replace(/\.git$/i, "")],
]);

/**
 * Ecosystems whose names are shown as they were published, but of which no two differ by case alone. Go's paths may, but
 * purls have them in small letters, and hosts of code do not tell them apart. npm is left out on purpose: JSONStream and
 * jsonstream are two packages.
 */
const CASELESS: ReadonlySet<string> = new Set(["NuGet", "Go", "GitHub Actions", "SwiftURL", "Pub"]);

/** A package's name as OSV spells it in its ecosystem (without a release). */
export function spelled(ecosystem: string, name: string): string {
  return SPELLINGS.get(ecosystem)?.(name) ?? name;
}

/** What two spellings of one package have in common, and those of no two packages. */
export function packageKey(ecosystem: string, name: string): string {
  const own = spelled(ecosystem, name);
  return `${ecosystem}\n${CASELESS.has(ecosystem) ? own.toLowerCase() : own}`;
}

/** The package that the parts of a purl name; undefined where its type, its namespace or their lack means none. */
export function packageAt(type: string, { namespace = "", name }: PurlPath): Package | undefined {
  const naming = purlNamings.find(
    (one) => one.type === type && (one.namespace === undefined || one.namespace === namespace.toLowerCase()),
  );
  if (!naming) return undefined;
  const { ecosystem, separator, scoped } = naming;
  if (naming.namespace !== undefined) return { ecosystem, name };
  if (namespace === "") return scoped ? undefined : { ecosystem, name: spelled(ecosystem, name) };
  if (separator === undefined) return undefined;
  return { ecosystem, name: spelled(ecosystem, `${namespace}${separator}${name}`) };
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}
