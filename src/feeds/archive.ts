import type { Instant } from "../records/instant.ts";
import type { FeedItem } from "./item.ts";

/** A feed in pieces: what readers poll, and archives that do not change any more (RFC 5005, section 4). */
export interface FeedParts {
  readonly current: FeedPart;
  /** Oldest first. */
  readonly archives: readonly (FeedPart & { readonly key: string })[];
}

/** One document of a feed. Keys name archives: `2026-10`, and `2026-10-2` for the second part of a month. */
export interface FeedPart {
  /** Newest first. */
  readonly items: readonly FeedItem[];
  /** The archive with the entries before these. */
  readonly previous: string | undefined;
  /** The archive with the entries after these; undefined for the newest archive. */
  readonly next: string | undefined;
}

/** How a feed is divided. */
export interface Division {
  /** Newest entries in the document that is polled. */
  readonly entries: number;
  readonly now: Instant;
  /** Size of an entry in bytes, in the format in which it is largest. */
  size(item: FeedItem): number;
}

/** Bytes of entries in an archive, and how far the polled document is filled: RSS and the frame have room below 2 MiB. */
const ARCHIVE_BYTES = 1_000_000;
const CURRENT_BYTES = 1_500_000;

/**
 * An archive appears when its entries leave the newest so many. How long the polled document is has no part in it, so that
 * no archive disappears when a site is set to longer feeds.
 */
const KEPT = 10;

interface Chunk {
  readonly key: string;
  /** Oldest first. */
  readonly items: FeedItem[];
  /** Whether entries may still be added. */
  readonly open: boolean;
}

/**
 * Divides items, newest first, into the document that is polled and archives by month (UTC). A month that is too large
 * for one file is divided, beginning with its oldest entries. An archive never changes once it is full or its month is
 * over, so the polled document holds what is in none, and at least `entries` items as far as they fit into a file. A
 * service with few entries has no archives.
 */
export function feedParts(items: readonly FeedItem[], division: Division): FeedParts {
  const chunks = chunksOf(items, division);
  const kept = fitting(items, KEPT, division);
  const archives: Chunk[] = [];
  let newer = items.length;
  for (const chunk of chunks) {
    if (!chunk.open && newer > kept) archives.push(chunk);
    newer -= chunk.items.length;
  }
  const archived = archives.reduce((sum, chunk) => sum + chunk.items.length, 0);
  const current = items.slice(
    0,
    Math.max(items.length - archived, fitting(items, division.entries, division)),
  );
  return {
    current: { items: current, previous: archives.at(-1)?.key, next: undefined },
    archives: archives.map(({ key, items: own }, index) => ({
      key,
      items: own.toReversed(),
      previous: archives[index - 1]?.key,
      next: archives[index + 1]?.key,
    })),
  };
}

/** Oldest first. The last one of this month is open; of a month to come, all are. */
function chunksOf(items: readonly FeedItem[], { now, size }: Division): Chunk[] {
  const month = monthOf(now);
  const byMonth = Map.groupBy(items.toReversed(), (item) => monthOf(item.published));
  return [...byMonth].flatMap(([key, own]) => {
    const parts: FeedItem[][] = [[]];
    let bytes = 0;
    for (const item of own) {
      const more = size(item);
      if (bytes > 0 && bytes + more > ARCHIVE_BYTES) {
        parts.push([]);
        bytes = 0;
      }
      parts.at(-1)?.push(item);
      bytes += more;
    }
    return parts.map((part, index) => ({
      key: index === 0 ? key : `${key}-${index + 1}`,
      items: part,
      open: key > month || (key === month && index === parts.length - 1),
    }));
  });
}

/** How many of the newest items, at most `entries`, fit into the polled document. */
function fitting(items: readonly FeedItem[], entries: number, { size }: Division): number {
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    bytes += size(item);
    if (index === entries || bytes > CURRENT_BYTES) return index;
  }
  return items.length;
}

function monthOf(at: Instant): string {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}
