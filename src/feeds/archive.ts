import type { FeedItem } from "./item.ts";

/** A feed in pieces: what readers poll, and one archive for each complete month (RFC 5005, section 4). */
export interface FeedParts {
  readonly current: FeedPart;
  /** Oldest first. */
  readonly archives: readonly (FeedPart & { readonly key: string })[];
}

/** One document of a feed. Keys name archives: `2026-10`. */
export interface FeedPart {
  readonly items: readonly FeedItem[];
  /** The archive with the entries before these. */
  readonly previous: string | undefined;
  /** The archive with the entries after these; undefined for the newest archive. */
  readonly next: string | undefined;
}

/**
 * Divides items, newest first, into the document that is polled and archives by month (UTC). An archive never changes
 * once its month is over, so the polled document holds at least the month of `now`, and at least `entries` items.
 */
export function feedParts(items: readonly FeedItem[], entries: number, now: number): FeedParts {
  const month = new Date(now).toISOString().slice(0, 7);
  const keyOf = (item: FeedItem): string => new Date(item.published).toISOString().slice(0, 7);
  const byMonth = Map.groupBy(items, keyOf);
  const keys = [...byMonth.keys()].filter((key) => key < month).sort();
  const recent = items.filter((item) => keyOf(item) >= month).length;
  return {
    current: { items: items.slice(0, Math.max(entries, recent)), previous: keys.at(-1), next: undefined },
    archives: keys.map((key, index) => ({
      key,
      items: byMonth.get(key) ?? [],
      previous: keys[index - 1],
      next: keys[index + 1],
    })),
  };
}
