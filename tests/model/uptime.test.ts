import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastDays, lastMonths } from "../../src/model/calendar.ts";
import { flatten, type LevelSpan } from "../../src/model/interval.ts";
import {
  type Availability,
  addAvailability,
  availability,
  noAvailability,
  uptimePercent,
  worstLevel,
} from "../../src/model/uptime.ts";
import { impactLevels } from "../../src/records/schema/vocabulary.ts";
import { MINUTE, runs, spanLists } from "./random.ts";
import { at } from "./record.ts";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
const weights = { maintenance: 0, degraded: 0, partial: 0.3, major: 1 } as const;

function span(level: keyof typeof weights, from: number, to: number): LevelSpan {
  return { level, from, to, weight: weights[level] };
}

/** Uptime of some time of which a part was lost. */
function percent(observed: number, down: number): number | undefined {
  return uptimePercent({ ...noAvailability, observed, down });
}

describe("Availability", () => {
  test("of an empty window, or one outside of the life, is nothing", () => {
    expect(availability([], { from: 0, to: 0 }, always)).toBe(noAvailability);
    expect(availability([span("major", 0, 10)], { from: 0, to: 10 }, { from: 10, to: 20 })).toBe(
      noAvailability,
    );
    expect(availability([span("major", 0, 10)], { from: 0, to: 10 }, { from: 20, to: 5 })).toBe(
      noAvailability,
    );
  });

  test("counts each level, and weighs it", () => {
    const spans = [
      span("maintenance", 0, 10),
      span("degraded", 10, 30),
      span("partial", 30, 60),
      span("major", 60, 100),
    ];
    expect(availability(spans, { from: 0, to: 200 }, always)).toEqual({
      observed: 200,
      at: { maintenance: 10, degraded: 20, partial: 30, major: 40 },
      down: 30 * 0.3 + 40,
    });
  });

  test("clips to the window and to the life", () => {
    const spans = [span("major", 0, 100)];
    const of = (from: number, to: number, life = always): number[] => {
      const { observed, down } = availability(spans, { from, to }, life);
      return [observed, down];
    };
    expect(of(-50, 50)).toEqual([100, 50]);
    expect(of(50, 200)).toEqual([150, 50]);
    expect(of(20, 40)).toEqual([20, 20]);
    expect(of(0, 100, { from: 90, to: 95 })).toEqual([5, 5]);
    expect(of(100, 200)).toEqual([100, 0]);
    expect(of(-100, 0)).toEqual([100, 0]);
  });

  test("finds its place among very many spans", () => {
    const spans = Array.from({ length: 100_000 }, (_, index) => span("major", index * 10, index * 10 + 1));
    expect(availability(spans, { from: 500_000, to: 500_100 }, always)).toMatchObject({
      observed: 100,
      down: 10,
    });
    expect(availability(spans, { from: 2_000_000, to: 2_000_100 }, always)).toMatchObject({
      observed: 100,
      down: 0,
    });
  });
});

describe("Uptime in per cent", () => {
  test("is undefined where nothing was observed", () => {
    expect(uptimePercent(noAvailability)).toBeUndefined();
  });

  test("is 100 without downtime, however odd the length of the window", () => {
    for (const observed of [1, 3, 7, 1001, DAY - 1, 90 * DAY + 12_345, 366 * DAY, 1000 * 366 * DAY]) {
      expect(percent(observed, 0)).toBe(100);
    }
  });

  test("is floored, never rounded", () => {
    expect(percent(100_000, 1)).toBe(99.99);
    expect(percent(100_000, 10)).toBe(99.99);
    expect(percent(100_000, 11)).toBe(99.98);
    expect(percent(100_000, 99)).toBe(99.9);
    expect(percent(100_000, 101)).toBe(99.89);
    expect(percent(3, 1)).toBe(66.66);
    expect(percent(3, 2)).toBe(33.33);
  });

  test("is never 100 with downtime, be it a millisecond of many services in a year at the least weight", () => {
    expect(percent(90 * DAY, 1)).toBe(99.99);
    expect(percent(1000 * 366 * DAY, 0.0001)).toBe(99.99);
    expect(percent(1000 * 366 * DAY, Number.MIN_VALUE)).toBe(99.99);
  });

  test("meets its objectives exactly", () => {
    // 99.9 % of 30 days is 43 minutes and 12 seconds, or 144 minutes of partial outage.
    expect(percent(30 * DAY, 43 * MINUTE + 12_000)).toBe(99.9);
    expect(percent(30 * DAY, 43 * MINUTE + 12_001)).toBe(99.89);
    const parts = Array.from({ length: 144 }, (_, index) =>
      span("partial", index * 2 * MINUTE, (index * 2 + 1) * MINUTE),
    );
    expect(uptimePercent(availability(parts, { from: 0, to: 30 * DAY }, always))).toBe(99.9);
  });

  test("does not let noise of fractions decide", () => {
    expect(0.1 + 0.2).toBeGreaterThan(0.3);
    expect(percent(3000, 0.3)).toBe(99.99);
    expect(percent(3000, 0.1 + 0.2)).toBe(99.99);
    expect(percent(600_000, 60.000000000001)).toBe(99.99);
    expect(percent(600_000, 60.001)).toBe(99.98);
  });

  test("is exact for groups of very many services", () => {
    const observed = 500 * 366 * DAY;
    for (let hundredths = 0; hundredths <= 10_000; hundredths += 37) {
      expect(percent(observed, (observed / 10_000) * hundredths)).toBe((10_000 - hundredths) / 100);
    }
  });

  test("is clamped to 0", () => {
    expect(percent(1000, 1000)).toBe(0);
    expect(percent(1000, 1500)).toBe(0);
    expect(percent(1000, 999.95)).toBe(0);
    expect(percent(1000, 999.9)).toBe(0.01);
    expect(percent(10_000, 9999)).toBe(0.01);
  });

  test("is clamped to 100", () => {
    expect(percent(1000, -1)).toBe(100);
  });
});

describe("The worst level of a window", () => {
  test("is that which held for any time", () => {
    const of = (from: number, to: number): string =>
      worstLevel(availability([span("degraded", 0, 10), span("major", 10, 20)], { from, to }, always));
    expect([of(-5, 0), of(0, 10), of(0, 11), of(15, 30), of(20, 30)]).toEqual([
      "operational",
      "degraded",
      "major",
      "major",
      "operational",
    ]);
  });
});

describe("Uptime of a group", () => {
  test("is that of its services added up, the young ones counting for the time they have", () => {
    const window = { from: 0, to: 100 * DAY };
    const old = availability([span("major", 0, DAY)], window, always);
    const young = availability([span("major", 99 * DAY, 100 * DAY)], window, {
      from: 90 * DAY,
      to: 100 * DAY,
    });
    expect([uptimePercent(old), uptimePercent(young)]).toEqual([99, 90]);
    expect(uptimePercent(addAvailability(old, young))).toBe(98.18);
    expect(uptimePercent(addAvailability(old, noAvailability))).toBe(99);
  });
});

describe("A day of the calendar", () => {
  test.each([
    ["2026-03-29", "Europe/Berlin", 23],
    ["2026-10-25", "Europe/Berlin", 25],
    ["2018-11-04", "America/Sao_Paulo", 23],
    ["2018-02-17", "America/Sao_Paulo", 25],
    ["2026-11-20", "Asia/Kathmandu", 24],
  ])("such as %s in %s is measured by its %d hours", (key, zone, hours) => {
    const [day] = lastDays(at(`${key}T12:00Z`), 1, zone);
    if (!day) throw new Error("no day");
    const hour = span("major", day.from + 10 * HOUR, day.from + 11 * HOUR);
    const of = availability([hour], day, always);
    expect([day.key, of.observed]).toEqual([key, hours * HOUR]);
    expect(uptimePercent(of)).toBe(Math.floor(10_000 - 10_000 / hours) / 100);
  });

  test("in progress counts only until now", () => {
    const [day] = lastDays(at("12:00"), 1, "UTC");
    if (!day) throw new Error("no day");
    const life = { from: Number.NEGATIVE_INFINITY, to: at("12:00") };
    const of = availability([span("major", at("06:00"), at("18:00"))], day, life);
    expect([of.observed, of.down, uptimePercent(of)]).toEqual([12 * HOUR, 6 * HOUR, 50]);
  });
});

describe("Uptime in general", () => {
  const MINUTES = 40;
  const grid = fc.integer({ min: -10, max: MINUTES + 10 }).map((minute) => minute * MINUTE);
  const spansOf = (from: number, to: number): { from: number; to: number } => ({ from, to });
  const windows = fc.tuple(grid, grid).map(([from, to]) => spansOf(from, to));

  test("lies between 0 and 100, and is undefined only where nothing was observed", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), windows, windows, (spans, window, life) => {
        const of = availability(flatten(spans), window, life);
        const uptime = uptimePercent(of);
        if (of.observed === 0) expect(uptime).toBeUndefined();
        else {
          expect(uptime).toBeGreaterThanOrEqual(0);
          expect(uptime).toBeLessThanOrEqual(100);
          expect(uptime === 100).toBe(of.down === 0);
        }
      }),
      runs,
    );
  });

  test("counts no moment twice: a look at each minute gives the same", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), windows, windows, (spans, window, life) => {
        const at = { maintenance: 0, degraded: 0, partial: 0, major: 0 };
        let observed = 0;
        let down = 0;
        for (let minute = -10; minute < MINUTES + 10; minute++) {
          const time = minute * MINUTE;
          if (time < window.from || time >= window.to || time < life.from || time >= life.to) continue;
          observed += MINUTE;
          const open = spans.filter((one) => one.from <= time && time < one.to);
          const level = impactLevels.findLast((word) => open.some((one) => one.level === word));
          if (level) at[level] += MINUTE;
          down += MINUTE * Math.max(0, ...open.map((one) => one.weight));
        }
        const of = availability(flatten(spans), window, life);
        expect({ observed: of.observed, at: of.at }).toEqual({ observed, at });
        expect(of.down).toBeCloseTo(down, 3);
      }),
      runs,
    );
  });

  test("is lost only by what is added, never gained", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), spanLists(MINUTES), (spans, more) => {
        const uptime = (all: LevelSpan[]): number =>
          uptimePercent(availability(flatten(all), { from: 0, to: MINUTES * MINUTE }, always)) ?? Number.NaN;
        expect(uptime([...spans, ...more])).toBeLessThanOrEqual(uptime(spans));
      }),
      runs,
    );
  });

  test("of a window is that of its parts added up", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), fc.array(grid, { maxLength: 8 }), (spans, cuts) => {
        const flat = flatten(spans);
        const edges = [-10 * MINUTE, ...cuts.sort((a, b) => a - b), (MINUTES + 10) * MINUTE];
        const parts = edges
          .slice(1)
          .map((to, index) => availability(flat, spansOf(edges[index] ?? 0, to), always));
        expectSame(
          parts.reduce(addAvailability, noAvailability),
          availability(flat, spansOf(-10 * MINUTE, (MINUTES + 10) * MINUTE), always),
        );
      }),
      runs,
    );
  });

  test.each([
    "UTC",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Havana",
  ])("of all days is that of the window, and of all months that of the year, in %s", (zone) => {
    const now = at("2012-11-20T10:02:03Z");
    const instants = fc.integer({ min: now - 400 * DAY, max: now + DAY });
    const spans = fc.array(
      fc
        .tuple(instants, fc.integer({ min: 0, max: 5 * DAY }), fc.constantFrom(...impactLevels))
        .map(([from, length, level]) => ({ from, to: from + length, level, weight: weights[level] })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 366 }), instants, (list, count, since) => {
        const flat = flatten(list);
        const life = { from: since, to: now };
        const whole = (parts: readonly { from: number; to: number }[]): void => {
          const window = spansOf(parts[0]?.from ?? 0, parts.at(-1)?.to ?? 0);
          const sum = parts
            .map((part) => availability(flat, part, life))
            .reduce(addAvailability, noAvailability);
          expectSame(sum, availability(flat, window, life));
        };
        whole(lastDays(now, count, zone));
        whole(lastMonths(now, (count % 15) + 1, zone));
      }),
      { ...runs, numRuns: 25 },
    );
  });
});

/** The same time, weighted time but for noise of fractions, and the same number for readers. */
function expectSame(one: Availability, other: Availability): void {
  expect({ ...one, down: 0 }).toEqual({ ...other, down: 0 });
  expect(one.down).toBeCloseTo(other.down, 3);
  expect(uptimePercent(one)).toBe(uptimePercent(other));
}
