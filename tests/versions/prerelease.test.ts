import { expect, test } from "vitest";
import { ecosystems, schemeOf } from "../../src/versions/ecosystem.ts";

const prereleases: Readonly<Record<string, readonly string[]>> = {
  npm: ["2.0.0-0.1", "2.0.0-alpha", "2.0.0-rc.1"],
  "crates.io": ["2.0.0-alpha.1"],
  Pub: ["2.0.0-dev.1", "2.0.0-beta"],
  NuGet: ["2.0.0-alpha", "2.0.0-preview.3"],
  PyPI: ["2.0.0a1", "2.0.0rc2", "2.0.0b1.dev3"],
  RubyGems: ["2.0.0.alpha", "2.0.0.beta1", "2.0.0.rc.1"],
  Maven: [
    "2.0.0-alpha-1",
    "2.0.0-alpha1",
    "2.0.0-a1",
    "2.0-beta-2",
    "2.0.0-M1",
    "2.0.0.RC1",
    "2.0.0-SNAPSHOT",
  ],
  Debian: ["2.0.0~rc1", "2.0.0~rc1-1", "2.0.0~1", "2.0.0~beta2+dfsg-1", "2.0.0~git20261121-0.1"],
  Ubuntu: ["2.0.0~rc1-1ubuntu1"],
  Packagist: ["2.0.0-alpha1", "2.0.0-RC1"],
};

test.each(Object.entries(prereleases))(
  "what comes before all pre-releases of %s does",
  (ecosystem, versions) => {
    const scheme = schemeOf(ecosystem);
    const first = `2.0.0${scheme?.beforePrereleases}`;
    expect(scheme?.isVersion(first)).toBe(true);
    for (const version of versions) {
      expect(scheme?.compare(first, version), version).toBeLessThan(0);
      expect(scheme?.compare(version, "2.0.0"), version).toBeLessThan(0);
    }
    expect(scheme?.compare("1.9.9", first)).toBeLessThan(0);
  },
);

test("every ecosystem that has such a version is tried here, or has the scheme of one that is", () => {
  const tried = new Set(Object.keys(prereleases).map((name) => schemeOf(name)?.name));
  const left = ecosystems.filter((name) => {
    const scheme = schemeOf(name);
    return scheme?.beforePrereleases !== undefined && !tried.has(scheme.name) && !/^SemVer/.test(scheme.name);
  });
  expect(left).toEqual([]);
});
