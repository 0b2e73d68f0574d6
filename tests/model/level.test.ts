import { expect, test } from "vitest";
import { levelLabels, worse, worst } from "../../src/model/level.ts";
import { levels } from "../../src/records/schema/vocabulary.ts";

test("Levels are ordered from operational over maintenance to major", () => {
  expect([...levels].sort((a, b) => (a === b ? 0 : worse(a, b) === a ? 1 : -1))).toEqual([
    "operational",
    "maintenance",
    "degraded",
    "partial",
    "major",
  ]);
});

test("The worst of no level is operational", () => {
  expect(worst([])).toBe("operational");
  expect(worst(["degraded", "major", "maintenance"])).toBe("major");
  expect(worst(new Set(["maintenance"] as const))).toBe("maintenance");
});

test("Every level has a label", () => {
  expect(Object.keys(levelLabels).sort()).toEqual([...levels].sort());
});
