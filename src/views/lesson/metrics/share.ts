/** A part of a whole, drawn: one mark for each where they can be counted, else a bar. */
export interface ShareView {
  readonly part: number;
  readonly total: number;
  readonly marks: readonly MarkView[];
}

/** A mark, or a bar of several: begin and width in per cent. */
export interface MarkView {
  readonly x: number;
  readonly width: number;
  readonly isPart: boolean;
}

/** More marks than these cannot be told apart on a phone. */
const COUNTABLE = 40;
/** Share of a mark's place that stays empty. */
const GAP = 0.2;

/** Draws a part of a whole. */
export function shareView(part: number, total: number): ShareView {
  const round = (per: number): number => Math.round(per * 100) / 100;
  const step = 100 / Math.max(1, total);
  const marks =
    total <= COUNTABLE
      ? Array.from({ length: total }, (_, index) => ({
          x: round(index * step),
          width: round(step * (1 - GAP)),
          isPart: index < part,
        }))
      : [
          { x: 0, width: round(part * step), isPart: true },
          { x: round(part * step), width: round((total - part) * step), isPart: false },
        ].filter(({ width }) => width > 0);
  return { part, total, marks };
}
