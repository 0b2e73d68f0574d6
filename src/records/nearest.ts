import { distance } from "fastest-levenshtein";

/**
 * The word of a vocabulary that was most likely meant, or undefined where none is near:
 * two letters may differ, three in long words, one in words of up to three letters.
 */
export function nearest(word: string, vocabulary: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  const mayDiffer = wanted.length <= 3 ? 1 : Math.min(3, Math.max(2, Math.floor(wanted.length / 3)));
  let bestDistance = mayDiffer + 1;
  for (const candidate of vocabulary) {
    const d = distance(wanted, candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}
