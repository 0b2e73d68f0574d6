import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInventory } from "../../src/inventory/check.ts";
import { type CheckData, DATA_FORM } from "../../src/inventory/data.ts";
import type { InventoryPackage, UnjudgedPackage } from "../../src/inventory/inventory.ts";
import { packageKey } from "../../src/versions/naming.ts";
import { packages as packagesOf, read } from "./read.ts";

const data: CheckData = {
  form: DATA_FORM,
  severities: [
    ["major", "Critical, 9.8"],
    ["partial", "High, 7.5"],
    ["major", "Malware", 1],
  ],
  advisories: [
    ["A-1", "Worst", 0],
    ["A-2", "Bad", 1],
    ["A-3", "Stolen", 2],
    ["A-4", "Minor", 1],
  ],
  packages: [
    [
      "npm",
      "@acme/widget",
      [
        [
          1,
          [
            ["0", "1.4.2"],
            ["2.0.0", "2.1.1"],
          ],
        ],
        [0, [["1.0.0", "1.4.5"]]],
      ],
    ],
    ["npm", "open", [[3, [["1.0.0"]]]]],
    [
      "npm",
      "half",
      [
        [1, [["0", "2.0.0"]]],
        [3, [["0"]]],
      ],
    ],
    ["npm", "last", [[1, [["0", null, "1.9.9"]]]]],
    ["npm", "listed", [[1, [], ["1.0.0", "nightly"]]]],
    [
      "npm",
      "after",
      [
        [
          1,
          [
            ["0", null, "1.9.0"],
            ["2.0.0", null, "2.3.0"],
          ],
        ],
        [3, [["0", null, "1.5.0"]], ["2.4.0"]],
      ],
    ],
    ["npm", "again", [[1, [["0", null, "1.9.0"], ["2.0.0"]]]]],
    ["npm", "commits", [[1, []]]],
    ["npm", "stolen", [[2, [["0"]]]]],
    ["npm", "JSONStream", [[1, [["0"]]]]],
    ["npm", "__proto__", [[1, [["0"]]]]],
    ["NuGet", "Acme.Json", [[1, [["0", "13.0.1"]]]]],
    ["PyPI", "Zope_Interface", [[1, [["0", "5.1"]]]]],
    ["Go", "github.com/Acme/widget", [[1, [["0", "1.2.0"]]]]],
    ["Packagist", "acme/widget", [[1, [["0", "1.2.0"]]]]],
    ["Debian:11", "curl", [[1, [["0", "7.74.0-1"]]]]],
    ["Debian:12", "curl", [[1, [["0", "7.88.1-11"]]]]],
    ["Linux", "Kernel", [[1, [["0", "6.0"]]]]],
  ],
};

function check(...texts: readonly string[]): ReturnType<typeof checkInventory> {
  const packages = texts.map((text): InventoryPackage => {
    const [ecosystem = "", name = "", version = ""] = text.split(" ");
    return { ecosystem, name, version };
  });
  return checkInventory({ packages, unjudged: [] }, data);
}

/** What was found of a text that a reader has, in lines. */
function foundIn(file: string | undefined, text: string): string[] {
  const { affected, unknown } = checkInventory(read(file, text), data);
  const lines = (what: string, list: typeof affected): string[] =>
    list.map(
      ({ name, unjudged, advisories }) =>
        `${what}: ${name} (${unjudged?.reason}) ${advisories.map(({ id }) => id).join(" ")}`,
    );
  return [...lines("affected", affected), ...lines("unknown", unknown)];
}

/** What was found of one package, in a line. */
function found(text: string): string {
  const { affected, unknown } = check(text);
  const [first] = [...affected, ...unknown];
  if (!first) return "not affected";
  const ids = first.advisories.map(({ id, fix }) => (fix === undefined ? id : `${id} (${fix})`)).join(" ");
  const way = first.upgrade ?? (first.last === undefined ? "none" : `after ${first.last}`);
  return `${affected.length > 0 ? "affected" : "unknown"}: ${ids} -> ${way}`;
}

describe("A check", () => {
  it.each([
    ["npm @acme/widget 1.3.0", "affected: A-1 (1.4.5) A-2 (1.4.2) -> 1.4.5"],
    ["npm @acme/widget 0.9.0", "affected: A-2 (1.4.2) -> 1.4.5"],
    ["npm @acme/widget 1.4.2", "affected: A-1 (1.4.5) -> 1.4.5"],
    ["npm @acme/widget 1.4.5", "not affected"],
    ["npm @acme/widget 2.0.0-rc.1", "not affected"],
    ["npm @acme/widget 2.1.0", "affected: A-2 (2.1.1) -> 2.1.1"],
    ["npm @acme/widget 2.1.1", "not affected"],
    ["npm widget 1.3.0", "not affected"],
    ["PyPI @acme/widget 1.3.0", "not affected"],
    ["npm open 1.0.0", "affected: A-4 -> none"],
    ["npm half 1.0.0", "affected: A-2 (2.0.0) A-4 -> none"],
    ["npm last 1.9.9", "affected: A-2 -> after 1.9.9"],
    ["npm after 1.0.0", "affected: A-2 A-4 -> after 2.4.0"],
    ["npm after 1.9.0", "affected: A-2 -> after 2.4.0"],
    ["npm after 2.4.0", "affected: A-4 -> none"],
    ["npm after 2.4.1", "not affected"],
    ["npm again 1.0.0", "affected: A-2 -> none"],
    ["npm commits 1.0.0", "unknown: A-2 -> none"],
    ["npm stolen main", "affected: A-3 -> none"],
    ["npm half main", "affected: A-4 -> none"],
    ["npm last 1.9.10", "not affected"],
    ["npm listed 1.0.0", "affected: A-2 -> none"],
    ["npm listed nightly", "affected: A-2 -> none"],
    ["npm listed 1.0.1", "not affected"],
    ["npm listed weekly", "unknown: A-2 -> none"],
    ["npm @acme/widget main", "unknown: A-1 A-2 -> none"],
    ["Linux Kernel 5.0", "unknown: A-2 -> none"],
  ])("of %s finds: %s", (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it.each([
    ["NuGet acme.json 13.0.0", "NuGet ACME.JSON 13.0.1"],
    ["PyPI zope-interface 5.0", "PyPI zope-interface 5.1"],
    ["Go github.com/acme/widget 1.1.0", "Go github.com/Acme/widget 1.2.0"],
    ["Packagist acme/widget 1.1.0", "Packagist acme/widget 1.2.0"],
    ["npm __proto__ 1.0.0", "npm constructor 1.0.0"],
    ["npm JSONStream 1.0.0", "npm jsonstream 1.0.0"],
  ])("knows %s by its name, and that %s is not affected", (affected, other) => {
    expect(found(affected)).toMatch(/^affected: A-2/);
    expect(found(other)).toBe("not affected");
  });

  it("finds what a purl names, however the purl is written", () => {
    const purls = [
      "pkg:npm/%40acme/widget@1.3.0",
      "pkg:nuget/ACME.json@13.0.0",
      "pkg:pypi/Zope.Interface@5.0",
      "pkg:golang/github.com/acme/widget@v1.1.0",
      "pkg:composer/Acme/Widget@v1.1.0",
      "pkg:npm/JSONStream@1.3.5",
      "pkg:deb/debian/curl@7.88.1-10",
    ];
    for (const purl of purls) expect(found(packagesOf(undefined, purl)[0] ?? "")).toMatch(/^affected/);
  });

  it("looks at every release where the inventory names none, and at its own where it does", () => {
    const both = check("Debian curl 7.50.0-1");
    expect(both.affected.map(({ ecosystem, upgrade }) => [ecosystem, upgrade])).toEqual([
      ["Debian:11", "7.74.0-1"],
      ["Debian:12", "7.88.1-11"],
    ]);
    expect(both.affectedCount).toBe(1);
    expect(check("Debian:12 curl 7.50.0-1").affected.map(({ ecosystem }) => ecosystem)).toEqual([
      "Debian:12",
    ]);
  });

  it("puts the worst first, then goes by name and version", () => {
    const { affected, checked, affectedCount, isCut } = check(
      "npm open 1.0.0",
      "npm stolen 2.0.0",
      "npm stolen 1.0.0",
      "npm @acme/widget 1.3.0",
      "npm safe 1.0.0",
    );
    expect(affected.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "@acme/widget 1.3.0",
      "stolen 1.0.0",
      "stolen 2.0.0",
      "open 1.0.0",
    ]);
    expect(affected[1]?.advisories).toEqual([
      {
        id: "A-3",
        title: "Stolen",
        sign: "major",
        label: "Malware",
        isMalware: true,
        fix: undefined,
        last: undefined,
      },
    ]);
    expect([checked, affectedCount, isCut]).toEqual([5, 4, false]);
  });

  it.each([
    [
      "a range",
      "requirements.txt",
      "six==1.0\nzope.interface>=5.0",
      ["unknown: zope-interface (inexact) A-2"],
    ],
    ["no range", "requirements.txt", "six==1.0\nZope_Interface", ["unknown: zope-interface (inexact) A-2"]],
    [
      "an SBOM",
      "bom.json",
      '{"bomFormat":"CycloneDX","components":[{"name":"stolen","purl":"pkg:npm/stolen"}]}',
      ["affected: stolen (versionless) A-3"],
    ],
    [
      "git",
      "package-lock.json",
      '{"lockfileVersion":3,"packages":{"node_modules/stolen":{"version":"1.0.0","resolved":"git+ssh://git@example.org/a.git#0f"},"node_modules/last":{"version":"9.0.0","resolved":"git+ssh://git@example.org/b.git#0f"}}}',
      ["affected: stolen (git) A-3", "unknown: last (git) A-2"],
    ],
    [
      "a workspace, where code of one's own may have any name",
      "package-lock.json",
      '{"lockfileVersion":3,"packages":{"packages/stolen":{"version":"1.0.0"}}}',
      ["unknown: stolen (local) A-3"],
    ],
    ["a purl", undefined, "pkg:npm/stolen", ["affected: stolen (versionless) A-3"]],
    [
      "a purl of a package with more advisories",
      undefined,
      "pkg:npm/half",
      ["affected: half (versionless) A-4", "unknown: half (versionless) A-2"],
    ],
    ["a purl that no advisory names", undefined, "pkg:npm/other", []],
  ])("finds by its name what has no version: %s", (_what, file, text, expected) => {
    expect(foundIn(file, text)).toEqual(expected);
  });

  it("counts a package without a version once, and as affected where it is", () => {
    const label = ["stolen>1", "stolen>2", "half>1", "open>1", "other>1"];
    const unjudged = label.map((text): UnjudgedPackage => {
      const [name = ""] = text.split(">");
      return { ecosystem: "npm", name, label: text, reason: "inexact" };
    });
    const packages = [{ ecosystem: "npm", name: "safe", version: "1.0.0" }];
    expect(checkInventory({ packages, unjudged }, data)).toMatchObject({
      checked: 5,
      byName: 4,
      affectedCount: 2,
      unknownCount: 1,
    });
  });

  it("counts all, and lists no more than a page can show", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `npm open 1.0.${index}`);
    const { affected, affectedCount, isCut } = check(...many);
    expect([affectedCount, isCut]).toEqual([100_000, true]);
    expect(affected.length).toBeLessThan(1000);
  });
});

describe("The key of a package", () => {
  it("is the same for no two packages", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "A", "-", "_", ".", "/"),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(packageKey("npm", a) === packageKey("npm", b)).toBe(a === b);
        expect(packageKey("NuGet", a) === packageKey("NuGet", b)).toBe(a.toLowerCase() === b.toLowerCase());
        expect(packageKey("npm", a)).not.toBe(packageKey("NuGet", a));
      }),
    );
  });
});
