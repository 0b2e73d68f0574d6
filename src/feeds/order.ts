import type { FeedItem } from "./item.ts";

/** The order of entries in a feed; those of the same moment are in the reverse order of their ids. */
export function newestFirst(a: FeedItem, b: FeedItem): number {
  return b.published - a.published || (a.id < b.id ? 1 : -1);
}
