import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationAxis } from "../../../src/views/chart/axis.ts";
import { type Dot, stripView } from "../../../src/views/chart/strip.ts";
import { swarm } from "../../../src/views/chart/swarm.ts";
import { runs } from "../../model/random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From less than a minute to some decades. */
const duration = fc.double({ min: 0, max: 8.2, noNaN: true }).map((power) => 10 ** power * 1000);

describe("The axis of durations", () => {
  const labels = (durations: readonly number[], isNarrow = false): string[] =>
    durationAxis(durations)
      .ticks.filter((tick) => tick.isNarrow || !isNarrow)
      .map(({ label }) => label);

  test("is in units that people count in, from the mark below the shortest to the one above the longest", () => {
    expect(labels([12 * MINUTE, 80 * MINUTE])).toEqual(["10 min", "30 min", "1 h", "3 h"]);
    expect(labels([2 * HOUR, 8 * DAY])).toEqual(["1 h", "3 h", "6 h", "1 d", "3 d", "1 w", "2 w"]);
    expect(labels([HOUR])).toEqual(["1 h", "3 h"]);
    expect(labels([0])).toEqual(["1 min", "3 min"]);
  });

  test("leaves marks out where there is no room for them", () => {
    const year = [2 * MINUTE, 300 * DAY];
    expect(labels(year, true)).toEqual(["1 min", "10 min", "6 h", "1 w", "1 y"]);
    expect(labels(year)).toEqual([
      "1 min",
      "3 min",
      "10 min",
      "1 h",
      "6 h",
      "1 d",
      "1 w",
      "30 d",
      "90 d",
      "1 y",
    ]);
  });

  test("keeps the order and the margins, whatever the durations", () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 30 }), (durations) => {
        const { place, ticks } = durationAxis(durations);
        const places = durations.toSorted((a, b) => a - b).map(place);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const x of places) expect(x >= 5 && x <= 95).toBe(true);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        const narrow = ticks.filter(({ isNarrow }) => isNarrow).map(({ x }) => x);
        for (const [index, x] of narrow.slice(1).entries())
          expect(x - (narrow[index] ?? 0)).toBeGreaterThanOrEqual(14);
        for (const [index, { x }] of ticks.slice(1).entries())
          expect(x - (ticks[index]?.x ?? 0)).toBeGreaterThanOrEqual(7);
      }),
      runs,
    );
  });
});

describe("A swarm", () => {
  test("lets no dot cover another one, in a wider drawing neither", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 20, maxLength: 60 }),
        fc.constantFrom(1, 2.5),
        (places, stretch) => {
          const { offsets, above, below } = swarm(places, 24);
          for (const [a, x] of places.entries()) {
            const y = offsets[a] ?? 0;
            expect(y >= -above && y <= below).toBe(true);
            for (const [b, other] of places.entries()) {
              if (b <= a) continue;
              const apart = Math.hypot((x - other) * stretch, y - (offsets[b] ?? 0));
              expect(apart).toBeGreaterThan(23.8);
            }
          }
        },
      ),
      { ...runs, numRuns: 100 },
    );
  });

  test("leaves alone what touches nothing", () => {
    expect(swarm([10, 50, 90], 24)).toEqual({ offsets: [0, 0, 0], above: 0, below: 0 });
    expect(swarm([10, 10, 10], 24).offsets.toSorted((a, b) => a - b)).toEqual([-24, 0, 24]);
  });
});

describe("A strip", () => {
  const dot = (value: number, more: Partial<Dot> = {}): Dot => ({
    value,
    href: "/",
    name: "one",
    isEstimated: false,
    isLate: false,
    ...more,
  });
  const lane = { label: undefined, middle: undefined, target: undefined };

  test("is not there without dots", () => {
    expect(stripView([{ ...lane, dots: [] }], undefined)).toBeUndefined();
  });

  test("tells estimates and what was late by shapes, and explains only those that are there", () => {
    const dots = [dot(HOUR), dot(2 * HOUR, { isEstimated: true }), dot(3 * HOUR, { isLate: true })];
    expect(stripView([{ ...lane, dots }], undefined)).toMatchObject({
      symbols: ["dot", "dot-estimated", "dot-late"],
      hasMiddle: false,
      hasTarget: false,
      isClamped: false,
      bands: [],
    });
  });

  test("says that what is shorter than a minute stands at a minute", () => {
    const strip = stripView([{ ...lane, dots: [dot(0), dot(MINUTE)] }], undefined);
    expect(strip?.isClamped).toBe(true);
    expect(new Set(strip?.lanes[0]?.dots.map(({ x }) => x))).toEqual(new Set([5]));
  });

  test("draws the middle over all rows, and a target in its own", () => {
    const strip = stripView(
      [
        { ...lane, label: "Critical", dots: [dot(10 * MINUTE)], target: 15 * MINUTE },
        { ...lane, label: "Minor", dots: [dot(20 * MINUTE), dot(30 * MINUTE)] },
      ],
      { median: 20 * MINUTE, lower: 15 * MINUTE, upper: 25 * MINUTE, label: "median 20 min" },
    );
    expect(strip?.bands).toHaveLength(1);
    expect(strip?.bands[0]).toMatchObject({ top: strip?.top, bottom: strip?.base, label: "median 20 min" });
    expect(strip?.lanes.map(({ target }) => target !== undefined)).toEqual([true, false]);
    expect(strip?.lanes[0]?.target?.bottom).toBeLessThan(strip?.lanes[1]?.dots[0]?.y ?? 0);
  });

  test("does not grow beyond a screen, however many dots are at one place", () => {
    const strip = stripView([{ ...lane, dots: Array.from({ length: 300 }, () => dot(HOUR)) }], undefined);
    expect(strip?.height).toBeLessThan(400);
  });
});
