/** Two things that are taken for the same one, before and after. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What was paired and what was left, in the order of the input. */
export interface Matched<T> {
  readonly pairs: readonly Pair<T>[];
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/** What two things have in common that are the same one; undefined where nothing can be said. */
export type Key<T> = (one: T) => string | undefined;

/**
 * Pairs what has the same key, first come first; what is left tries the next key. Linear for each key, however many
 * things share one.
 */
export function match<T>(before: readonly T[], after: readonly T[], keys: readonly Key<T>[]): Matched<T> {
  let rest: Matched<T> = { pairs: [], before, after };
  for (const key of keys) {
    if (rest.before.length === 0 || rest.after.length === 0) break;
    const { pairs } = rest;
    const next = round(rest.before, rest.after, key);
    rest = { ...next, pairs: [...pairs, ...next.pairs] };
  }
  return rest;
}

function round<T>(before: readonly T[], after: readonly T[], key: Key<T>): Matched<T> {
  const waiting = grouped(after, key);
  const next = new Map<string, number>();
  const pairs: Pair<T>[] = [];
  const left: T[] = [];
  const taken = new Set<T>();
  for (const one of before) {
    const name = key(one);
    const index = (name !== undefined && next.get(name)) || 0;
    const other = name === undefined ? undefined : waiting.get(name)?.[index];
    if (name === undefined || other === undefined) {
      left.push(one);
      continue;
    }
    next.set(name, index + 1);
    taken.add(other);
    pairs.push({ before: one, after: other });
  }
  return { pairs, before: left, after: after.filter((one) => !taken.has(one)) };
}

/** Things by their key, in order. */
export function grouped<T>(all: readonly T[], key: Key<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const name = key(one);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return groups;
}
