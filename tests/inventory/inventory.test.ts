import { describe, expect, it } from "vitest";
import { MAX_BYTES } from "../../src/inventory/inventory.ts";
import { mistake, packages, read } from "./read.ts";

describe("a single purl", () => {
  it("is an inventory", () => {
    expect(read(undefined, " pkg:npm/%40acme/widget@1.4.2\n")).toEqual({
      format: "a purl",
      packages: [{ ecosystem: "npm", name: "@acme/widget", version: "1.4.2" }],
      unjudged: [],
      notes: [],
    });
  });

  it.each([
    ["pkg:cargo/rand@0.8.5", "crates.io rand 0.8.5"],
    ["pkg:composer/acme/widget@1.0.0", "Packagist acme/widget 1.0.0"],
    ["pkg:deb/debian/curl@7.88.1-10?distro=debian-12&arch=amd64", "Debian curl 7.88.1-10"],
    ["pkg:gem/nokogiri@1.15.0?platform=java", "RubyGems nokogiri 1.15.0"],
    ["pkg:golang/github.com/acme/widget@v2.0.0%2Bincompatible", "Go github.com/acme/widget 2.0.0"],
    ["pkg:golang/github.com/acme/widget@v1", "Go github.com/acme/widget 1"],
    ["pkg:hackage/aeson@2.1.0", "Hackage aeson 2.1.0"],
    ["pkg:hex/phoenix@1.7.0", "Hex phoenix 1.7.0"],
    ["pkg:maven/org.acme/core@1.0", "Maven org.acme:core 1.0"],
    ["pkg:npm/%40acme%2Fwidget@1.0.0", "npm @acme/widget 1.0.0"],
    ["pkg:npm/__proto__@1.0.0", "npm __proto__ 1.0.0"],
    ["pkg:nuget/Newtonsoft.Json@13.0.1", "NuGet Newtonsoft.Json 13.0.1"],
    ["pkg:pub/http@1.0.0", "Pub http 1.0.0"],
    ["pkg:pypi/Ruamel_Yaml@0.17", "PyPI ruamel-yaml 0.17"],
    ["pkg:swift/github.com/acme/widget@1.0.0", "SwiftURL github.com/acme/widget 1.0.0"],
    ["pkg://npm/debug@4.3.4", "npm debug 4.3.4"],
  ])("names a package of its ecosystem: %s", (purl, expected) => {
    expect(packages(undefined, purl)).toEqual([expected]);
  });

  it("without a version says so", () => {
    expect(read(undefined, "pkg:npm/debug").notes).toEqual([
      "1 entry without a version was not compared, because there is nothing to compare: debug.",
    ]);
    expect(read(undefined, "pkg:pypi/Acme_Tool").unjudged).toEqual([
      { ecosystem: "PyPI", name: "acme-tool", label: "acme-tool", reason: "versionless" },
    ]);
  });

  it("in a list that is broken is named by its line", () => {
    expect(mistake(undefined, "pkg:npm/debug@1.0.0\n\ndebug 1.0.0\n")).toEqual({
      message: "Line 3 is no purl.",
      found: "debug 1.0.0",
      expected: "a package URL such as pkg:npm/%40acme/widget@1.4.2 on each line",
      hint: "Write type, name and version as in pkg:type/namespace/name@version; the namespace may be missing.",
      line: 3,
    });
  });
});

describe("a text that is no inventory", () => {
  it.each([
    [undefined, "", "There is nothing to read."],
    ["yarn.lock", "  \n\t", "There is nothing to read."],
    ["go.mod", "// nothing", "Nothing in this text has the form of go.mod."],
    [undefined, "lodash@4.17.20", "A name and a version alone do not tell the ecosystem."],
    [undefined, "django 4.2.1", "A name and a version alone do not tell the ecosystem."],
    [undefined, "Hello, world", "This is no lockfile and no SBOM that can be read."],
    [undefined, "<?xml version='1.0'?><bom/>", "This is XML or HTML, which is not read."],
    [undefined, "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0", "SPDX as tags and values is not read."],
    [
      "Cargo.toml",
      '[dependencies]\nrand = "0.8"',
      "This file names the packages that are wanted, not the versions that are installed.",
    ],
    [
      "package.json",
      '{"name":"shop","dependencies":{"debug":"^4.0.0"}}',
      "This file names the packages that are wanted, not the versions that are installed.",
    ],
    ["Cargo.lock", '[package]\nname = "shop"', "This TOML has no list of packages."],
    ["Cargo.lock", '[[package]]\nname = "shop', "The TOML cannot be read."],
    [undefined, '{"a":1}', "This JSON is no lockfile and no SBOM that can be read."],
    ["bom.json", "[]", "This JSON is no lockfile and no SBOM that can be read."],
    [undefined, '{"lockfileVersion":3,"packages":{"":{}', "The JSON is cut off."],
    [undefined, '{"lockfileVersion":3,}', "The JSON has a mistake in it."],
    [
      undefined,
      '{"lockfileVersion":"3","packages":{}}',
      "This package-lock.json has a form that is not known.",
    ],
    [undefined, '{"lockfileVersion":4}', "This package-lock.json has a form that is not known."],
    [
      undefined,
      '{"lockfileVersion":3,"packages":[]}',
      "This package-lock.json has a form that is not known.",
    ],
    [
      "pnpm-lock.yaml",
      "<!doctype html>",
      "Nothing in this text has the form of pnpm-lock.yaml (version unknown).",
    ],
    ["go.sum", "P\0K", "This is no text in UTF-8."],
    ["Gemfile.lock", "GEM\n<<<<<<< HEAD\n  specs:", "The file has a merge conflict that is not settled."],
  ])("gets an answer: %s %j", (file, text, message) => {
    const answer = mistake(file, text);
    expect(answer.message).toBe(message);
    for (const part of [answer.found, answer.expected, answer.hint]) expect(part).toMatch(/^\S.{0,300}$/s);
  });

  it("is quoted on one line", () => {
    expect(mistake(undefined, "Hello,\r\n\tworld\u2028\u0007").found).toBe("Hello, world \uFFFD");
  });

  it("gets an answer where it is too large, or has a line that is too long", () => {
    expect(mistake("yarn.lock", "x".repeat(MAX_BYTES + 1)).message).toBe(
      "The file is too large to be checked here.",
    );
    expect(mistake("yarn.lock", `\n${"x".repeat(100_001)}`)).toMatchObject({
      message: "Line 2 is too long to be part of a lockfile.",
      line: 2,
    });
  });

  it("is told how a name and a version become a purl", () => {
    expect(mistake(undefined, "@acme/widget@1.4.2").hint).toBe(
      "Write a purl: pkg:npm/%40acme/widget@1.4.2 for npm, pkg:pypi/… for Python, pkg:cargo/… for Rust and so on.",
    );
  });

  it("is told its line", () => {
    expect(mistake("Gemfile.lock", "GEM\n<<<<<<< HEAD\n  specs:").line).toBe(2);
    expect(mistake("Cargo.lock", '[[package]]\nname = "shop').line).toBe(2);
  });
});

describe("a lockfile of a project without dependencies", () => {
  it.each([
    ["package-lock.json", '{"name":"shop","lockfileVersion":1}'],
    ["package-lock.json", '{"lockfileVersion":3,"packages":{"":{"name":"shop"}}}'],
    ["pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n"],
    ["yarn.lock", "# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n\n\n"],
    ["Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n"],
    ["composer.lock", '{"content-hash":"0","packages":[],"packages-dev":[]}'],
    ["bom.json", '{"bomFormat":"CycloneDX","specVersion":"1.6"}'],
  ])("is an inventory of nothing: %s", (file, text) => {
    expect(read(file, text).packages).toEqual([]);
  });
});
