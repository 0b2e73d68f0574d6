import type { Records } from "../../records/load.ts";
import type { Mistake, Position } from "../../records/problem.ts";
import { quote } from "../../records/quote.ts";
import { placesOf } from "../../records/source.ts";
import type { Known } from "./known.ts";

/** Checks the glossary: what a term refers to, and whether two share a name. */
export function checkTerms(
  { terms }: Records,
  known: Known,
  tell: (file: string, position: Position, mistake: Mistake) => void,
): void {
  const owners = new Map<string, string>();
  for (const { id, term, aliases, see, source } of terms) {
    const place = placesOf(source);
    const names = [term, ...aliases];
    for (const [index, name] of names.entries()) {
      const path = index === 0 ? ["term"] : ["aliases", index - 1];
      const other = owners.get(keyOf(name));
      if (other === undefined) owners.set(keyOf(name), id);
      else tell(source.file, place(path), other === id ? repeated(name) : shared(name, other));
    }
    for (const [index, one] of see.entries()) {
      if (one === id) tell(source.file, place(["see", index]), itself(one));
      else if (!known.termIds.has(one)) tell(source.file, place(["see", index]), unknown(one, known));
    }
  }
}

/** Names are looked up without regard to case. */
function keyOf(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function shared(name: string, other: string): Mistake {
  return {
    code: "term-shared",
    message: "Another term has the same name, so nobody can say which one is meant.",
    found: `${quote(name)}, also in ${other}`,
    expected: "a name that no other term has",
    hint: "Put both into one file, or give one of them another name.",
  };
}

function repeated(name: string): Mistake {
  return {
    code: "entry-repeated",
    message: "The term has this name already.",
    found: quote(name),
    expected: "each name once",
    hint: "Remove the alias.",
  };
}

function itself(id: string): Mistake {
  return {
    code: "term-unknown",
    message: "A term does not help to understand itself.",
    found: quote(id),
    expected: "the id of another term",
    hint: "Remove it.",
  };
}

function unknown(id: string, known: Known): Mistake {
  return {
    code: "term-unknown",
    message: "There is no such term.",
    found: quote(id),
    expected: "the file name of a term in content/glossary, without .md",
    hint: known.termIds.guess(id, `Correct the id, or create content/glossary/${id}.md.`),
  };
}
