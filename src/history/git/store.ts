import type { Contents } from "../past.ts";

/** Contents by their names, in the order in which they were read; those that are too large have a name only. */
export interface ContentStore extends Contents {
  readonly packs: readonly Pack[];
  /** What is in no pack. */
  readonly fresh: ReadonlyMap<string, Uint8Array | undefined>;
  has(hash: string): boolean;
  entries(): Iterable<readonly [hash: string, bytes: Uint8Array | undefined]>;
}

/** Contents one after the other, with the name and length of each; -1: not kept. `read` is called when one is asked for. */
export interface Pack {
  readonly index: readonly (readonly [hash: string, length: number])[];
  read(): Uint8Array;
}

/** Puts packs and contents that were just read together. Nothing is read from the disk before it is asked for. */
export function contentStore(
  packs: readonly Pack[],
  fresh: ReadonlyMap<string, Uint8Array | undefined> = new Map(),
): ContentStore {
  let places: ReturnType<typeof placesOf> | undefined;
  const known = (): ReturnType<typeof placesOf> => {
    places ??= placesOf(packs);
    return places;
  };
  const loaded: Uint8Array[] = [];
  const get = (hash: string): Uint8Array | undefined => {
    const place = known().get(hash);
    if (!place) return fresh.get(hash);
    const [number, start, length] = place;
    if (length < 0) return undefined;
    const bytes = loaded[number] ?? packs[number]?.read();
    if (bytes) loaded[number] = bytes;
    return bytes?.subarray(start, start + length);
  };
  return {
    packs,
    fresh,
    has: (hash) => known().has(hash) || fresh.has(hash),
    get,
    *entries() {
      for (const hash of known().keys()) yield [hash, get(hash)];
      yield* fresh;
    },
  };
}

/** Where each content lies: number of the pack, first byte, length. */
function placesOf(packs: readonly Pack[]): ReadonlyMap<string, readonly [number, number, number]> {
  const places = new Map<string, readonly [number, number, number]>();
  for (const [number, { index }] of packs.entries()) {
    let start = 0;
    for (const [hash, length] of index) {
      places.set(hash, [number, start, length]);
      start += Math.max(0, length);
    }
  }
  return places;
}
