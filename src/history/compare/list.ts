import { quote } from "../../records/quote.ts";
import type { Change, Names } from "../change.ts";
import type { Teller, Weight } from "./fields.ts";
import { match } from "./match.ts";
import { listed } from "./words.ts";

/** How a list is told. */
export interface ListWords {
  /** `tag`, `tags`. */
  readonly one: string;
  readonly many: string;
  readonly write?: (item: string, names: Names) => string;
  readonly weight?: Weight;
  /** What the order is called, where it says something: `order of the contacts`. */
  readonly order?: string;
}

/** A list of words: what was added and what was removed. How often one is named does not matter. */
export function list({ one, many, write = quote, weight, order }: ListWords): Teller<readonly string[]> {
  return (before = [], after = [], names) => {
    const [old, now] = [new Set(before), new Set(after)];
    const material = weight === "material";
    const tell = (verb: string, items: ReadonlySet<string>): Change[] => {
      const words = [...items].map((item) => write(item, names));
      if (words.length === 0) return [];
      return [{ text: `${words.length === 1 ? one : many} ${listed(words)} ${verb}`, material }];
    };
    return [
      ...tell("removed", old.difference(now)),
      ...tell("added", now.difference(old)),
      ...orderChange(
        order,
        [...old.intersection(now)],
        [...now].filter((item) => old.has(item)),
        material,
      ),
    ];
  };
}

/** How a list of objects is told. */
export interface EntryWords<T> {
  /** What tells the entries from each other. */
  readonly key: (entry: T) => string;
  /** An entry that was added or removed. */
  readonly whole: (entry: T) => string;
  /** What is told of an entry, and what is put before it. */
  readonly fields: Teller<T>;
  readonly within: (entry: T) => string;
  readonly weight?: Weight;
  readonly order?: string;
}

/** A list of objects, paired by their key. */
export function entries<T>({
  key,
  whole,
  within,
  weight,
  order,
  ...words
}: EntryWords<T>): Teller<readonly T[]> {
  return (before = [], after = [], names) => {
    const material = weight === "material";
    const { pairs, ...rest } = match(before, after, [key]);
    const [old, now] = [new Set(pairs.map((pair) => pair.before)), new Set(pairs.map((pair) => pair.after))];
    const kept = (all: readonly T[], paired: ReadonlySet<T>): string[] =>
      all.filter((entry) => paired.has(entry)).map(key);
    return [
      ...rest.before.map((entry) => ({ text: `${whole(entry)} removed`, material })),
      ...rest.after.map((entry) => ({ text: `${whole(entry)} added`, material })),
      ...pairs.flatMap((pair) =>
        words
          .fields(pair.before, pair.after, names)
          .map((change) => ({ ...change, text: `${within(pair.after)}${change.text}` })),
      ),
      ...orderChange(order, kept(before, old), kept(after, now), material),
    ];
  };
}

function orderChange(
  label: string | undefined,
  before: readonly string[],
  after: readonly string[],
  material: boolean,
): Change[] {
  const same = before.every((item, index) => item === after[index]);
  return label === undefined || same ? [] : [{ text: `${label} changed`, material }];
}
