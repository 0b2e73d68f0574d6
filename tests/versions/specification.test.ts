import { describe, expect, it } from "vitest";
import { schemes } from "./schemes.ts";

/*
 * What the documentation of each scheme says about its order, written down as examples. The documents are named in the
 * schemes' own files.
 */

interface Specification {
  /** From first to last; versions that are the same share a line. */
  readonly ascending: readonly (readonly string[])[];
  readonly versions: readonly string[];
  readonly others: readonly string[];
  readonly prereleases: readonly string[];
  readonly releases: readonly string[];
}

const SEMVER_ORDER = [
  ["0.9.10"],
  ["1.0.0-0.3.7"],
  ["1.0.0-alpha"],
  ["1.0.0-alpha.1"],
  ["1.0.0-alpha.beta"],
  ["1.0.0-beta"],
  ["1.0.0-beta.2"],
  ["1.0.0-beta.11"],
  ["1.0.0-rc.1"],
];

const specifications: Readonly<Record<string, Specification>> = {
  semver: {
    ascending: [
      ["main"],
      ["0.0.0-alpha"],
      ...SEMVER_ORDER,
      ["1.0.0", "v1.0.0", "1", "1.0", "1.0.0+20261121", "1.0.0+exp.sha.5114f85"],
      ["1.0.1-rc-1"],
      ["1.0.9007199254740992"],
      ["1.0.9007199254740993"],
      ["2.0.0"],
    ],
    versions: ["0.0.0", "1.0.0-alpha.0+001", "1.0.0--", "1.0.0-0a", "10.20.30"],
    others: [
      "",
      "1",
      "1.0",
      "v1.0.0",
      "01.0.0",
      "1.0.0-01",
      "1.0.0-",
      "1.0.0+",
      "1.0.0.0",
      " 1.0.0",
      "1.0.0-é",
    ],
    prereleases: ["2.0.0-rc.1", "2.0.0-rc.1+build"],
    releases: ["2.0.0", "2.0.0+build-1", "2.0.0+a-b", "main"],
  },
  tagged: {
    ascending: [...SEMVER_ORDER, ["v1.0.0", "1.0.0"], ["v1.0.1-0.20261121070809-0123456789ab"], ["v1.0.1"]],
    versions: ["v1.0.0", "1.0.0", "v2.0.0+incompatible", "v0.0.0-20261121070809-0123456789ab"],
    others: ["v1", "vv1.0.0", "V1.0.0"],
    prereleases: ["v1.0.0-rc.1"],
    releases: ["v2.0.0+incompatible"],
  },
  pub: {
    ascending: [
      ...SEMVER_ORDER,
      ["1.0.0"],
      ["1.0.0+1"],
      ["1.0.0+2"],
      ["1.0.0+2.1"],
      ["1.0.0+10"],
      ["1.0.0+a"],
    ],
    versions: ["1.0.0+1", "1.0.0-dev.1"],
    others: ["1.0", "v1.0.0"],
    prereleases: ["1.0.0-dev.1+2"],
    releases: ["1.0.0+1-dev"],
  },
  nuget: {
    ascending: [
      ["1.0.0-alpha", "1.0.0-ALPHA", "1.0-Alpha+meta"],
      ["1.0.0-beta.2"],
      ["1.0.0-beta.11"],
      ["1.0.0", "1", "1.0", "1.0.0.0", "1.00.0", "1.0.0+meta"],
      ["1.0.0.1-rc"],
      ["1.0.0.1"],
      ["1.0.1"],
    ],
    versions: ["1", "1.0", "1.0.0.0", "1.0.01", "1.0.0-RC.1+meta"],
    others: ["", "v1.0", "1.0.0.0.0", "1.0.", "1.0-", "latest"],
    prereleases: ["1.0.0.1-rc"],
    releases: ["1.0.0.1", "1.0.0+rc-1"],
  },
  hackage: {
    ascending: [[""], ["0"], ["0.9"], ["0.11.3.0"], ["1", "01"], ["1.0"], ["1.0.0"], ["1.0.1"], ["1.10"]],
    versions: ["1", "1.0.0.0"],
    others: ["", "1.", "1.0-beta", "1.0a", "v1"],
    prereleases: [],
    releases: ["1.0-beta"],
  },
  cran: {
    ascending: [["0.1-0", "0.01.0", "0.1.0"], ["0.1-2"], ["0.9"], ["0.75"], ["1.0"], ["1.0-0"], ["1.0-1"]],
    versions: ["1.0", "1.0-1", "1-0"],
    others: ["1", "1.0_1", "1.0.rc1"],
    prereleases: [],
    releases: ["1.0-1"],
  },
  rubygems: {
    ascending: [
      ["0.9"],
      ["1.0.a.2", "1.0.a2", "1.a.2"],
      ["1.0.a9"],
      ["1.0.a10", "1.0.0.a.10"],
      ["1.0.b1"],
      ["1.0-2", "1.0.pre.2"],
      ["1.0.rc1"],
      ["1.0", "1", "1.0.0"],
      ["1.0.0.1"],
      ["1.1.a"],
      ["1.1"],
    ],
    versions: ["1", "1.0.a2", "1.0.0-beta.1", "2.0.0.rc1"],
    others: ["", "a1", "1beta", "1..0", "1.0.", "1.0 0"],
    prereleases: ["1.0.a2", "1.0-1", "2.0.0.rc1"],
    releases: ["1.0.0.1"],
  },
  pypi: {
    ascending: [
      ["main"],
      ["1.0.dev456", "1.0-DEV456"],
      ["1.0a1", "1.0.alpha-1", "v1.0_ALPHA1"],
      ["1.0a2.dev456"],
      ["1.0a12.dev456"],
      ["1.0a12"],
      ["1.0b1.dev456"],
      ["1.0b2", "1.0beta2"],
      ["1.0b2.post345.dev456"],
      ["1.0b2.post345"],
      ["1.0rc1.dev456"],
      ["1.0rc1", "1.0c1", "1.0pre1", "1.0-preview-1"],
      ["1.0", "1", "1.0.0", "v1.0", " 1.0 "],
      ["1.0+1e1"],
      ["1.0+abc.5", "1.0+ABC-5"],
      ["1.0+abc.7"],
      ["1.0+5"],
      ["1.0.post456.dev34"],
      ["1.0.post456", "1.0-456", "1.0.rev456", "1.0r456"],
      ["1.1.dev1"],
      ["1.1.20261121070809123456"],
      ["1.1.20261121070809123457"],
      ["1!0.1"],
    ],
    versions: ["1", "1!2.0rc1.post2.dev3+local.1", "2013.10", "1.0a", "1.0.dev"],
    others: ["", "1.0-", "1.0a.b", "1.0+", "1.0+é", "1.0 ", "main", "1.0m1", "1.0..1"],
    prereleases: ["1.0a1", "1.0.dev1", "1.0.post1.dev2", "1.0rc1+local"],
    releases: ["1.0", "1.0.post1", "1.0+rc1"],
  },
  debian: {
    ascending: [
      ["1~~"],
      ["1~~a"],
      ["1~"],
      ["1~rc1-1"],
      ["1", "1-0", "0:1", "1-00", "0:1-0"],
      ["1-1~deb12u1"],
      ["1-1"],
      ["1-1ubuntu1"],
      ["1-1+deb12u1"],
      ["1a"],
      ["1+dfsg"],
      ["1.2-3-1"],
      ["1.9"],
      ["1.10"],
      ["1:0.1"],
      ["10:0"],
    ],
    versions: ["1.0", "1:2.30-1+b1", "2.0~rc1-1~bpo12+1", "1:1:1-1"],
    others: ["", "a1", "1.0_1", "1.0:1", "1.0 1", ":1"],
    prereleases: ["2.0~rc1-1"],
    releases: ["1-1~deb12u1", "1.0-1"],
  },
  redhat: {
    ascending: [
      ["1.0~rc1"],
      ["1.0"],
      ["1.0-1~1"],
      ["1.0-1"],
      ["1.0-1.el9"],
      ["1.0-2.el9"],
      ["1.0^git1"],
      ["1.0aa"],
      ["1.0b"],
      ["1.0.1"],
      ["1.9"],
      ["1.10", "1_10", "0:1.10", "1.0010"],
      ["1:0.1"],
    ],
    versions: ["1.0", "1:1.0-1.el9_2", "1.0~rc1^git1-0.1"],
    others: ["", "1.0-1-1", "é", "1.0 1", "~1"],
    prereleases: ["1.0~rc1-1"],
    releases: ["1.0-1~1", "1.0^git1"],
  },
  maven: {
    ascending: [
      ["1-alpha-1", "1a1", "1.0.0-ALPHA1", "1.0.0.alpha-1"],
      ["1-alpha-2"],
      ["1-beta-1"],
      ["1-m1", "1-milestone-1"],
      ["1-rc", "1-cr", "1.0.RC"],
      ["1-rc-1"],
      ["1-SNAPSHOT"],
      ["1", "1.0", "1.0.0", "1-ga", "1.FINAL", "1.0.0.RELEASE", "1-0", "1.", "01"],
      ["1-sp"],
      ["1-sp-1"],
      ["1-foo2"],
      ["1-foo10"],
      ["1-preview"],
      ["1-1", "1-ga-1"],
      ["1-2"],
      ["1.0.1-SNAPSHOT"],
      ["1.0.1"],
      ["1.9"],
      ["1.10"],
    ],
    versions: ["1.0", "r06", "Finchley.SR1", "31.1-jre", "1.0_2"],
    others: ["", "1.0 ", "[1.0,2.0)", "${project.version}", "-1"],
    prereleases: ["1-alpha-1", "2.0-M1", "2.0.RC1", "1.0-SNAPSHOT", "1b2"],
    releases: ["1.0", "1.0.Final", "31.1-jre", "1-sp", "1-preview"],
  },
  packagist: {
    ascending: [
      ["dev-main"],
      ["1.0-dev"],
      ["1.0-alpha1", "1.0.0a1", "v1.0.0.0-ALPHA.1"],
      ["1.0-beta"],
      ["1.0-beta2", "1.0b.2"],
      ["1.0-RC1", "1.0.0rc1"],
      ["1.0", "1", "v1.0.0", "V1.0.0.0", "1.0-stable", "1.0+build"],
      ["1.0-patch1", "1.0pl1", "1.0.0-p1"],
      ["1.0.0.1"],
      ["1.0.1"],
      ["1.10"],
    ],
    versions: ["1", "v1.0.0", "1.0.0.0", "1.0.0-beta.2", "1.0-RC1-dev", "1.0.0+build"],
    others: ["", "dev-main", "1.x-dev", "1.0.0.0.0", "1.0-foo", "^1.0"],
    prereleases: ["1.0-dev", "1.0-alpha1", "1.0-RC1"],
    releases: ["1.0", "1.0-patch1", "1.0-stable", "1.0+rc1"],
  },
  alpine: {
    ascending: [
      ["1.0_alpha"],
      ["1.0_alpha2"],
      ["1.0_beta"],
      ["1.0_pre1"],
      ["1.0_rc1"],
      ["1.0_rc1-r1"],
      ["1.0"],
      ["1.0-r0"],
      ["1.0-r9"],
      ["1.0-r10"],
      ["1.0_cvs1"],
      ["1.0_git1"],
      ["1.0_p1"],
      ["1.0a"],
      ["1.0b_rc1"],
      ["1.0b"],
      ["1.0.1"],
      ["1.06"],
      ["1.1"],
      ["1.10"],
      ["2"],
    ],
    versions: ["1", "1.0a_rc1_p2-r3", "1.2~0123abc-r0"],
    others: ["", "1.0A", "1.0_foo", "1.0-1", "1.0-r", ".1", "v1"],
    prereleases: ["1.0_rc1-r0"],
    releases: ["1.0_p1", "1.0-r0"],
  },
};

describe.each(schemes)("Versions of %s", (name, scheme) => {
  const { ascending, versions, others, prereleases, releases } = specifications[name] ?? empty;

  it("are ordered as documented", () => {
    const flat = ascending.flatMap((same, place) => same.map((version) => ({ version, place })));
    const wrong = flat.flatMap((a) =>
      flat
        .filter((b) => Math.sign(scheme.compare(a.version, b.version)) !== Math.sign(a.place - b.place))
        .map((b) => `${a.version} and ${b.version}`),
    );
    expect(wrong).toEqual([]);
    expect(flat.length).toBeGreaterThan(8);
  });

  it("are told from other texts", () => {
    expect(versions.filter((version) => !scheme.isVersion(version))).toEqual([]);
    expect(others.filter((text) => scheme.isVersion(text))).toEqual([]);
    expect(versions.length * others.length).toBeGreaterThan(0);
  });

  it("are known as pre-releases", () => {
    expect(prereleases.filter((version) => !scheme.isPrerelease(version))).toEqual([]);
    expect(releases.filter((version) => scheme.isPrerelease(version))).toEqual([]);
    expect(releases.length).toBeGreaterThan(0);
  });
});

const empty: Specification = { ascending: [], versions: [], others: [], prereleases: [], releases: [] };
