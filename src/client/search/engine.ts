import { groupOf } from "../../search/exact.ts";
import type { Fragment } from "./result.ts";
import { type Chosen, loosePlan, type Plan, planOf, type SearchState, without } from "./state.ts";

/*
 * Asks Pagefind. Nothing of it is loaded before the first question.
 */

/** Pages by value, by facet. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What was found, the best first. */
export interface Found {
  readonly hits: readonly Hit[];
  /** How many of the first ones have everything that was asked for; the others have some of its words. */
  readonly whole: number;
  /** What had to be there exactly. */
  readonly exact: readonly string[];
  /** Whether nothing has those names exactly, and these pages are merely close. */
  readonly isLoose: boolean;
  /** Numbers of pages by facet and value; of all facets only if `isCounted`. */
  readonly filters: Answer["filters"];
  readonly isCounted: boolean;
}

/** A page that was found; its text is loaded when it is asked for. */
export interface Hit {
  readonly id: string;
  readonly score: number;
  data(): Promise<Fragment>;
}

/** A loaded index. */
export interface Engine {
  /** Finds pages. Rejects where a part of the index cannot be loaded. */
  find(state: SearchState): Promise<Found>;
  /**
   * How many pages each value would give: those of a facet as if nothing were chosen of it, since another value of the same
   * facet adds pages.
   */
  count(state: SearchState, found: Found): Promise<Counts>;
  /** Pages whose own id is this, whatever its case. */
  byId(id: string): Promise<readonly Hit[]>;
}

/** What opens an index. */
export interface EngineOptions {
  /** The folder of the index, with a slash at its end. */
  readonly bundle: string;
  /** Path below which the site is served, without a slash at its end. */
  readonly base: string;
  /** Tag of the site's language. */
  readonly language: string;
  readonly facets: readonly string[];
  /** How often it could not be loaded before: browsers do not ask again for a script that they could not load. */
  readonly failures: number;
}

type Filter = Readonly<Record<string, unknown>>;

interface Answer {
  readonly results: readonly Hit[];
  readonly filters: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

interface Pagefind {
  init(): Promise<void>;
  search(term: string | null, options: { readonly filters: Filter; readonly sort?: Filter }): Promise<Answer>;
  preload(term: string | null, options: { readonly filters: Filter }): Promise<void>;
}

/** With fewer pages that have all words of a question, those that have some of them are shown as well. */
const ENOUGH = 3;
/** So many pages with some of the words, at most: what comes after them has nothing to do with the question. */
const MOST_PARTLY = 30;
/** Fewer words are no question, and those who look for a page with all of them want no other. */
const QUESTION = 3;

/** Loads Pagefind. Rejects where it cannot be loaded. */
export async function openEngine({
  bundle,
  base,
  language,
  facets,
  failures,
}: EngineOptions): Promise<Engine> {
  const module: { createInstance(options: object): Pagefind } = await import(
    /* @vite-ignore */ `${bundle}pagefind.js${failures === 0 ? "" : `?${failures}`}`
  );
  const pagefind = module.createInstance({
    basePath: bundle,
    baseUrl: `${base}/`,
    // The path says which index it is: its first file need not be loaded anew each time.
    metaCacheTag: "1",
    excerptLength: 0,
    ranking: { metaWeights: { title: 5, id: 0.1, date: 0.1 } },
  });
  await pagefind.init();
  const ask = (term: string | null, filters: Filter): Promise<Answer> =>
    pagefind.search(term, { filters, ...(term === null && { sort: { date: "desc" } }) });

  const askPlan = ({ phrase, words, exact }: Plan, chosen: Chosen): Promise<Answer> =>
    ask(phrase ?? (words.length > 0 ? words.join(" ") : null), filterOf(chosen, exact));

  /** Pages with at least half of the words, by what the words count for on each of them. */
  const askPartly = async ({ words, exact }: Plan, chosen: Chosen): Promise<Hit[]> => {
    const pages = new Map<string, { hit: Hit; score: number; words: number }>();
    for (const word of new Set(words)) {
      for (const hit of (await ask(word, filterOf(chosen, exact))).results) {
        const page = pages.get(hit.id);
        pages.set(hit.id, { hit, score: hit.score + (page?.score ?? 0), words: 1 + (page?.words ?? 0) });
      }
    }
    return [...pages.values()]
      .filter((page) => page.words * 2 >= words.length)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST_PARTLY)
      .map(({ hit }) => hit);
  };

  let areFacetsLoaded = false;
  const answer = async ({ query, chosen }: SearchState): Promise<Found> => {
    const plan = planOf(query, language);
    const isCounted = areFacetsLoaded;
    const { results, filters } = await askPlan(plan, chosen);
    const all = {
      hits: results,
      whole: results.length,
      exact: plan.exact,
      isLoose: false,
      filters,
      isCounted,
    };
    const isScarce = plan.words.length >= QUESTION ? results.length < ENOUGH : results.length === 0;
    if (isScarce && plan.words.length > 1) {
      const partly = await askPartly(plan, chosen);
      const known = new Set(results.map(({ id }) => id));
      const hits = [...results, ...partly.filter(({ id }) => !known.has(id))];
      if (hits.length > results.length) return { ...all, hits };
    }
    if (results.length > 0 || plan.exact.length === 0) return all;
    const close = await askPlan(loosePlan(query), chosen);
    if (close.results.length === 0) return all;
    return { ...all, hits: close.results, whole: 0, exact: [], isLoose: true, filters: close.filters };
  };

  /** Numbers of pages; where only some pages of an answer are shown, of those. */
  const countsOf = async ({ hits, whole, isLoose, filters }: Found): Promise<Counts> => {
    const isAll = isLoose || hits.length === whole;
    const fragments = isAll ? [] : await Promise.all(hits.map((hit) => hit.data()));
    const numbers = (facet: string): ReadonlyMap<string, number> => {
      if (isAll) return new Map(Object.entries(filters[facet] ?? {}));
      const values = fragments.flatMap((fragment) => fragment.filters[facet] ?? []);
      return new Map([...Map.groupBy(values, (value) => value)].map(([value, own]) => [value, own.length]));
    };
    return new Map(facets.map((facet) => [facet, numbers(facet)]));
  };

  return {
    find: answer,
    async count(state, found) {
      if (!areFacetsLoaded) {
        await pagefind.preload(null, { filters: { any: facets.map((facet) => ({ [facet]: "" })) } });
        areFacetsLoaded = true;
      }
      const counts = new Map(await countsOf(found.isCounted ? found : await answer(state)));
      for (const facet of state.chosen.keys()) {
        const others = await countsOf(await answer({ ...state, chosen: without(state.chosen, facet) }));
        counts.set(facet, others.get(facet) ?? new Map());
      }
      return counts;
    },
    async byId(id) {
      const own = id.toLowerCase();
      return (await ask(null, { [`id-${groupOf(own)}`]: own })).results;
    },
  };
}

/** One of the values of each facet, and all of the names. */
function filterOf(chosen: Chosen, exact: readonly string[]): Filter {
  const all = [
    ...[...chosen].map(([facet, values]) => ({ any: values.map((value) => ({ [facet]: value })) })),
    ...exact.map((name) => ({ [`exact-${groupOf(name)}`]: name })),
  ];
  return all.length === 0 ? {} : { all };
}
