import { exactNames } from "../../search/exact.ts";
import { tellingWords } from "./words.ts";

/** Values that a reader chose, by facet; a facet of which nothing is chosen is not in it. */
export type Chosen = ReadonlyMap<string, readonly string[]>;

/** What is looked for, as it stands in the address. */
export interface SearchState {
  readonly query: string;
  readonly chosen: Chosen;
}

/** What Pagefind is asked. */
export interface Plan {
  /** A phrase in quotation marks; undefined where the query is none. */
  readonly phrase: string | undefined;
  /** Words that a page should have. */
  readonly words: readonly string[];
  /** Ids, versions and codes that a page must have exactly. */
  readonly exact: readonly string[];
}

/** Nobody types more, and each word costs time. */
const LONGEST = 300;

/** Reads the part of an address that begins with a question mark; what is no facet is passed over. */
export function readState(search: string, facets: readonly string[]): SearchState {
  const params = new URLSearchParams(search);
  const chosen = facets.flatMap((facet): [string, string[]][] => {
    const values = [...new Set(params.getAll(facet))].filter((value) => value !== "");
    return values.length === 0 ? [] : [[facet, values]];
  });
  return { query: tidy(params.get("q") ?? ""), chosen: new Map(chosen) };
}

/** The part of an address that says what is looked for; empty where it is nothing. */
export function writeState({ query, chosen }: SearchState): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  for (const [facet, values] of chosen) for (const value of values) params.append(facet, value);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** What a reader typed, without spaces around it, and no longer than anybody types. */
export function tidy(query: string): string {
  return query.replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

/** The choice without one facet. */
export function without(chosen: Chosen, facet: string): Chosen {
  return new Map([...chosen].filter(([id]) => id !== facet));
}

/**
 * Takes a query apart. What looks like an id, a version or a code is looked for exactly, the other words as words: Pagefind
 * would take `1.1.1` for a beginning of `1.1.10`. Between quotation marks, words are looked for one after the other.
 */
export function planOf(query: string, language: string): Plan {
  const phrase = /^["“”](.+)["“”]$/.exec(query)?.[1]?.replace(/["“”]/g, "").trim();
  if (phrase?.includes(" ")) return { phrase: `"${phrase}"`, words: [], exact: [] };
  const text = query.replace(/["“”]/g, " ");
  const words = text.split(" ").filter((word) => exactNames(word).length === 0);
  return { phrase: undefined, words: tellingWords(words.join(" "), language), exact: exactNames(text) };
}

/** The same query with ids, versions and codes taken as words, too. */
export function loosePlan(query: string): Plan {
  return { phrase: undefined, words: query.replace(/["“”]/g, " ").split(" ").filter(Boolean), exact: [] };
}
