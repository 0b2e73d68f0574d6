import { type DurationAxis, durationAxis, SHORTEST, type TickView } from "./axis.ts";
import { swarm } from "./swarm.ts";

/** A duration to be drawn. */
export interface Dot {
  readonly value: number;
  readonly href: string;
  /** What it is, with its duration: `Package uploads failing, 12 min`. */
  readonly name: string;
  readonly isEstimated: boolean;
  /** Whether it took longer than it should have. */
  readonly isLate: boolean;
}

/** The middle of some durations. */
export interface Middle {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  /** `median 1 h 20 min`. */
  readonly label: string;
}

/** Durations that are drawn in one row. */
export interface Lane {
  /** What stands above it; undefined where there is but one. */
  readonly label: string | undefined;
  readonly dots: readonly Dot[];
  /** Of this row alone. */
  readonly middle: Middle | undefined;
  /** How long it should have taken. */
  readonly target: number | undefined;
}

/** A dot in the drawing. */
export interface DotView extends Pick<Dot, "href" | "name"> {
  /** Per cent of the width, and pixels from the top. */
  readonly x: number;
  readonly y: number;
  /** The symbol that it is drawn with. */
  readonly symbol: "dot" | "dot-estimated" | "dot-late" | "dot-late-estimated";
}

/** A range of durations, from top to bottom in pixels, from `x` on in per cent of the width. */
export interface BandView {
  readonly x: number;
  readonly width: number;
  readonly median: number;
  readonly top: number;
  readonly bottom: number;
  readonly label: string | undefined;
  /** On which side of the median its label is. */
  readonly anchor: "start" | "middle" | "end";
}

/** A strip of dots on a logarithmic axis, for an SVG as wide as its place: x in per cent, y in pixels. */
export interface StripView {
  readonly height: number;
  readonly ticks: readonly TickView[];
  /** Where the axis is. */
  readonly base: number;
  readonly top: number;
  /** Around the middle of each dot, in pixels: where a pointer hits it. */
  readonly reach: number;
  readonly bands: readonly BandView[];
  readonly lanes: readonly {
    readonly label: string | undefined;
    readonly labelY: number;
    readonly target: { readonly x: number; readonly top: number; readonly bottom: number } | undefined;
    readonly dots: readonly DotView[];
  }[];
  /** Symbols that are in it and need to be explained. */
  readonly symbols: readonly DotView["symbol"][];
  readonly hasTarget: boolean;
  readonly hasMiddle: boolean;
  /** Whether something shorter than the axis stands at its begin. */
  readonly isClamped: boolean;
}

/** Dots are placed for a drawing this wide, in pixels: the narrowest. */
const NARROW = 288;
/** Middles of dots are so far apart that each can be hit with a finger. */
const SPACING = 24;
/** With more dots than `MANY`, rows would get too high: then dots only do not cover each other. */
const TIGHT = 12;
const MANY = 60;
/** A row that would get higher than this is pressed together, and its dots overlap. */
const HIGHEST = 300;
const DOT = 6;
const LABEL = 22;
const PADDING = 8;
const AXIS = 24;

/** Draws durations; undefined where there are none. `whole` is the middle of all rows together. */
export function stripView(lanes: readonly Lane[], whole: Middle | undefined): StripView | undefined {
  const dots = lanes.flatMap((lane) => lane.dots);
  if (dots.length === 0) return undefined;
  const targets = lanes.flatMap(({ target }) => target ?? []);
  const axis = durationAxis([...dots.map(({ value }) => value), ...targets]);
  const spacing = dots.length > MANY ? TIGHT : SPACING;
  const top = whole ? LABEL : 0;
  let y = top;
  const bands: BandView[] = [];
  const placed = lanes.map((lane) => {
    const labelY = y + LABEL - 7;
    const begin = y + (lane.label === undefined ? 0 : LABEL);
    const { offsets, above, below } = swarm(
      lane.dots.map(({ value }) => (axis.place(value) / 100) * NARROW),
      spacing,
    );
    const squeeze = Math.min(1, HIGHEST / (above + below));
    const middle = Math.ceil(begin + above * squeeze + DOT + PADDING);
    const bottom = Math.ceil(middle + below * squeeze + DOT + PADDING);
    if (lane.middle) bands.push(bandOf(axis, lane.middle, begin, bottom, undefined));
    y = bottom;
    return {
      label: lane.label,
      labelY,
      target: lane.target === undefined ? undefined : { x: axis.place(lane.target), top: begin, bottom },
      dots: lane.dots.map(
        (dot, index): DotView => ({
          href: dot.href,
          name: dot.name,
          x: axis.place(dot.value),
          y: tenth(middle + (offsets[index] ?? 0) * squeeze),
          symbol: symbolOf(dot),
        }),
      ),
    };
  });
  if (whole) bands.push(bandOf(axis, whole, top, y, whole.label));
  const used = new Set(placed.flatMap((lane) => lane.dots.map(({ symbol }) => symbol)));
  return {
    height: y + AXIS,
    ticks: axis.ticks,
    base: y,
    top,
    reach: spacing / 2,
    bands,
    lanes: placed,
    symbols: (["dot", "dot-estimated", "dot-late", "dot-late-estimated"] as const).filter((one) =>
      used.has(one),
    ),
    hasTarget: targets.length > 0,
    hasMiddle: bands.length > 0,
    isClamped: dots.some(({ value }) => value < SHORTEST),
  };
}

function bandOf(
  { place }: DurationAxis,
  { lower, upper, median }: Middle,
  top: number,
  bottom: number,
  label: string | undefined,
): BandView {
  const x = place(lower);
  const middle = place(median);
  return {
    x,
    width: Math.round((place(upper) - x) * 100) / 100,
    median: middle,
    top,
    bottom,
    label,
    anchor: middle < 30 ? "start" : middle > 70 ? "end" : "middle",
  };
}

function tenth(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function symbolOf({ isLate, isEstimated }: Dot): DotView["symbol"] {
  if (isLate) return isEstimated ? "dot-late-estimated" : "dot-late";
  return isEstimated ? "dot-estimated" : "dot";
}
