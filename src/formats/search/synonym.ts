import { findTerms, termFinder } from "../../model/glossary/find.ts";
import { textHtml } from "../../records/markdown.ts";
import type { Term } from "../../records/term.ts";
import { HIDDEN } from "../../search/hidden.ts";

/** Makes HTML of a plain text, with the other names of the terms in it behind them, hidden. */
export type Synonyms = (text: string) => string;

/**
 * Puts the other names of each term of the glossary behind the first of its names in a paragraph, so that a page is found by
 * all of them, and by each as if it stood there. The names go into the pages and not into the query: so the counts stay
 * right, a result still lands on the paragraph, and nothing is loaded for it. One pass over each text.
 */
export function synonymsOf(terms: readonly Term[]): Synonyms {
  const finder = termFinder(terms.filter(({ aliases }) => aliases.length > 0));
  if (finder.size === 0) return textHtml;
  return (text) => {
    const seen = new Set<string>();
    const pieces: string[] = [];
    let from = 0;
    for (const { term, start, end } of findTerms(text, finder, 0, text.length)) {
      if (seen.has(term.id)) continue;
      seen.add(term.id);
      // Behind the whole word, with the full stop that may end it.
      const space = text.slice(end).search(/\s/);
      const stop = space === -1 ? text.length : end + space;
      pieces.push(textHtml(text.slice(from, stop)), hidden(term, text.slice(start, end)));
      from = stop;
    }
    return pieces.join("") + textHtml(text.slice(from));
  };
}

function hidden({ term, aliases }: Term, found: string): string {
  const others = [term, ...aliases].filter((name) => name.toLowerCase() !== found.toLowerCase());
  return others
    .flatMap((name) => name.split(/\s+/))
    .map((word) => ` ${HIDDEN}${textHtml(word)}`)
    .join("");
}
