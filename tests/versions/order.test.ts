import { compare as comparePep440, valid as validPep440 } from "@renovatebot/pep440";
import fc from "fast-check";
import { compare as compareSemver } from "semver";
import { describe, expect, it } from "vitest";
import { pep440 } from "../../src/versions/schemes/pep440.ts";
import { semver } from "../../src/versions/schemes/semver.ts";
import { schemes } from "./schemes.ts";
import { versionText } from "./text.ts";

describe.each(schemes)("The order of %s", (_, scheme) => {
  it("is one and the same in both directions", () => {
    fc.assert(
      fc.property(versionText, versionText, (a, b) => {
        expect(Math.sign(scheme.compare(a, b)) + Math.sign(scheme.compare(b, a))).toBe(0);
        expect(scheme.compare(a, a)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it("is transitive, also where versions are the same", () => {
    fc.assert(
      fc.property(versionText, versionText, versionText, (a, b, c) => {
        const [first = "", second = "", third = ""] = [a, b, c].sort(scheme.compare);
        const steps = [scheme.compare(first, second), scheme.compare(second, third)].map(Math.sign);
        expect(steps).not.toContain(1);
        expect(Math.sign(scheme.compare(first, third))).toBe(Math.min(...steps));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["100,000 digits", "9".repeat(100_000)],
    ["100,000 numbers", "1.".repeat(100_000)],
    ["1 MB of letters", "a".repeat(1_000_000)],
    ["a number and 1 MB of letters", `1.0-${"a".repeat(1_000_000)}`],
    ["1 MB of letters and digits in turn", "1.0a".repeat(250_000)],
    ["1 MB of hyphens", `1${"-".repeat(1_000_000)}`],
    ["1 MB of suffixes", `1${"_rc1".repeat(250_000)}`],
    ["1 MB of zeros", `1${".0".repeat(500_000)}`],
    ["1 MB of zeros and a letter", `1${".0".repeat(500_000)}-a`],
    ["1 MB of tildes", "~".repeat(1_000_000)],
    ["1 MB of spaces", `1${" ".repeat(1_000_000)}1`],
    ["1 MB of local version", `1.0+${"a.".repeat(500_000)}`],
    ["broken surrogates and controls", "1.\ud800\u0000\u202e\udfff-\u0660\u{1F6A8}"],
  ])("takes %s", (_name, text) => {
    expect(scheme.compare(text, `${text}1`)).not.toBeNaN();
    expect(scheme.isVersion(text)).toBe(false);
    expect(scheme.isPrerelease(text)).toBeTypeOf("boolean");
  });

  it("compares numbers beyond what a number type holds", () => {
    const digits = "9".repeat(100_000);
    expect(scheme.compare(`1.${digits}8`, `1.${digits}9`)).toBeLessThan(0);
    expect(scheme.compare(`1.${digits}`, `1.${digits}0`)).toBeLessThan(0);
  });
});

describe("Other libraries", () => {
  const number = fc.nat(20).map(String);
  const identifier = fc.oneof(number, fc.constantFrom("a", "alpha", "rc", "rc-1", "A", "0a", "-"));
  const suffix = (sign: string): fc.Arbitrary<string> =>
    fc.array(identifier, { maxLength: 3 }).map((list) => (list.length === 0 ? "" : sign + list.join(".")));

  it("agree about SemVer", () => {
    const version = fc
      .tuple(fc.tuple(number, number, number), suffix("-"), suffix("+"))
      .map(([numbers, prerelease, build]) => numbers.join(".") + prerelease + build);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(semver.isVersion(a)).toBe(true);
        expect(Math.sign(semver.compare(a, b))).toBe(compareSemver(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  it("agree about PEP 440", () => {
    const part = (...words: string[]): fc.Arbitrary<string> =>
      fc
        .tuple(fc.constantFrom("", "", ...words), fc.constantFrom("", "0", "1", "12"))
        .map(([word, n]) => (word === "" ? "" : word + n));
    const version = fc
      .tuple(
        fc.constantFrom("", "", "0!", "1!", "v"),
        fc.array(fc.constantFrom("0", "0", "1", "2", "10"), { minLength: 1, maxLength: 4 }),
        part("a", ".alpha", "-b", "_beta", "c", "rc", ".RC.", "pre", "-preview"),
        part(".post", "-rev", "r", ".post-", "-1"),
        part(".dev", "dev", "-DEV"),
        fc.constantFrom("", "", "+1", "+a", "+a.1", "+a-b", "+1.0", "+A_10"),
      )
      .map(([epoch, release, ...rest]) => epoch + release.join(".") + rest.join(""));
    fc.assert(
      fc.property(version, version, (a, b) => {
        fc.pre(Boolean(validPep440(a)) && Boolean(validPep440(b)));
        expect(pep440.isVersion(a) && pep440.isVersion(b)).toBe(true);
        expect(Math.sign(pep440.compare(a, b))).toBe(Math.sign(comparePep440(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it("agree about what a version of PEP 440 is", () => {
    fc.assert(
      fc.property(versionText, (text) => {
        expect(pep440.isVersion(text)).toBe(Boolean(validPep440(text)));
      }),
      { numRuns: 3000 },
    );
  });
});
