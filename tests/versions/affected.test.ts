import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AffectedVersions,
  affectedTester,
  fixFor,
  isAffected,
  mergeIntervals,
  type VersionInterval,
} from "../../src/versions/affected.ts";
import { debian } from "../../src/versions/schemes/debian.ts";
import { maven } from "../../src/versions/schemes/maven.ts";
import { semver } from "../../src/versions/schemes/semver.ts";
import { simpleVersion } from "./text.ts";

function affected(intervals: readonly VersionInterval[], versions: readonly string[] = []): AffectedVersions {
  return { intervals, versions };
}

const two = affected([
  { introduced: "0", fixed: "1.4.3" },
  { introduced: "2.0.0", fixed: "2.1.1" },
]);

describe("Whether a version is affected", () => {
  it.each([
    ["0.0.0-alpha", true],
    ["1.4.2", true],
    ["1.4.3-rc.1", true],
    ["1.4.3", false],
    ["1.99.0", false],
    ["2.0.0-rc.1", false],
    ["2.0.0", true],
    ["v2.1.0", true],
    ["2.1.1-0", true],
    ["2.1.1", false],
    ["2.1.1+build", false],
  ])("%s: %s", (version, expected) => {
    expect(isAffected(version, two, semver)).toBe(expected);
  });

  it("takes lastAffected as affected, and no end as none", () => {
    const range = affected([{ introduced: "1.0.0", lastAffected: "1.2.0" }, { introduced: "3.0.0" }]);
    const found = ["0.9.0", "1.0.0", "1.2.0", "1.2.1", "3.0.0", "99.0.0"].filter((version) =>
      isAffected(version, range, semver),
    );
    expect(found).toEqual(["1.0.0", "1.2.0", "3.0.0", "99.0.0"]);
  });

  it("only takes the text 0 for the beginning of everything", () => {
    expect(isAffected("0.0.0-alpha", affected([{ introduced: "0.0.0" }]), semver)).toBe(false);
    expect(isAffected("main", affected([{ introduced: "0" }]), semver)).toBe(true);
  });

  it("knows the other spellings of a listed version, and texts that are none as they are", () => {
    const listed = affected([], ["1.0", "1 of many", "constructor"]);
    expect(isAffected("1.0.0.Final", listed, maven)).toBe(true);
    expect(isAffected("1 of many", listed, maven)).toBe(true);
    expect(isAffected("1 OF many", listed, maven)).toBe(false);
    expect(isAffected("toString", listed, maven)).toBe(false);
  });
});

describe("The version to upgrade to", () => {
  it.each([
    ["1.0.0", "1.4.3"],
    ["1.4.3-rc.1", "1.4.3"],
    ["2.0.5", "2.1.1"],
    ["1.4.3", undefined],
    ["3.0.0", undefined],
  ])("from %s: %s", (version, expected) => {
    expect(fixFor(version, two, semver)).toBe(expected);
  });

  it("is none that is affected itself", () => {
    const range = affected(
      [
        { introduced: "0", fixed: "1.5.0" },
        { introduced: "1.4.0", fixed: "2.0.0" },
        { introduced: "2.0.0", fixed: "2.0.1" },
        { introduced: "3.0.0", fixed: "3.0.1" },
      ],
      ["2.0.1"],
    );
    expect(fixFor("1.0.0", range, semver)).toBe("3.0.1");
    expect(fixFor("2.0.1", range, semver)).toBe("3.0.1");
  });

  it("is missing where nothing is fixed", () => {
    expect(fixFor("1.0.0", affected([{ introduced: "0", lastAffected: "1.0.0" }]), semver)).toBe(undefined);
    expect(fixFor("1.0.0", affected([], ["1.0.0"]), semver)).toBe(undefined);
  });
});

describe("Merged intervals", () => {
  it("neither overlap nor touch", () => {
    const merged = mergeIntervals(
      [
        { introduced: "2.0.0", fixed: "3.0.0" },
        { introduced: "1.5.0", lastAffected: "1.7.0" },
        { introduced: "1.0.0", fixed: "2.0.0" },
        { introduced: "5.0.0", fixed: "4.0.0" },
        { introduced: "6.0.0", fixed: "6.1.0" },
        { introduced: "6.0.5", lastAffected: "6.1.0" },
        { introduced: "8.0.0", lastAffected: "9.0.0", fixed: "8.5.0" },
        { introduced: "0", fixed: "0.1.0" },
        { introduced: "7.0.0", lastAffected: "7.0.0" },
      ],
      semver,
    );
    expect(merged).toEqual([
      { introduced: "0", fixed: "0.1.0" },
      { introduced: "1.0.0", fixed: "3.0.0" },
      { introduced: "6.0.0", lastAffected: "6.1.0" },
      { introduced: "7.0.0", lastAffected: "7.0.0" },
      { introduced: "8.0.0", fixed: "8.5.0" },
    ]);
  });
});

/** One event of an OSV range. */
type Event = readonly [kind: "introduced" | "fixed" | "lastAffected", version: string];

/** OSV's pseudocode for one range, word by word. Of events at the same version, an end comes before a beginning. */
function walk(version: string, events: readonly Event[]): boolean {
  const before = (a: string, b: string): number =>
    a === "0" || b === "0" ? Number(b === "0") - Number(a === "0") : semver.compare(a, b);
  const rank = { fixed: 0, introduced: 1, lastAffected: 2 } as const;
  const sorted = [...events].sort((a, b) => before(a[1], b[1]) || rank[a[0]] - rank[b[0]]);
  let vulnerable = false;
  for (const [kind, at] of sorted) {
    const order = at === "0" ? 1 : semver.compare(version, at);
    if (kind === "introduced" && order >= 0) vulnerable = true;
    else if (kind === "fixed" && order >= 0) vulnerable = false;
    else if (kind === "lastAffected" && order > 0) vulnerable = false;
  }
  return vulnerable;
}

function eventsOf({ introduced, fixed, lastAffected }: VersionInterval): readonly Event[] {
  const events: Event[] = [["introduced", introduced]];
  if (fixed !== undefined) events.push(["fixed", fixed]);
  if (lastAffected !== undefined) events.push(["lastAffected", lastAffected]);
  return events;
}

describe("On any intervals", () => {
  const introduced = fc.oneof(fc.constant("0"), simpleVersion);
  const interval: fc.Arbitrary<VersionInterval> = fc.oneof(
    fc.record({ introduced, fixed: simpleVersion }),
    fc.record({ introduced, lastAffected: simpleVersion }),
    fc.record({ introduced }),
  );
  // An interval that ends before it begins is empty here; OSV forbids it.
  const sensible = interval.filter(({ introduced, fixed, lastAffected }) => {
    if (introduced === "0") return true;
    if (fixed !== undefined) return semver.compare(introduced, fixed) < 0;
    return lastAffected === undefined || semver.compare(introduced, lastAffected) <= 0;
  });
  const intervals = fc.array(sensible, { maxLength: 5 });

  it("the walk of each range and the walk of the merged one say the same", () => {
    fc.assert(
      fc.property(intervals, simpleVersion, (list, version) => {
        const expected = list.some((one) => walk(version, eventsOf(one)));
        expect(isAffected(version, affected(list), semver)).toBe(expected);
        expect(walk(version, mergeIntervals(list, semver).flatMap(eventsOf))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("their order changes nothing", () => {
    fc.assert(
      fc.property(intervals, simpleVersion, fc.nat(), (list, version, turn) => {
        const at = turn % (list.length + 1);
        const other = [...list.slice(at), ...list.slice(0, at)].reverse();
        expect(isAffected(version, affected(other), semver)).toBe(
          isAffected(version, affected(list), semver),
        );
        expect(fixFor(version, affected(other), semver)).toBe(fixFor(version, affected(list), semver));
      }),
      { numRuns: 1000 },
    );
  });

  it("empty ones add nothing", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 4 }), simpleVersion, (list, version) => {
        const merged = affected(mergeIntervals(list, semver));
        expect(isAffected(version, merged, semver)).toBe(isAffected(version, affected(list), semver));
      }),
      { numRuns: 1000 },
    );
  });

  it("a tester says of each version what is said of it alone", () => {
    const schemes = fc.constantFrom(semver, maven, debian);
    const text = fc.oneof(simpleVersion, fc.constantFrom("0", "1", "1.0", "01.0.0", "v1.0.0", "main", ""));
    const any = fc.record(
      { introduced: fc.oneof(fc.constant("0"), text), fixed: text, lastAffected: text },
      { requiredKeys: ["introduced"] },
    );
    fc.assert(
      fc.property(
        schemes,
        fc.array(any, { maxLength: 8 }),
        fc.array(text, { maxLength: 4 }),
        fc.array(text, { maxLength: 8 }),
        (scheme, list, versions, asked) => {
          const all = affected(list, versions);
          const isIn = affectedTester(all, scheme);
          expect(asked.map(isIn)).toEqual(asked.map((version) => isAffected(version, all, scheme)));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("a fix is above the version, not affected, and the lowest such", () => {
    fc.assert(
      fc.property(
        intervals,
        fc.array(simpleVersion, { maxLength: 3 }),
        simpleVersion,
        (list, versions, version) => {
          const all = affected(list, versions);
          const good = list
            .flatMap(({ fixed }) => fixed ?? [])
            .filter((one) => semver.compare(one, version) > 0 && !isAffected(one, all, semver));
          const fix = fixFor(version, all, semver);
          const wanted = isAffected(version, all, semver) && good.length > 0;
          expect(fix !== undefined).toBe(wanted);
          expect(good.filter((one) => semver.compare(one, fix ?? one) < 0)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
