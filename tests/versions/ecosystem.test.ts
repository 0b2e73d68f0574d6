import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ecosystems, isSemverEcosystem, schemeOf } from "../../src/versions/ecosystem.ts";

const list = join(import.meta.dirname, "../../../shared/data/osv/schema-1.8.0.json");

describe("Ecosystems", () => {
  it.skipIf(!existsSync(list))("are those of OSV", () => {
    const schema = JSON.parse(readFileSync(list, "utf8")) as { $defs: { ecosystemName: { enum: string[] } } };
    const defined = schema.$defs.ecosystemName.enum;
    expect([...ecosystems].sort()).toEqual(defined.sort());
  });

  it("have the order of their versions", () => {
    const names = [
      "npm",
      "PyPI",
      "RubyGems",
      "Maven",
      "NuGet",
      "Packagist",
      "crates.io",
      "Go",
      "Hex",
      "Pub",
      "Hackage",
    ];
    expect([...names, "Debian", "Alpine"].map((name) => schemeOf(name)?.name)).toEqual([
      "SemVer 2.0.0",
      "PEP 440",
      "Gem::Version",
      "Maven version order",
      "NuGet",
      "Composer",
      "SemVer 2.0.0",
      "SemVer 2.0.0 with an optional v",
      "SemVer 2.0.0",
      "SemVer 2.0.0-rc.1",
      "PVP",
      "Debian Policy 5.6.12",
      "apk",
    ]);
  });

  it("may be followed by a release or a repository", () => {
    expect(schemeOf("Debian:12")).toBe(schemeOf("Debian"));
    expect(schemeOf("Maven:https://maven.example.org")).toBe(schemeOf("Maven"));
    expect(isSemverEcosystem("npm:")).toBe(true);
  });

  it("are known in their own casing only, and not by what objects have", () => {
    for (const name of ["NPM", "pypi", "", ":", "constructor", "__proto__", "toString", "Linux"]) {
      expect(schemeOf(name)).toBe(undefined);
      expect(isSemverEcosystem(name)).toBe(false);
    }
  });

  it("have ranges of the type SEMVER where nothing but SemVer is accepted", () => {
    expect(ecosystems.filter(isSemverEcosystem)).toEqual([
      "Go",
      "Hex",
      "Kubernetes",
      "SwiftURL",
      "VSCode",
      "crates.io",
      "npm",
    ]);
  });
});
