import { type Experiment, improvements, ROUNDS } from "../../../model/metrics/resample.ts";
import { figure, ofText, type Sentence } from "./phrase.ts";

/** What figures of so few incidents can show. */
export interface ExperimentView {
  readonly sentence: Sentence;
  readonly note: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly size: number;
    readonly cells: readonly { readonly text: string; readonly count: number }[];
  }[];
}

/** Puts the experiment into words; undefined with too few durations. */
export function experimentView(
  experiments: readonly Experiment[] | undefined,
  durations: number,
): ExperimentView | undefined {
  if (!experiments) return undefined;
  const told = experiments.find(({ size }) => size === 8);
  return {
    sentence: [
      "Had every incident ended 20 % sooner, a comparison of 8 incidents before with 8 after would still have looked worse in ",
      figure(ofText(percent(told?.worse[0] ?? 0), 100)),
      " cases.",
    ],
    note: `Computed from the ${durations} times to restore of this site: so many incidents are drawn from them at random, once as they are and once shortened, and the two medians are compared, ${ROUNDS.toLocaleString("en")} times. What is drawn is the same in every build. A table like this says how much a change of the median from one year to the next can mean, which is little where the numbers in it are large.`,
    heads: improvements.map((one) => `If all were ${one.percent} % shorter`),
    rows: experiments.map(({ size, worse }) => ({
      size,
      cells: worse.map((count) => ({ text: ofText(percent(count), 100), count })),
    })),
  };
}

/** Rounded up: an improvement that may look worse is not said never to. */
function percent(count: number): number {
  return Math.ceil((count / ROUNDS) * 100);
}
