import { max, min } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { ChartData } from "../../records/schema/postmortem.ts";
import { shortDayText, timeView } from "../time.ts";

/** Figures of a report as a picture, with the table beside it. Places are percent of the drawing. */
export interface ChartView {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** `line` where values belong to times, `bars` where they belong to words. */
  readonly kind: "line" | "bars";
  /** A line through the values, in a square of 100 by 100; empty for bars. */
  readonly path: string;
  readonly points: readonly ChartPointView[];
  /** Marks of the values' scale, from below. */
  readonly scale: readonly { readonly y: number; readonly text: string }[];
  /** The first and the last time; undefined for bars. */
  readonly ends: readonly [string, string] | undefined;
  /** The lowest and the highest value in a sentence, for those who do not see the picture. */
  readonly summary: string;
}

/** One value. */
export interface ChartPointView {
  readonly label: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Draws the charts of a report. */
export function chartView({ id, title, unit = "", points: written }: ChartData): ChartView {
  const isLine = written.length > 0 && written.every(({ at }) => at !== undefined);
  const points = isLine ? written.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)) : written;
  const values = points.map(({ value }) => value);
  const y = scaleLinear([Math.min(0, min(values) ?? 0), Math.max(0, max(values) ?? 0)], [100, 0]).nice(4);
  const [first = 0, last = 0] = [points[0]?.at, points.at(-1)?.at];
  const x = (at: number | undefined): number =>
    last === first ? 50 : (((at ?? first) - first) / (last - first)) * 100;
  const text = (value: number): string => `${value}${unit === "" ? "" : unit === "%" ? " %" : ` ${unit}`}`;
  const drawn = points.map(({ at, label, value }) => ({
    label: at === undefined ? (label ?? "") : timeView(at).text,
    text: text(value),
    x: round(isLine ? x(at) : 0),
    y: round(y(value)),
  }));
  const extreme = (pick: (values: readonly number[]) => number | undefined): ChartPointView | undefined =>
    drawn[values.indexOf(pick(values) ?? Number.NaN)];
  const [lowest, highest] = [extreme(min), extreme(max)];
  return {
    id,
    title,
    unit,
    kind: isLine ? "line" : "bars",
    path: isLine
      ? drawn.map((point, index) => `${index === 0 ? "M" : "L"}${point.x} ${point.y}`).join("")
      : "",
    points: drawn,
    scale: y.ticks(4).map((value) => ({ y: round(y(value)), text: text(value) })),
    ends: isLine ? [endText(first), endText(last)] : undefined,
    summary:
      lowest && highest
        ? `Lowest ${lowest.text} (${lowest.label}), highest ${highest.text} (${highest.label}).`
        : "",
  };
}

function endText(at: number): string {
  const { iso } = timeView(at);
  return `${shortDayText(iso.slice(0, 10))}, ${iso.slice(11, 16)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
