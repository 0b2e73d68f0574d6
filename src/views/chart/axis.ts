import { scaleLog } from "d3-scale";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where a duration stands in a drawing, and the marks below it. */
export interface DurationAxis {
  /** Place of a duration in per cent of the drawing's width. What is shorter than a minute stands at a minute. */
  place(duration: number): number;
  readonly ticks: readonly TickView[];
}

/** A mark of an axis. */
export interface TickView {
  /** Per cent of the drawing's width. */
  readonly x: number;
  readonly label: string;
  /** Whether there is room for it in a narrow window. */
  readonly isNarrow: boolean;
}

/** The shortest duration that a log axis shows. */
export const SHORTEST = MINUTE;

/** Durations that people count in. Those that matter most have their labels first where there is little room. */
const LADDER = [
  { duration: MINUTE, label: "1 min", isFirst: true },
  { duration: 3 * MINUTE, label: "3 min", isFirst: false },
  { duration: 10 * MINUTE, label: "10 min", isFirst: true },
  { duration: 30 * MINUTE, label: "30 min", isFirst: false },
  { duration: HOUR, label: "1 h", isFirst: true },
  { duration: 3 * HOUR, label: "3 h", isFirst: false },
  { duration: 6 * HOUR, label: "6 h", isFirst: true },
  { duration: DAY, label: "1 d", isFirst: true },
  { duration: 3 * DAY, label: "3 d", isFirst: false },
  { duration: 7 * DAY, label: "1 w", isFirst: true },
  { duration: 14 * DAY, label: "2 w", isFirst: false },
  { duration: 30 * DAY, label: "30 d", isFirst: true },
  { duration: 90 * DAY, label: "90 d", isFirst: false },
  { duration: 365 * DAY, label: "1 y", isFirst: true },
  { duration: 3 * 365 * DAY, label: "3 y", isFirst: false },
  { duration: 10 * 365 * DAY, label: "10 y", isFirst: true },
  { duration: 100 * 365 * DAY, label: "100 y", isFirst: true },
] as const;

/** Dots and labels at both ends must not be cut off. */
const MARGIN = 5;
/** Labels this far apart do not touch, in per cent of a window of 320 pixels and of a wide one. */
const NARROW_GAP = 14;
const WIDE_GAP = 7;

/** An axis from the mark below the shortest duration to the one above the longest; at least one mark apart. */
export function durationAxis(durations: readonly number[]): DurationAxis {
  const shown = durations.map((one) => Math.max(SHORTEST, one));
  const least = shown.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = shown.reduce((a, b) => Math.max(a, b), SHORTEST);
  const first = Math.max(
    0,
    LADDER.findLastIndex(({ duration }) => duration <= least),
  );
  const above = LADDER.findIndex(({ duration }) => duration >= most);
  const last = Math.max(first + 1, above === -1 ? LADDER.length - 1 : above);
  const marks = LADDER.slice(first, last + 1);
  const [from, to] = [marks[0]?.duration ?? MINUTE, marks.at(-1)?.duration ?? DAY];
  const scale = scaleLog([from, to], [MARGIN, 100 - MARGIN]).clamp(true);
  const place = (duration: number): number => round(scale(Math.max(SHORTEST, duration)));
  const inOrder = marks.toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst) || a.duration - b.duration);
  const narrow = spaced(
    inOrder.map(({ duration }) => place(duration)),
    NARROW_GAP,
  );
  const wide = new Set([
    ...narrow,
    ...spaced([...narrow, ...inOrder.map(({ duration }) => place(duration))], WIDE_GAP),
  ]);
  return {
    place,
    ticks: marks.flatMap(({ duration, label }) => {
      const x = place(duration);
      return wide.has(x) ? [{ x, label, isNarrow: narrow.has(x) }] : [];
    }),
  };
}

/** Places that keep their distance from all before them. */
function spaced(places: readonly number[], gap: number): ReadonlySet<number> {
  const kept: number[] = [];
  for (const place of places) if (kept.every((other) => Math.abs(other - place) >= gap)) kept.push(place);
  return new Set(kept);
}

function round(per: number): number {
  return Math.round(per * 100) / 100;
}
