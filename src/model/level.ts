import { type Level, levels } from "../records/schema/vocabulary.ts";

/** What readers see for each level. */
export const levelLabels = {
  operational: "Operational",
  maintenance: "Maintenance",
  degraded: "Degraded",
  partial: "Partial outage",
  major: "Major outage",
} as const satisfies Record<Level, string>;

/** The worse of two levels. */
export function worse<L extends Level>(a: L, b: L): L {
  return levels.indexOf(a) >= levels.indexOf(b) ? a : b;
}

/** Orders levels, the worst first; what has none comes last. */
export function worstFirst(a: Level | undefined, b: Level | undefined): number {
  return rank(b) - rank(a);
}

function rank(level: Level | undefined): number {
  return level === undefined ? -1 : levels.indexOf(level);
}

/** The worst of some levels; operational where there are none. */
export function worst(all: Iterable<Level>): Level {
  let result: Level = "operational";
  for (const level of all) result = worse(result, level);
  return result;
}
