import type { FeedItem } from "./item.ts";

/** The entries of many documents in one format. */
export interface EntryBytes {
  /** Bytes of an entry. */
  size(item: FeedItem): number;
  /** A document: `head`, entries, `foot`. The last entry loses its last `trim` bytes. */
  document(head: string, items: readonly FeedItem[], foot: string, trim?: number): Uint8Array;
}

/** A UTF-16 unit has at most so many bytes in UTF-8. */
const WIDEST = 3;
const FIRST_CAPACITY = 1 << 16;

/**
 * Writes each entry once, as UTF-8, one behind the other: an entry is the same in all feeds that have it, and those that
 * follow each other in `items` are copied into a document at once.
 */
export function entryBytes(items: readonly FeedItem[], write: (item: FeedItem) => string): EntryBytes {
  const places = new Map(items.map((item, index) => [item, index]));
  const ends: number[] = [];
  let bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  let used = 0;
  for (const item of items) {
    const text = write(item);
    const needed = used + text.length * WIDEST;
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafe(needed * 2);
      bytes.copy(larger, 0, 0, used);
      bytes = larger;
    }
    used += bytes.write(text, used);
    ends.push(used);
  }
  const placeOf = (item: FeedItem): number => {
    const place = places.get(item);
    if (place === undefined) throw new RangeError(`${item.id} is not among these entries.`);
    return place;
  };
  const startOf = (place: number): number => ends[place - 1] ?? 0;
  const endOf = (place: number): number => ends[place] ?? used;
  return {
    size(item) {
      const place = placeOf(item);
      return endOf(place) - startOf(place);
    },
    document(head, own, foot, trim = 0) {
      const runs = runsOf(own.map(placeOf));
      const size = runs.reduce((sum, [from, to]) => sum + endOf(to) - startOf(from), 0);
      const first = Buffer.byteLength(head);
      const trimmed = Math.max(0, size - trim);
      const out = Buffer.allocUnsafe(first + size + Buffer.byteLength(foot));
      let at = out.write(head);
      for (const [from, to] of runs) at += bytes.copy(out, at, startOf(from), endOf(to));
      at = first + trimmed;
      return out.subarray(0, at + out.write(foot, at));
    },
  };
}

/** Numbers that follow each other, as pairs of the first and the last. */
function runsOf(places: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === place) last[1] = place;
    else runs.push([place, place]);
  }
  return runs;
}
