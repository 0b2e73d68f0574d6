import fc from "fast-check";
import type { LevelSpan } from "../../src/model/interval.ts";
import { type ImpactLevel, impactLevels } from "../../src/records/schema/vocabulary.ts";

/** Minutes from which spans are made, so that ends often meet. */
export const MINUTE = 60_000;

/** Weights that rise with the levels, and one table in which they do not. */
export const weightTables: readonly Readonly<Record<ImpactLevel, number>>[] = [
  { maintenance: 0, degraded: 0, partial: 0.3, major: 1 },
  { maintenance: 0, degraded: 0.1, partial: 0.25, major: 1 },
  { maintenance: 1, degraded: 0.7, partial: 0.3, major: 0 },
  { maintenance: 0.5, degraded: 0.5, partial: 0.5, major: 0.5 },
];

/** Spans on a grid of minutes, empty and reversed ones among them. */
export function spanLists(minutes: number): fc.Arbitrary<LevelSpan[]> {
  const minute = fc.integer({ min: 0, max: minutes }).map((count) => count * MINUTE);
  return fc
    .tuple(
      fc.constantFrom(...weightTables),
      fc.array(fc.tuple(minute, minute, fc.constantFrom(...impactLevels)), { maxLength: 30 }),
    )
    .map(([weights, spans]) =>
      spans.map(([from, to, level]) => ({ from, to, level, weight: weights[level] })),
    );
}

/** Settings of every property: the same cases in each run, the seed printed where one fails. */
export const runs = { seed: 20261120, numRuns: 300 } as const;
