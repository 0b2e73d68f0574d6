import type { Instant } from "../records/instant.ts";
import { type ImpactLevel, impactLevels } from "../records/schema/vocabulary.ts";

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

/** A span begins or ends. */
interface Edge {
  readonly at: Instant;
  readonly span: LevelSpan;
  readonly step: 1 | -1;
}

/**
 * Cuts overlapping spans at every begin and end, so that each moment is in one span at most, with the worst level
 * and the largest weight that hold there; the two may come from different spans, as the site's weights need not rise
 * with the levels. Spans that touch and are alike become one. Input in any order, output in time order. O(n log n),
 * however many overlap.
 */
export function flatten(spans: readonly LevelSpan[]): LevelSpan[] {
  const edges = spans
    .filter((span) => span.to > span.from)
    .flatMap((span): Edge[] => [
      { at: span.from, span, step: 1 },
      { at: span.to, span, step: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const levels = new Map<ImpactLevel, number>();
  const weights = new Map<number, number>();
  const result: LevelSpan[] = [];
  for (const [index, { at, span, step }] of edges.entries()) {
    count(levels, span.level, step);
    count(weights, span.weight, step);
    const until = edges[index + 1]?.at ?? at;
    const level = impactLevels.findLast((one) => levels.has(one));
    if (until > at && level)
      append(result, { from: at, to: until, level, weight: Math.max(...weights.keys()) });
  }
  return result;
}

/** Keeps in `counts` only what is open at the moment. */
function count<K>(counts: Map<K, number>, key: K, step: 1 | -1): void {
  const sum = (counts.get(key) ?? 0) + step;
  if (sum > 0) counts.set(key, sum);
  else counts.delete(key);
}

function append(result: LevelSpan[], span: LevelSpan): void {
  const last = result.at(-1);
  if (last && last.to === span.from && last.level === span.level && last.weight === span.weight) {
    result[result.length - 1] = { ...last, to: span.to };
  } else {
    result.push(span);
  }
}

/** The part of a span that lies in a window, or undefined. */
export function clip<S extends Span>(span: S, window: Span): S | undefined {
  const from = Math.max(span.from, window.from);
  const to = Math.min(span.to, window.to);
  return to > from ? { ...span, from, to } : undefined;
}
