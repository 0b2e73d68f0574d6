import type { Figure, Gap, KnownTime, Point, Summary } from "../../../model/metrics/figure.ts";
import { type Lane, type Middle, type StripView, stripView } from "../../chart/strip.ts";
import { counted } from "../../count.ts";
import { cutText } from "../../cut.ts";
import type { LinkView } from "../../page.ts";
import { durationText, type TimeView, timeView } from "../../time.ts";
import { andList, figure as big, countText, type Sentence, tightDuration } from "./phrase.ts";
import { LISTED } from "./row.ts";

/** A figure about durations: a sentence, a drawing, and the rows that it was computed from. */
export interface FigureView {
  /** Its fragment, and its name in `data-metric`. */
  readonly id: string;
  readonly title: string;
  readonly sentence: Sentence;
  /** What is measured. */
  readonly definition: string;
  /** How many of how many, and what is missing. */
  readonly count: string;
  /** Where the times come from. */
  readonly source: string | undefined;
  readonly chart: StripView | undefined;
  /** That only some are drawn and listed; undefined where all are. */
  readonly part: string | undefined;
  readonly table: RowsView;
  /** The mean and what is wrong with it; undefined where it is not shown. */
  readonly spread: SpreadView | undefined;
  /** Milliseconds and counts, for tests and tools. */
  readonly data: FigureData;
}

/** The figures themselves. */
export interface FigureData {
  readonly n: number;
  readonly total: number;
  readonly median: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** The rows of a figure. */
export interface RowsView {
  /** What the rows are: `Incident`. */
  readonly head: string;
  readonly from: string;
  readonly to: string;
  readonly rows: readonly FigureRowView[];
  /** `All 14 rows of this figure`. */
  readonly summary: string;
}

/** One record of a figure. */
export interface FigureRowView extends LinkView {
  /** Milliseconds; undefined where it is not known. */
  readonly value: number | undefined;
  readonly text: string;
  readonly from: TimeView | undefined;
  readonly to: TimeView | undefined;
  /** What must be known of its times, such as that one is estimated, or why there is no duration. */
  readonly note: string;
}

/** The mean in a table, with its caution. */
export interface SpreadView {
  readonly rows: readonly { readonly label: string; readonly text: string; readonly value: number }[];
  readonly caution: string;
}

/** What a figure is about, in words. */
export interface FigureWords<T extends string> {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  /** What is counted: `incident`. */
  readonly thing: string;
  /** After `Half of 11 incidents were`: `restored within`. */
  readonly done: string;
  /** After the duration: ` of being detected`. */
  readonly after: string;
  /** Each time with its article: `a time of detection`. */
  readonly times: Readonly<Record<T, string>>;
  readonly from: string;
  readonly to: string;
  /** Said of a record whose second time has not come yet. */
  readonly open: string;
  /** Said of a record whose second time comes before the first. */
  readonly reversed: string;
}

/** How the records of a figure are shown. */
export interface FigureOptions<S> {
  readonly linkOf: (subject: S) => LinkView;
  /** How long it should have taken. */
  readonly targetOf?: (subject: S) => number | undefined;
  /** The rows of the drawing, if there is more than one; without it, all are in one. */
  readonly lanes?: readonly {
    readonly label: string;
    readonly target: number | undefined;
    readonly has: (subject: S) => boolean;
  }[];
  /** Whether the mean is shown. */
  readonly hasSpread?: boolean;
}

/** Puts a figure into words and draws it. */
export function figureView<S, T extends string>(
  figure: Figure<S, T>,
  words: FigureWords<T>,
  options: FigureOptions<S>,
): FigureView {
  const { points, gaps, summary } = figure;
  const total = points.length + gaps.length;
  return {
    id: words.id,
    title: words.title,
    sentence: sentenceOf(figure, words),
    definition: words.definition,
    count: countText(
      points.length,
      counted(total, words.thing),
      gaps.map((gap) => reasonText(gap, words)),
    ),
    source: sourceText(points),
    chart: drawing(points, summary, options),
    part: total > LISTED ? `The newest ${LISTED} are drawn; the figures are those of all.` : undefined,
    table: tableOf(figure, words, options),
    spread: options.hasSpread && summary ? spreadView(summary, words.thing) : undefined,
    data: {
      n: points.length,
      total,
      median: summary?.median,
      lower: summary?.lower,
      upper: summary?.upper,
    },
  };
}

function sentenceOf<S, T extends string>(
  { points, gaps, summary }: Figure<S, T>,
  { thing, done, after }: FigureWords<T>,
): Sentence {
  if (summary) {
    const { count, median, lower, upper } = summary;
    return [
      `Half of ${counted(count, thing)} were ${done} `,
      big(tightDuration(median)),
      `${after}; the middle half took ${tightDuration(lower)} to ${tightDuration(upper)}.`,
    ];
  }
  if (points.length === 0) {
    return [gaps.length === 0 ? `No ${thing} is recorded yet.` : `Of no ${thing} are both times known.`];
  }
  const values = points.map(({ value }) => value).toSorted((a, b) => a - b);
  return [
    points.length === 1 ? `One ${thing} was ${done} ` : `${points.length} ${thing}s were ${done} `,
    big(andList(values.map(tightDuration))),
    `${after}: too few for a median.`,
  ];
}

function reasonText<S, T extends string>(
  { reason }: Gap<S, T>,
  { times, open, reversed }: FigureWords<T>,
): string {
  if (reason.kind === "open") return open;
  if (reason.kind === "contradictory") return reversed;
  return `without ${andList(reason.times.map((name) => times[name]))}`;
}

/** Says from where times come, and which of them are guesses. */
function sourceText<S>(points: readonly Point<S>[]): string | undefined {
  const has = (test: (time: KnownTime) => boolean): number =>
    points.filter(({ from, to }) => test(from) || test(to)).length;
  const report = has(({ source }) => source === "report");
  const git = has(({ source }) => source === "git");
  const estimated = has(({ confidence }) => confidence === "estimated");
  const own = points.filter(({ from, to }) => [from, to].every(({ source }) => source === "incident")).length;
  const parts = [
    report > 0 && `${report} with times from a report`,
    own > 0 && `${own} with the incident's own`,
    git > 0 && `${git} with the time at which git first had the update, which was later than the update says`,
    estimated > 0 && `${estimated} with a time that is an estimate`,
  ].filter((part) => part !== false);
  return parts.length === 0 || points.every(({ from }) => from.source === "advisory")
    ? undefined
    : `${parts.join(", ")}.`;
}

/** Longest name of a dot: it is read out. */
const NAME = 80;

function drawing<S>(
  points: readonly Point<S>[],
  summary: Summary | undefined,
  { linkOf, targetOf, lanes }: FigureOptions<S>,
): StripView | undefined {
  const shown = points.slice(0, LISTED);
  const lane = (own: readonly Point<S>[], label: string | undefined, target: number | undefined): Lane => ({
    label,
    target,
    middle: undefined,
    dots: own.map(({ subject, value, from, to }) => {
      const { label: name, href } = linkOf(subject);
      const due = targetOf?.(subject);
      const isEstimated = [from, to].some(({ confidence }) => confidence === "estimated");
      const isLate = due !== undefined && value > due;
      const marks = `${isEstimated ? ", estimated" : ""}${isLate ? ", past the target" : ""}`;
      return {
        value,
        href,
        name: `${cutText(name, NAME)}, ${durationText(value)}${marks}`,
        isEstimated,
        isLate,
      };
    }),
  });
  const rows = lanes
    ? lanes.map((one) =>
        lane(
          shown.filter(({ subject }) => one.has(subject)),
          one.label,
          one.target,
        ),
      )
    : [lane(shown, undefined, undefined)];
  return stripView(
    rows.filter(({ dots }) => dots.length > 0),
    summary && middleOf(summary),
  );
}

/** The middle of some durations, for a drawing. */
export function middleOf({ median, lower, upper }: Summary): Middle {
  return { median, lower, upper, label: `median ${durationText(median)}` };
}

function tableOf<S, T extends string>(
  { points, gaps }: Figure<S, T>,
  words: FigureWords<T>,
  { linkOf, targetOf }: FigureOptions<S>,
): RowsView {
  const all = [...points, ...gaps];
  const rows = all.slice(0, LISTED).map((one): FigureRowView => {
    const head = linkOf(one.subject);
    if ("reason" in one) {
      const { reason } = one;
      const times = reason.kind === "contradictory" ? reason : undefined;
      return {
        ...head,
        value: undefined,
        text: "not known",
        from: times && timeView(times.from.at),
        to: times && timeView(times.to.at),
        note: reasonText(one, words),
      };
    }
    const { value, from, to } = one;
    const target = targetOf?.(one.subject);
    return {
      ...head,
      value,
      text: durationText(value),
      from: timeView(from.at),
      to: timeView(to.at),
      note: [
        ...(target === undefined
          ? []
          : [`${value > target ? "past" : "within"} the target of ${durationText(target)}`]),
        ...noteOf(from, to),
      ].join(", "),
    };
  });
  return {
    head: capital(words.thing),
    from: words.from,
    to: words.to,
    rows,
    summary: rowsText(rows.length, all.length),
  };
}

/** What is folded away below a figure. */
export function rowsText(shown: number, total: number): string {
  if (shown < total) return `The newest ${shown} of ${total} rows of this figure`;
  return total === 1 ? "The row of this figure" : `All ${total} rows of this figure`;
}

function noteOf(from: KnownTime, to: KnownTime): string[] {
  const has = (source: KnownTime["source"]): boolean => from.source === source || to.source === source;
  const isEstimated = from.confidence === "estimated" || to.confidence === "estimated";
  return [
    ...(has("report") ? ["from the report"] : []),
    ...(has("git") ? ["published later than its heading says"] : []),
    ...(isEstimated ? ["estimated"] : []),
  ];
}

function spreadView({ count, median, spread }: Summary, thing: string): SpreadView {
  const { mean, deviation, shortest, longest, withoutLongest } = spread;
  const row = (label: string, value: number) => ({ label, text: durationText(value), value });
  return {
    rows: [
      row("Median", median),
      row("Mean", mean),
      row("Standard deviation", deviation),
      row("Shortest", shortest),
      row("Longest", longest),
      row("Mean without the longest", withoutLongest.mean),
      row("Median without the longest", withoutLongest.median),
    ],
    caution:
      `Do not compare by the mean: of ${counted(count, thing)}, leaving out the longest one alone moves it from ` +
      `${durationText(mean)} to ${durationText(withoutLongest.mean)}, and the median from ${durationText(median)} to ` +
      `${durationText(withoutLongest.median)}.`,
  };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
