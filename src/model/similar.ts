import {
  type detectionSources,
  type FactorCategory,
  factorCategories,
  type incidentTypes,
  type triggers,
} from "../records/schema/vocabulary.ts";
import type { PostmortemState } from "./postmortem.ts";
import { type Terms, termsOf } from "./similar/terms.ts";
import { shownText } from "./similar/text.ts";

/** What two reports have in common. */
export interface Shared {
  /** Ids of services. */
  readonly services: readonly string[];
  readonly factors: readonly FactorCategory[];
  readonly trigger: (typeof triggers)[number] | undefined;
  readonly type: (typeof incidentTypes)[number] | undefined;
  readonly detection: (typeof detectionSources)[number] | undefined;
  /** Words that both texts use and few others do, the most telling first; at most `WORDS`. */
  readonly words: readonly string[];
}

/** A report that is like another one, and why. */
export interface SimilarReport {
  readonly state: PostmortemState;
  /** 0 to 1, for order only: it is no probability, and is shown nowhere. */
  readonly score: number;
  readonly shared: Shared;
}

/**
 * What each thing in common weighs; together 1. Why something failed comes first: a reader looks for the same weakness, not
 * for the same page that was down. What set it off and where it was come next, since they say where to look. How it was
 * noticed says least of what happened. The text has a fifth: enough to find what no vocabulary has a word for, and too
 * little to bring two reports together which only one author has written.
 */
export const weights = {
  factors: 0.3,
  services: 0.2,
  trigger: 0.15,
  type: 0.1,
  detection: 0.05,
  text: 0.2,
} as const;

/** Reports that have less in common are not shown: two of the smaller things alone, or a text alone, are not enough. */
const LEAST = 0.18;
/** From here on a text is named among the reasons. */
const TELLING = 0.15;
/** What a word adds to that at least, to be named. */
const TELLING_WORD = 0.03;
const WORDS = 3;
/**
 * A word of more reports than this leads from none to another, and any other thing only to so many: those nearest in time.
 * What very many share tells little, and would cost most.
 */
const COMMON = 120;

/** Words that say nothing: two reports of which nothing is known are not alike. */
const NOTHING: ReadonlySet<string> = new Set(["unknown", "other", "none-identified"]);

/** A report as it is compared. */
interface Entry {
  readonly state: PostmortemState;
  readonly services: readonly string[];
  readonly factors: readonly FactorCategory[];
  /** The same as bits, by the places of the categories in their vocabulary. */
  readonly factorBits: number;
  /** What leads to others: each fact, and pairs of them, which fewer share. */
  readonly keys: readonly string[];
  readonly terms: Terms;
}

/** Reports with what leads from one to another. */
interface Index {
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<string, number>;
  /** Places of the reports that have a key, in their order. */
  readonly keys: ReadonlyMap<string, readonly number[]>;
  /** Places of the reports that use a word, and its weight in each. */
  readonly words: ReadonlyMap<string, readonly { readonly place: number; readonly weight: number }[]>;
  /** For one search at a time: what the texts share, by place, or -1 for reports that were not met. */
  readonly texts: Float64Array;
}

const known = new WeakMap<readonly PostmortemState[], Index>();

/**
 * The reports that have most in common with one of them, the most similar first; of two that are alike, the newer one.
 * Reports that were superseded are not among them: those that took their places are. Reports meet only by what they share,
 * never each with each other, and each meets no more than so many by any one thing: linear in their number.
 */
export function similarReports(
  reports: readonly PostmortemState[],
  id: string,
  most: number,
): readonly SimilarReport[] {
  const index = indexOf(reports);
  const own = index.places.get(id) ?? -1;
  const entry = index.entries[own];
  if (!entry) return [];
  const met = meet(index, entry, own);
  const found: { other: Entry; score: number; text: number }[] = [];
  for (const place of met) {
    const text = Math.min(1, index.texts[place] ?? 0);
    index.texts[place] = -1;
    const other = index.entries[place];
    if (!other || place === own || other.state.record.status === "superseded") continue;
    const score = factScore(entry, other) + weights.text * text;
    if (score >= LEAST) found.push({ other, score, text });
  }
  return found
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.other.state.start - a.other.state.start ||
        (a.other.state.record.id < b.other.state.record.id ? -1 : 1),
    )
    .slice(0, most)
    .map(({ other, score, text }) => ({ state: other.state, score, shared: sharedBy(entry, other, text) }));
}

/** The places of all reports that share something with one, each once; what their texts share is then in `texts`. */
function meet({ keys, words, texts }: Index, entry: Entry, own: number): readonly number[] {
  const met: number[] = [];
  const add = (place: number, weight: number): void => {
    const before = texts[place] ?? -1;
    if (before < 0) met.push(place);
    texts[place] = Math.max(0, before) + weight;
  };
  for (const [word, weight] of entry.terms) {
    for (const other of words.get(word) ?? []) add(other.place, weight * other.weight);
  }
  for (const key of entry.keys) {
    const places = keys.get(key) ?? [];
    const from = Math.max(0, Math.min(placeIn(places, own) - COMMON / 2, places.length - COMMON));
    for (let at = from; at < Math.min(places.length, from + COMMON); at++) add(places[at] ?? own, 0);
  }
  return met;
}

/** Where a place is among others in rising order: found by halves. */
function placeIn(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What two reports have in common beside their words. */
function factScore(a: Entry, b: Entry): number {
  const [one, other] = [a.state.record, b.state.record];
  const factors = bits(a.factorBits & b.factorBits);
  let services = 0;
  for (const service of a.services) if (b.services.includes(service)) services++;
  return (
    weights.factors * share(factors, a.factors.length + b.factors.length) +
    weights.services * share(services, a.services.length + b.services.length) +
    (same(one.trigger, other.trigger) ? weights.trigger : 0) +
    (same(one.type, other.type) ? weights.type : 0) +
    (same(one.detection?.source, other.detection?.source) ? weights.detection : 0)
  );
}

/** The share of what both have in what either has (Jaccard's index). */
function share(both: number, together: number): number {
  return both === 0 ? 0 : both / (together - both);
}

/** How many bits are set. */
function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function same<T extends string>(one: T | undefined, other: T | undefined): one is T {
  return one !== undefined && one === other && !NOTHING.has(one);
}

function sharedBy(a: Entry, b: Entry, text: number): Shared {
  const [one, other] = [a.state.record, b.state.record];
  const source = one.detection?.source;
  return {
    services: a.services.filter((service) => b.services.includes(service)),
    factors: a.factors.filter((factor) => b.factors.includes(factor)),
    trigger: same(one.trigger, other.trigger) ? one.trigger : undefined,
    type: same(one.type, other.type) ? one.type : undefined,
    detection: same(source, other.detection?.source) ? source : undefined,
    words: text < TELLING ? [] : tellingWords(a.terms, b.terms),
  };
}

function tellingWords(a: Terms, b: Terms): string[] {
  return [...a]
    .map(([word, weight]) => ({ word, weight: weight * (b.get(word) ?? 0) }))
    .filter(({ weight }) => weight >= TELLING_WORD)
    .toSorted((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
    .slice(0, WORDS)
    .map(({ word }) => word);
}

function indexOf(reports: readonly PostmortemState[]): Index {
  const made = known.get(reports);
  if (made) return made;
  const texts = termsOf(reports.map(textOf), COMMON);
  const entries = reports.map((state, place) => entryOf(state, texts[place] ?? new Map()));
  const keys = new Map<string, number[]>();
  const words = new Map<string, { place: number; weight: number }[]>();
  for (const [place, entry] of entries.entries()) {
    for (const key of entry.keys) listOf(keys, key).push(place);
    for (const [word, weight] of entry.terms) listOf(words, word).push({ place, weight });
  }
  const places = new Map(reports.map(({ record }, place) => [record.id, place]));
  const index = { entries, places, keys, words, texts: new Float64Array(reports.length).fill(-1) };
  known.set(reports, index);
  return index;
}

function entryOf(state: PostmortemState, terms: Terms): Entry {
  const { record } = state;
  const factors = [...new Set(record.factors.map(({ category }) => category))].filter(
    (category) => !NOTHING.has(category),
  );
  const services = state.services.map((one) => `service:${one}`);
  const triggers = NOTHING.has(record.trigger) ? [] : [`trigger:${record.trigger}`];
  const types = NOTHING.has(record.type) ? [] : [`type:${record.type}`];
  const pairs = [...services, ...triggers].flatMap((one) => factors.map((factor) => `${one} ${factor}`));
  return {
    state,
    services: state.services,
    factors,
    factorBits: factors.reduce((set, factor) => set | (1 << factorCategories.indexOf(factor)), 0),
    keys: [...services, ...factors, ...triggers, ...types, ...pairs],
    terms,
  };
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** All words of a report. Its title and what contributed say most of it, so they count twice. */
function textOf({ record }: PostmortemState): string {
  const factors = record.factors.map(({ summary }) => summary);
  const short = [record.title, record.summary, ...factors].join("\n");
  return [short, short, shownText(record)].join("\n");
}
