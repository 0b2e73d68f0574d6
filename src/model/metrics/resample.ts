import { ENOUGH } from "./figure.ts";
import { seededRandom } from "./random.ts";

/** How often each comparison is tried. */
export const ROUNDS = 10_000;

/** How many incidents are compared with as many. */
export const sampleSizes = [3, 8, 15, 30] as const;

/** By how much everything got better, in the experiment: as a share of the duration that is left. */
export const improvements = [
  { percent: 20, left: 0.8 },
  { percent: 50, left: 0.5 },
] as const;

/** Two builds of one site give the same table. */
const SEED = 20_261_120;

/** How often a true improvement looks worse than what was before it. */
export interface Experiment {
  readonly size: (typeof sampleSizes)[number];
  /** For each of `improvements`, in their order: rounds of `ROUNDS` in which the median after it was longer. */
  readonly worse: readonly number[];
}

/**
 * Draws, again and again and with repetition, so many of the site's durations as "before", and as many of the improved ones
 * as "after", and counts how often the median after is longer. Equal medians are not worse. Undefined with fewer than
 * `ENOUGH` durations. The order of the durations does not matter.
 */
export function resample(durations: readonly number[]): readonly Experiment[] | undefined {
  if (durations.length < ENOUGH) return undefined;
  const sorted = Float64Array.from(durations).sort();
  const random = seededRandom(SEED);
  return sampleSizes.map((size) => {
    const sample = new Float64Array(size);
    const median = (): number => {
      for (let index = 0; index < size; index++) {
        sample[index] = sorted[Math.floor(random() * sorted.length)] ?? 0;
      }
      sample.sort();
      return ((sample[(size - 1) >> 1] ?? 0) + (sample[size >> 1] ?? 0)) / 2;
    };
    return { size, worse: improvements.map(({ left }) => timesWorse(median, left)) };
  });
}

/** Every duration shrinks alike, so the median of the improved ones is the improved median. */
function timesWorse(median: () => number, left: number): number {
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = median();
    if (median() * left > before) count++;
  }
  return count;
}
