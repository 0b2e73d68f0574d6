/** A word that may have been meant. */
export type Suggestion = readonly [label: string, href: string];

const MOST = 3;
/** Share of pairs of letters that two words must have in common to be taken for misspellings of each other. */
const ALIKE = 0.5;

/** The suggestions that are most like a query: by their pairs of letters (Sørensen–Dice). */
export function nearest(query: string, suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const wanted = pairsOf(query);
  const seen = new Set<string>();
  return suggestions
    .map((suggestion) => ({ suggestion, likeness: likeness(wanted, pairsOf(suggestion[0])) }))
    .filter(({ likeness: share }) => share >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ suggestion }) => suggestion)
    .filter(([, href]) => !seen.has(href) && seen.add(href))
    .slice(0, MOST);
}

function pairsOf(text: string): ReadonlySet<string> {
  const letters = ` ${text.toLowerCase()} `;
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}
