import { distance } from "fastest-levenshtein";

/**
 * The word of a vocabulary that was most likely meant, or undefined where none is near. One letter may differ in
 * words of up to five letters, two in words of up to twelve, three in longer ones; capitals do not count, and two
 * letters that changed places count as one.
 */
export function nearest(word: string, vocabulary: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const mayDiffer = wanted.length <= 5 ? 1 : wanted.length <= 12 ? 2 : 3;
  let best: string | undefined;
  let bestDistance = mayDiffer + 1;
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - wanted.length) > mayDiffer) continue;
    const d = difference(wanted, candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

function difference(a: string, b: string): number {
  const d = distance(a, b);
  return d === 2 && a.length === b.length && [...a].sort().join() === [...b].sort().join() ? 1 : d;
}
