import type { Instant } from "../records/instant.ts";
import type { ImpactLevel } from "../records/schema/vocabulary.ts";
import { worse } from "./level.ts";

/** A half-open span of time, `from` included and `to` not. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** A span in which one level holds. */
export interface LevelSpan extends Span {
  readonly level: ImpactLevel;
  /** Largest weight of the levels that hold in it, 0 to 1. */
  readonly weight: number;
}

/**
 * Cuts overlapping spans at every begin and end, so that each moment is in one span at most, with the worst level
 * and the largest weight that hold there. Input in any order, output in time order. O(n log n) for n spans, times
 * the number of spans that overlap.
 */
export function flatten(spans: readonly LevelSpan[]): LevelSpan[] {
  const waiting = spans.filter((span) => span.to > span.from).sort((a, b) => a.from - b.from);
  const result: LevelSpan[] = [];
  let open: LevelSpan[] = [];
  let at = Number.NEGATIVE_INFINITY;
  let next = 0;
  while (next < waiting.length || open.length > 0) {
    if (open.length === 0) at = waiting[next]?.from ?? at;
    while (next < waiting.length) {
      const span = waiting[next];
      if (!span || span.from > at) break;
      open.push(span);
      next++;
    }
    const until = Math.min(waiting[next]?.from ?? Number.POSITIVE_INFINITY, ...open.map((span) => span.to));
    append(result, at, until, open);
    at = until;
    open = open.filter((span) => span.to > at);
  }
  return result;
}

function append(result: LevelSpan[], from: Instant, to: Instant, open: readonly LevelSpan[]): void {
  const level = open.map((span) => span.level).reduce(worse);
  const weight = Math.max(...open.map((span) => span.weight));
  const last = result.at(-1);
  if (last && last.to === from && last.level === level && last.weight === weight) {
    result[result.length - 1] = { ...last, to };
  } else {
    result.push({ from, to, level, weight });
  }
}

/** The part of a span that lies in a window, or undefined. */
export function clip<S extends Span>(span: S, window: Span): S | undefined {
  const from = Math.max(span.from, window.from);
  const to = Math.min(span.to, window.to);
  return to > from ? { ...span, from, to } : undefined;
}

