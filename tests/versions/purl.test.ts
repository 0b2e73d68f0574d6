import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ecosystemOfPurl, purlOf } from "../../src/versions/purl.ts";

const pairs: readonly (readonly [purl: string, ecosystem: string, name: string])[] = [
  ["pkg:npm/%40acme/widget", "npm", "@acme/widget"],
  ["pkg:npm/widget", "npm", "widget"],
  ["pkg:pypi/acme-widget", "PyPI", "acme-widget"],
  ["pkg:gem/widget", "RubyGems", "widget"],
  ["pkg:maven/org.example/widget", "Maven", "org.example:widget"],
  ["pkg:nuget/Acme.Widget", "NuGet", "Acme.Widget"],
  ["pkg:composer/acme/widget", "Packagist", "acme/widget"],
  ["pkg:cargo/widget", "crates.io", "widget"],
  ["pkg:golang/github.com/Acme/widget/v2", "Go", "github.com/Acme/widget/v2"],
  ["pkg:golang/stdlib", "Go", "stdlib"],
  ["pkg:hex/widget", "Hex", "widget"],
  ["pkg:pub/acme_widget", "Pub", "acme_widget"],
  ["pkg:hackage/Widget", "Hackage", "Widget"],
  ["pkg:cran/Widget", "CRAN", "Widget"],
  ["pkg:swift/github.com/acme/widget", "SwiftURL", "github.com/acme/widget"],
  ["pkg:githubactions/acme/widget", "GitHub Actions", "acme/widget"],
  ["pkg:deb/debian/widget", "Debian", "widget"],
  ["pkg:deb/ubuntu/widget", "Ubuntu", "widget"],
  ["pkg:apk/alpine/widget", "Alpine", "widget"],
  ["pkg:rpm/redhat/widget", "Red Hat", "widget"],
];

describe("Purls", () => {
  it.each(pairs)("%s is %s %s", (purl, ecosystem, name) => {
    expect(ecosystemOfPurl(purl)).toEqual({ ecosystem, name });
    expect(purlOf(ecosystem, name)).toBe(purl);
  });

  it.each([
    ["pkg:npm/@acme/widget@1.0.0", "npm", "@acme/widget"],
    ["PKG:NPM/%40acme/widget@1.0.0?a=b#c/d", "npm", "@acme/widget"],
    ["pkg:pypi/Acme.Widget_x", "PyPI", "acme-widget-x"],
    ["pkg:composer/Acme/Widget", "Packagist", "acme/widget"],
    ["pkg:deb/debian/widget@1.0-1?distro=debian-12", "Debian", "widget"],
    ["pkg:golang/example.org/widget@v1.0.0#sub", "Go", "example.org/widget"],
    ["pkg:swift/github.com/acme/widget@1.0.0", "SwiftURL", "github.com/acme/widget"],
  ])("%s is %s %s, too", (purl, ecosystem, name) => {
    expect(ecosystemOfPurl(purl)).toEqual({ ecosystem, name });
  });

  it.each([
    ["PyPI", "Acme.._Widget", "pkg:pypi/acme-widget"],
    ["Debian:12", "widget", "pkg:deb/debian/widget"],
    ["SwiftURL", "https://github.com/acme/widget.git", "pkg:swift/github.com/acme/widget"],
    ["Debian", "libstdc++6", "pkg:deb/debian/libstdc%2B%2B6"],
  ])("%s %s is %s", (ecosystem, name, purl) => {
    expect(purlOf(ecosystem, name)).toBe(purl);
  });

  it.each([
    "",
    "npm/widget",
    "pkg:",
    "pkg:npm",
    "pkg:npm/",
    "pkg:generic/widget",
    "pkg:constructor/widget",
    "pkg:deb/widget",
    "pkg:deb/other/widget",
    "pkg:cargo/acme/widget",
    "pkg:maven/widget",
    "pkg:composer/widget",
    "pkg:npm/%E0%A4%A",
    "pkg://user:secret@npm/widget",
    `pkg:npm/${"a/".repeat(100_000)}b`,
  ])("%s is no package of an ecosystem", (purl) => {
    expect(ecosystemOfPurl(purl)).toBe(undefined);
  });

  it.each([
    ["Linux", "Kernel"],
    ["__proto__", "widget"],
    ["npm", ""],
    ["npm", "@acme/"],
    ["npm", " widget"],
    ["Maven", "widget"],
    ["Packagist", "widget"],
    ["crates.io", "acme/widget"],
    ["npm", "a".repeat(100_000)],
  ])("%s has no purl of %s", (ecosystem, name) => {
    expect(purlOf(ecosystem, name)).toBe(undefined);
  });

  it("never throw, and name the same package again", () => {
    const ecosystem = fc.constantFrom(...new Set(pairs.map(([, name]) => name)));
    fc.assert(
      fc.property(ecosystem, fc.string({ unit: "binary", maxLength: 12 }), (kind, name) => {
        const purl = purlOf(kind, name);
        const again = purl === undefined ? undefined : ecosystemOfPurl(purl);
        expect(again === undefined).toBe(purl === undefined);
        if (again) expect(purlOf(kind, again.name)).toBe(purl);
      }),
      { numRuns: 3000 },
    );
  });
});
