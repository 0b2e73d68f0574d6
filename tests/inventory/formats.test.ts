import { describe, expect, it } from "vitest";
import * as fixture from "./fixtures.ts";
import { packages, read } from "./read.ts";

interface Case {
  readonly says: string;
  readonly file: string;
  readonly text: string;
  readonly format: string;
  readonly packages: readonly string[];
  readonly notes: readonly string[];
  /** Packages that can only be looked up by name: `ecosystem name (why)`; empty where missing. */
  readonly unjudged?: readonly string[];
}

const cases: readonly Case[] = [
  {
    says: "npm's tree of version 1, with copies below others and aliases",
    file: "package-lock.json",
    text: fixture.packageLock1,
    format: "package-lock.json (version 1)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm @acme/widget 2.0.0-rc.1+build.5",
      "npm constructor 1.0.0",
      "npm debug 2.6.9",
      "npm debug 4.3.4",
      "npm fsevents 2.3.3",
      "npm lodash 4.17.20",
      "npm ms 2.0.0",
      "npm ms 2.1.2",
    ],
    notes: [
      "2 packages from git were not compared, because a commit is no released version that could be compared: forge, short.",
      "1 package from an address was not compared, because no registry publishes this file: tarball.",
      "1 local or workspace package was not compared, because no registry publishes this code: tools.",
    ],
    unjudged: ["npm forge (git)", "npm short (git)", "npm tarball (address)", "npm tools (local)"],
  },
  {
    says: "npm's version 2 by its packages, not by the old tree",
    file: "package-lock.json",
    text: fixture.packageLock2,
    format: "package-lock.json (version 2)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm debug 2.6.9",
      "npm debug 4.3.4",
      "npm fsevents 2.3.3",
      "npm inner 0.1.0",
      "npm lodash 4.17.20",
      "npm react 18.2.0",
    ],
    notes: [
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "3 local or workspace packages were not compared, because no registry publishes this code: outside, packed, @acme/tools.",
      "1 entry without a version was not compared, because there is nothing to compare: strange.",
    ],
    unjudged: [
      "npm forge (git)",
      "npm outside (local)",
      "npm packed (local)",
      "npm strange (versionless)",
      "npm @acme/tools (local)",
    ],
  },
  {
    says: "npm's version 3, where aliases have their own name and links are not counted twice",
    file: "package-lock.json",
    text: fixture.packageLock3,
    format: "package-lock.json (version 3)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm debug 2.6.9",
      "npm debug 4.3.4",
      "npm fsevents 2.3.3",
      "npm inner 0.1.0",
      "npm lodash 4.17.20",
      "npm react 18.2.0",
    ],
    notes: [
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "3 local or workspace packages were not compared, because no registry publishes this code: outside, packed, @acme/tools.",
      "1 entry without a version was not compared, because there is nothing to compare: strange.",
    ],
    unjudged: [
      "npm forge (git)",
      "npm outside (local)",
      "npm packed (local)",
      "npm strange (versionless)",
      "npm @acme/tools (local)",
    ],
  },
  {
    says: "pnpm's version 5, with peers behind _ or /",
    file: "pnpm-lock.yaml",
    text: fixture.pnpm5,
    format: "pnpm-lock.yaml (version 5.4)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm @babel/core 7.20.0",
      "npm lodash 4.17.20",
      "npm old_name 1.0.0-beta.1",
      "npm private 2.0.0",
      "npm react 18.2.0",
    ],
    notes: [
      "2 local or workspace packages were not compared, because no registry publishes this code: packages/tools, file:packed-1.0.0.tgz.",
      "2 packages from git were not compared, because a commit is no released version that could be compared: github.com/1acme/forge/0f1e2d3c, git@bitbucket.org+acme/other/6104ae42.",
      "1 package from an address was not compared, because no registry publishes this file: @example.org/tarballs/tarball.tgz.",
    ],
    unjudged: [
      "npm tools (local)",
      "npm forge (git)",
      "npm other (git)",
      "npm tarball (address)",
      "npm packed (local)",
    ],
  },
  {
    says: "pnpm's version 6, with peers in brackets and keys of over 1024 characters",
    file: "pnpm-lock.yaml",
    text: fixture.pnpm6,
    format: "pnpm-lock.yaml (version 6.0)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm @babel/core 7.20.0",
      "npm lodash 4.17.20",
      "npm react 18.2.0",
      "npm styled 1.0.0",
    ],
    notes: [
      "2 local or workspace packages were not compared, because no registry publishes this code: packages/tools, file:packages/packed.",
      "1 package from git was not compared, because a commit is no released version that could be compared: github.com/acme/forge/0f1e2d3c.",
    ],
    unjudged: ["npm tools (local)", "npm forge (git)", "npm packed (local)"],
  },
  {
    says: "pnpm's version 9, packages and snapshots as one",
    file: "pnpm-lock.yaml",
    text: fixture.pnpm9,
    format: "pnpm-lock.yaml (version 9.0)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm debug 2.6.9",
      "npm debug 4.3.4",
      "npm fsevents 2.3.3",
      "npm lodash 4.17.20",
      "npm react 18.2.0",
    ],
    notes: [
      "2 local or workspace packages were not compared, because no registry publishes this code: packages/tools, packed.",
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "1 package from an address was not compared, because no registry publishes this file: tarball.",
    ],
    unjudged: ["npm tools (local)", "npm forge (git)", "npm packed (local)", "npm tarball (address)"],
  },
  {
    says: "Yarn 1, whose aliases are in the request",
    file: "yarn.lock",
    text: fixture.yarn1,
    format: "yarn.lock (Yarn 1)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm @acme/widget 2.0.0",
      "npm anything 5.0.0",
      "npm concat-map 0.0.1",
      "npm debug 2.6.9",
      "npm debug 4.3.4",
      "npm lodash 4.17.20",
    ],
    notes: [
      "3 packages from git were not compared, because a commit is no released version that could be compared: plain, forge, short.",
      "1 package from an address was not compared, because no registry publishes this file: tarball.",
      "1 local or workspace package was not compared, because no registry publishes this code: tools.",
      "1 entry without a version was not compared, because there is nothing to compare: unfinished.",
    ],
    unjudged: [
      "npm plain (git)",
      "npm forge (git)",
      "npm short (git)",
      "npm tarball (address)",
      "npm tools (local)",
      "npm unfinished (versionless)",
    ],
  },
  {
    says: "Berry, by what each entry was resolved to",
    file: "yarn.lock",
    text: fixture.yarnBerry,
    format: "yarn.lock (Berry)",
    packages: [
      "npm @acme/widget 1.4.2",
      "npm debug 4.3.4",
      "npm fsevents 2.3.3",
      "npm lodash 4.17.20",
      "npm many 1.9.0",
    ],
    notes: [
      "2 local or workspace packages were not compared, because no registry publishes this code: @acme/tools, shop.",
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
    ],
    unjudged: ["npm @acme/tools (local)", "npm forge (git)", "npm shop (local)"],
  },
  {
    says: "pins in requirements.txt, and says what is none",
    file: "requirements.txt",
    text: fixture.requirements,
    format: "requirements.txt",
    packages: [
      "PyPI both 1.4",
      "PyPI click 8.1.7",
      "PyPI django 4.2.1",
      "PyPI epoch 1!2.0.post1+local.1",
      "PyPI requests 2.31.0",
      "PyPI ruamel-yaml 0.17.21",
      "PyPI with-options 1.0",
      "PyPI zope-interface-extra 5.0",
    ],
    notes: [
      "1 file named in this one was not compared, because only this one is at hand: base.txt.",
      "2 local or workspace packages were not compared, because no registry publishes this code: ./tools, ./downloads/packed-1.0.tar.gz.",
      "3 packages from git were not compared, because a commit is no released version that could be compared: git+https://github.com/acme/editable.git#egg=editable, forge, git+https://github.com/acme/bare.git.",
      "4 entries without an exact version were not compared, because a range does not say what is installed: six==1.16.*, qwert==${VERSION}, urllib3>=1.26,<2, anything.",
      "2 packages from an address were not compared, because no registry publishes this file: wheel, https://example.org/address-1.0.zip.",
      "1 entry that cannot be read was not compared, because this format has no such form: !!!.",
    ],
    unjudged: [
      "PyPI editable (git)",
      "PyPI six (inexact)",
      "PyPI qwert (inexact)",
      "PyPI urllib3 (inexact)",
      "PyPI anything (inexact)",
      "PyPI forge (git)",
      "PyPI wheel (address)",
    ],
  },
  {
    says: "poetry.lock, packages of private registries too",
    file: "poetry.lock",
    text: fixture.poetry,
    format: "poetry.lock",
    packages: ["PyPI django 4.2.1", "PyPI private 1.0.0"],
    notes: [
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "1 local or workspace package was not compared, because no registry publishes this code: tools.",
      "1 package from an address was not compared, because no registry publishes this file: wheel.",
    ],
    unjudged: ["PyPI forge (git)", "PyPI tools (local)", "PyPI wheel (address)"],
  },
  {
    says: "uv.lock",
    file: "uv.lock",
    text: fixture.uv,
    format: "uv.lock",
    packages: ["PyPI django 4.2.1"],
    notes: [
      "2 local or workspace packages were not compared, because no registry publishes this code: shop, tools.",
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "1 package from an address was not compared, because no registry publishes this file: wheel.",
    ],
    unjudged: ["PyPI shop (local)", "PyPI forge (git)", "PyPI tools (local)", "PyPI wheel (address)"],
  },
  {
    says: "Cargo.lock, two versions of one crate",
    file: "Cargo.lock",
    text: fixture.cargo,
    format: "Cargo.lock",
    packages: [
      "crates.io rand 0.7.3",
      "crates.io rand 0.8.5",
      "crates.io wasi 0.11.0+wasi-snapshot-preview1",
    ],
    notes: [
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "1 local or workspace package was not compared, because no registry publishes this code: shop.",
    ],
    unjudged: ["crates.io forge (git)", "crates.io shop (local)"],
  },
  {
    says: "Gemfile.lock without the platforms",
    file: "Gemfile.lock",
    text: fixture.gemfile,
    format: "Gemfile.lock",
    packages: [
      "RubyGems nokogiri 1.15.0",
      "RubyGems racc 1.6.2",
      "RubyGems rack 2.2.7",
      "RubyGems rails 7.1.0.beta1",
    ],
    notes: [
      "1 package from git was not compared, because a commit is no released version that could be compared: forge.",
      "1 local or workspace package was not compared, because no registry publishes this code: shop.",
    ],
    unjudged: ["RubyGems forge (git)", "RubyGems shop (local)"],
  },
  {
    says: "go.sum, modules whose code was fetched",
    file: "go.sum",
    text: fixture.goSum,
    format: "go.sum",
    packages: [
      "Go github.com/Acme/widget 1.4.2",
      "Go github.com/acme/old 14.2.0",
      "Go golang.org/x/text 0.0.0-20170915032832-14c0d48ead0c",
    ],
    notes: [
      "go.sum may also list versions that are no longer built: go list -m all tells which are. Lines for go.mod files alone were passed over.",
    ],
  },
  {
    says: "go.mod with what was put in place of modules",
    file: "go.mod",
    text: fixture.goMod,
    format: "go.mod",
    packages: [
      "Go github.com/Acme/widget 1.4.2",
      "Go github.com/acme/old 14.2.0",
      "Go github.com/acme/pinned 1.1.0",
      "Go github.com/other/forked 1.0.1",
    ],
    notes: [
      "1 local or workspace package was not compared, because no registry publishes this code: github.com/acme/local.",
    ],
    unjudged: ["Go github.com/acme/local (local)"],
  },
  {
    says: "composer.lock, packages for development too",
    file: "composer.lock",
    text: fixture.composer,
    format: "composer.lock",
    packages: [
      "Packagist acme/beta 1.0.0-beta1",
      "Packagist acme/testing 10.1.0",
      "Packagist acme/widget 1.4.2",
    ],
    notes: [
      "2 packages at a branch were not compared, because a branch is no released version: acme/forge, acme/next.",
      "1 local or workspace package was not compared, because no registry publishes this code: acme/tools.",
    ],
    unjudged: [
      "Packagist acme/forge (branch)",
      "Packagist acme/next (branch)",
      "Packagist acme/tools (local)",
    ],
  },
  {
    says: "CycloneDX, components in components",
    file: "bom.cdx.json",
    text: fixture.cycloneDx,
    format: "CycloneDX 1.5 (JSON)",
    packages: [
      "Debian curl 7.88.1-10",
      "Maven org.acme:core 2.14.1",
      "npm @acme/widget 1.4.2",
      "npm JSONStream 1.3.5",
      "npm debug 2.6.9",
      "npm ms 2.0.0",
      "npm part 1.0.0",
    ],
    notes: [
      "1 component without a purl was not compared, because a name alone does not tell the ecosystem: debian 12.",
      "1 package of another kind was not compared, because the purl type has no ecosystem here: pkg:unheard-of/odd@1.",
      "1 entry that cannot be read was not compared, because this format has no such form: npm/broken@1.",
      "1 entry without a version was not compared, because there is nothing to compare: unknown.",
    ],
    unjudged: ["npm unknown (versionless)"],
  },
  {
    says: "SPDX 2.3",
    file: "shop.spdx.json",
    text: fixture.spdx,
    format: "SPDX 2.3 (JSON)",
    packages: ["Go github.com/acme/old 14.2.0", "npm @acme/widget 1.4.2"],
    notes: [
      "1 entry without an exact version was not compared, because a range does not say what is installed: ranged ^4.17.0.",
      "1 entry without a version was not compared, because there is nothing to compare: unknown.",
      "1 component without a purl was not compared, because a name alone does not tell the ecosystem: com.github.acme/shop main.",
    ],
    unjudged: ["npm ranged (inexact)", "PyPI unknown (versionless)"],
  },
  {
    says: "SPDX as GitHub exports it",
    file: "export.json",
    text: fixture.spdxWrapped,
    format: "SPDX 2.3 (JSON)",
    packages: ["Go github.com/acme/old 14.2.0", "npm @acme/widget 1.4.2"],
    notes: [
      "1 entry without an exact version was not compared, because a range does not say what is installed: ranged ^4.17.0.",
      "1 entry without a version was not compared, because there is nothing to compare: unknown.",
      "1 component without a purl was not compared, because a name alone does not tell the ecosystem: com.github.acme/shop main.",
    ],
    unjudged: ["npm ranged (inexact)", "PyPI unknown (versionless)"],
  },
  {
    says: "SPDX 3",
    file: "shop.spdx3.json",
    text: fixture.spdx3,
    format: "SPDX 3 (JSON)",
    packages: ["PyPI django 4.2.1", "npm @acme/widget 1.4.2"],
    notes: [
      "1 component without a purl was not compared, because a name alone does not tell the ecosystem: nameless.",
    ],
  },
  {
    says: "purls, one on a line",
    file: "purls.txt",
    text: fixture.purls,
    format: "a list of purls",
    packages: [
      "Go github.com/acme/widget 1.4.2",
      "Maven org.acme:core 2.14.1",
      "Packagist acme/widget 1.4.2",
      "PyPI zope-interface 5.0",
      "npm @acme/widget 1.4.2",
      "npm @acme/widget 1.4.3",
    ],
    notes: [
      "1 package of another kind was not compared, because the purl type has no ecosystem here: pkg:deb/raspbian/curl@7.88.1.",
      "1 entry without a version was not compared, because there is nothing to compare: unknown.",
    ],
    unjudged: ["npm unknown (versionless)"],
  },
];

describe("an inventory", () => {
  it.each(cases)("is read from $says", ({ file, text, format, packages: expected, notes, unjudged = [] }) => {
    expect(packages(file, text)).toEqual(expected);
    expect(read(file, text)).toMatchObject({ format, notes });
    const named = read(file, text).unjudged.map(
      ({ ecosystem, name, reason }) => `${ecosystem} ${name} (${reason})`,
    );
    expect(named).toEqual(unjudged);
  });

  it.each(cases)("is recognised without a file's name: $says", ({ file, text }) => {
    expect(read(undefined, text)).toEqual(read(file, text));
  });

  it.each(cases)(
    "is the same with a mark at its start, other line ends and a path: $says",
    ({ file, text }) => {
      const other = `\uFEFF${text.replaceAll("\n", "\r\n")}`;
      expect(read(`C:\\shop/${file.toUpperCase()}`, other)).toEqual(read(file, text));
      expect(read(undefined, other)).toEqual(read(file, text));
    },
  );

  it("covers every fixture", () => {
    expect(new Set(cases.map(({ text }) => text))).toEqual(new Set(fixture.fixtures.map(([, text]) => text)));
  });
});
