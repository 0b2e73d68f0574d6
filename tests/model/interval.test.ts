import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, flatten, type LevelSpan } from "../../src/model/interval.ts";
import { impactLevels } from "../../src/records/schema/vocabulary.ts";
import { MINUTE, runs, spanLists } from "./random.ts";

const weights = { maintenance: 0, degraded: 0, partial: 0.3, major: 1 } as const;

/** `major 0 10` with the site's default weights. */
function span(text: string): LevelSpan {
  const [word = "", from, to] = text.split(" ");
  const level = word as keyof typeof weights;
  return { level, from: Number(from), to: Number(to), weight: weights[level] };
}

function flat(...texts: string[]): string[] {
  return flatten(texts.map(span)).map(({ level, from, to }) => `${level} ${from} ${to}`);
}

describe("Flattening spans", () => {
  test("gives nothing for nothing", () => {
    expect(flatten([])).toEqual([]);
  });

  test("puts them into the order of time and leaves gaps between them", () => {
    expect(flat("major 20 30", "partial 0 10")).toEqual(["partial 0 10", "major 20 30"]);
  });

  test("lets the worse level win where two overlap", () => {
    expect(flat("degraded 0 10", "major 5 15")).toEqual(["degraded 0 5", "major 5 15"]);
    expect(flat("major 0 10", "degraded 5 15")).toEqual(["major 0 10", "degraded 10 15"]);
  });

  test("cuts a hole into a span for a worse one within it", () => {
    expect(flat("degraded 0 30", "major 10 20")).toEqual(["degraded 0 10", "major 10 20", "degraded 20 30"]);
  });

  test("hides a lesser one within a worse one", () => {
    expect(flat("major 0 30", "degraded 10 20", "maintenance 5 25")).toEqual(["major 0 30"]);
  });

  test("counts equal spans once", () => {
    expect(flat("partial 0 10", "partial 0 10", "partial 0 10")).toEqual(["partial 0 10"]);
  });

  test("joins those that touch and are alike, and no others", () => {
    expect(flat("partial 0 10", "partial 10 20")).toEqual(["partial 0 20"]);
    expect(flat("partial 0 10", "major 10 20")).toEqual(["partial 0 10", "major 10 20"]);
    expect(flat("partial 0 10", "partial 11 20")).toEqual(["partial 0 10", "partial 11 20"]);
  });

  test("passes over empty and reversed spans", () => {
    expect(flat("major 5 5", "major 10 0", "partial 0 10")).toEqual(["partial 0 10"]);
  });

  test("keeps level and weight apart where the worse level weighs less", () => {
    const result = flatten([
      { level: "maintenance", from: 0, to: 20, weight: 1 },
      { level: "major", from: 10, to: 30, weight: 0.5 },
    ]);
    expect(result).toEqual([
      { level: "maintenance", from: 0, to: 10, weight: 1 },
      { level: "major", from: 10, to: 20, weight: 1 },
      { level: "major", from: 20, to: 30, weight: 0.5 },
    ]);
  });

  test("takes many that overlap at once in its stride", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => span(`partial ${index} 1000000`));
    expect(flatten(many)).toHaveLength(1);
  });
});

describe("Flattened spans", () => {
  const MINUTES = 60;

  test("say of every minute what a look at all spans says", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), (spans) => {
        const result = flatten(spans);
        for (let minute = 0; minute < MINUTES; minute++) {
          const at = minute * MINUTE;
          const holds = (one: LevelSpan): boolean => one.from <= at && at < one.to;
          const all = spans.filter(holds);
          const found = result.filter(holds);
          const expected =
            all.length === 0
              ? []
              : [
                  {
                    level: impactLevels.findLast((level) => all.some((one) => one.level === level)),
                    weight: Math.max(...all.map((one) => one.weight)),
                  },
                ];
          expect(found.map(({ level, weight }) => ({ level, weight }))).toEqual(expected);
        }
      }),
      runs,
    );
  });

  test("are in order, never empty, never overlap, and differ from their neighbours", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), (spans) => {
        for (const [index, one] of flatten(spans).entries()) {
          expect(one.to).toBeGreaterThan(one.from);
          const before = flatten(spans)[index - 1];
          if (!before) continue;
          expect(one.from).toBeGreaterThanOrEqual(before.to);
          if (one.from === before.to)
            expect([one.level, one.weight]).not.toEqual([before.level, before.weight]);
        }
      }),
      runs,
    );
  });

  test("do not depend on the order of the spans, nor on how often each is given", () => {
    fc.assert(
      fc.property(
        spanLists(MINUTES).chain((spans) =>
          fc.tuple(
            fc.constant(spans),
            fc.shuffledSubarray([...spans, ...spans], { minLength: spans.length * 2 }),
          ),
        ),
        ([spans, shuffled]) => {
          expect(flatten(shuffled)).toEqual(flatten(spans));
        },
      ),
      runs,
    );
  });

  test("do not change when a span is split", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), fc.integer({ min: 0, max: MINUTES }), (spans, minute) => {
        const cut = minute * MINUTE;
        const split = spans.flatMap((one) =>
          one.from < cut && cut < one.to
            ? [
                { ...one, to: cut },
                { ...one, from: cut },
              ]
            : [one],
        );
        expect(flatten(split)).toEqual(flatten(spans));
      }),
      runs,
    );
  });

  test("do not change when they are flattened again", () => {
    fc.assert(
      fc.property(spanLists(MINUTES), (spans) => {
        expect(flatten(flatten(spans))).toEqual(flatten(spans));
      }),
      runs,
    );
  });
});

describe("Clipping a span to a window", () => {
  test("gives what is within both", () => {
    expect(clip({ from: 0, to: 10 }, { from: 5, to: 20 })).toEqual({ from: 5, to: 10 });
    expect(clip({ from: 0, to: 30 }, { from: 5, to: 20 })).toEqual({ from: 5, to: 20 });
  });

  test("gives nothing where they only touch, or one is reversed", () => {
    expect(clip({ from: 0, to: 10 }, { from: 10, to: 20 })).toBeUndefined();
    expect(clip({ from: 10, to: 0 }, { from: -5, to: 20 })).toBeUndefined();
    expect(clip({ from: 0, to: 10 }, { from: 8, to: 2 })).toBeUndefined();
  });
});
