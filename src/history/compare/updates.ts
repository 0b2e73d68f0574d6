import type { Update } from "../../records/parse/body.ts";
import { grouped, type Key, match, type Pair } from "./match.ts";
import { isSimilar, plainWords, wordSet } from "./words.ts";

/** The updates of two versions of a record: which one became which. */
export interface UpdatePairs {
  /** In the time order of the later version. */
  readonly pairs: readonly Pair<Update>[];
  /** In time order. */
  readonly added: readonly Update[];
  /** In time order. */
  readonly removed: readonly Update[];
}

/** How far ahead an update is looked for among those that have been given another time and another text. */
const AHEAD = 8;

/**
 * Finds out which update became which. An update has no id but its time, and that can be corrected too. In this order,
 * each step among those that are left:
 *
 * 1. the same time, status and words: nothing changed;
 * 2. the same status and words: the time was moved (before step 3, because a whole record whose zone was wrong has old
 *    times of one update that are new times of another);
 * 3. the same time: status or words were changed; of several in one minute, those that are alike;
 * 4. the same status, where there are no words at all;
 * 5. between the same neighbours, in order: similar words, or the same status where as many were there before as after.
 *    So an update that was put in is not taken for one beside it.
 *
 * The order within the files does not matter. Not quadratic, whatever the input.
 */
export function pairUpdates(before: readonly Update[], after: readonly Update[]): UpdatePairs {
  const content = remembered((update) => plainWords(wholeText(update)));
  const words = remembered((update) => wordSet(wholeText(update)));
  const told: Key<Update> = (one) => (content(one) === "" ? undefined : `${one.status} ${content(one)}`);
  const [earlier, later] = [inTimeOrder(before), inTimeOrder(after)];
  const same = match(earlier, later, [(one) => `${one.at} ${one.status} ${content(one)}`, told]);
  const pairs: Pair<Update>[] = [...same.pairs];
  const rest = (): [Update[], Update[]] => {
    const [old, now] = [new Set(pairs.map((pair) => pair.before)), new Set(pairs.map((pair) => pair.after))];
    return [earlier.filter((one) => !old.has(one)), later.filter((one) => !now.has(one))];
  };
  pairs.push(...alikeIn(same.before, same.after, (one) => String(one.at), words));
  const wordless: Key<Update> = (one) => (content(one) === "" ? one.status : undefined);
  pairs.push(...match(...rest(), [(one) => `${one.at} ${one.status}`, (one) => `${one.at}`, wordless]).pairs);
  const gaps = new Map([
    ...gapsOf(earlier, new Map(pairs.map((pair, index) => [pair.before, index]))),
    ...gapsOf(later, new Map(pairs.map((pair, index) => [pair.after, index]))),
  ]);
  pairs.push(...alikeIn(...rest(), (one) => gaps.get(one), words));
  const [removed, added] = rest();
  const place = new Map(later.map((one, index) => [one, index]));
  const byPlace = (a: Pair<Update>, b: Pair<Update>): number =>
    (place.get(a.after) ?? 0) - (place.get(b.after) ?? 0);
  return { pairs: pairs.sort(byPlace), added, removed };
}

/** Updates by their time; those of the same moment in the order of the file. */
export function inTimeOrder(updates: readonly Update[]): Update[] {
  return updates.toSorted((a, b) => a.at - b.at);
}

/** All that an update says, as Markdown: its text and its blocks. */
export function wholeText({ text, known, notKnown, doing }: Update): string {
  const blocks = [
    ["Known", known],
    ["Not known", notKnown],
    ["Doing", doing],
  ].flatMap(([heading, block]) => (block === undefined ? [] : [`### ${heading}\n\n${block}`]));
  return [text, ...blocks].filter((part) => part !== "").join("\n\n");
}

function remembered<V>(make: (update: Update) => V): (update: Update) => V {
  const known = new Map<Update, V>();
  return (update) => {
    const value = known.get(update) ?? make(update);
    known.set(update, value);
    return value;
  };
}

/** For every update that has no partner, a name for the place between the two nearest that have one. */
function gapsOf(updates: readonly Update[], paired: ReadonlyMap<Update, number>): Map<Update, string> {
  const gaps = new Map<Update, string>();
  const waiting: Update[] = [];
  let previous = -1;
  const close = (next: number): void => {
    for (const one of waiting.splice(0)) gaps.set(one, `${previous} ${next}`);
    previous = next;
  };
  for (const update of updates) {
    const pair = paired.get(update);
    if (pair === undefined) waiting.push(update);
    else close(pair);
  }
  close(-1);
  return gaps;
}

/** Pairs those of each group that are alike. */
function alikeIn(
  before: readonly Update[],
  after: readonly Update[],
  key: Key<Update>,
  words: (update: Update) => ReadonlySet<string>,
): Pair<Update>[] {
  const others = grouped(after, key);
  return [...grouped(before, key)].flatMap(([name, group]) => alike(group, others.get(name) ?? [], words));
}

/** Pairs what has similar words, in order, and what remains between two such pairs where it is as many as before. */
function alike(
  before: readonly Update[],
  after: readonly Update[],
  words: (update: Update) => ReadonlySet<string>,
): Pair<Update>[] {
  const pairs: Pair<Update>[] = [];
  let [seen, next] = [0, 0];
  const between = (end: number, until: number): void => {
    if (end - seen !== until - next) return;
    for (let index = 0; index < end - seen; index++) {
      const [old, now] = [before[seen + index], after[next + index]];
      if (old && now && old.status === now.status) pairs.push({ before: old, after: now });
    }
  };
  for (const [index, old] of before.entries()) {
    const found = after.slice(next, next + AHEAD).findIndex((one) => isSimilar(words(old), words(one)));
    const now = after[next + found];
    if (found === -1 || !now) continue;
    between(index, next + found);
    pairs.push({ before: old, after: now });
    seen = index + 1;
    next = next + found + 1;
  }
  between(before.length, after.length);
  return pairs;
}
