import { describe, expect, test } from "vitest";
import { feedParts } from "../../src/feeds/archive.ts";
import type { FeedItem } from "../../src/feeds/item.ts";

const now = Date.parse("2026-11-20T12:00Z");

function item(published: string): FeedItem {
  const instant = Date.parse(published);
  return {
    id: published,
    url: published,
    title: published,
    published: instant,
    updated: instant,
    author: undefined,
    categories: [],
    html: () => "",
  };
}

/** `count` items, one for each hour back from noon of 20 November 2026. */
function hours(count: number): FeedItem[] {
  return Array.from({ length: count }, (_, index) => item(new Date(now - index * 3_600_000).toISOString()));
}

describe("A feed in parts", () => {
  test("holds the newest entries, and an archive of each complete month", () => {
    const items = [item("2026-11-02T00:00Z"), item("2026-10-31T23:59Z"), item("2026-08-01T00:00Z")];
    const { current, archives } = feedParts(items, 2, now);
    expect(current.items.map((one) => one.id)).toEqual(["2026-11-02T00:00Z", "2026-10-31T23:59Z"]);
    expect(current.previous).toBe("2026-10");
    expect(archives.map(({ key, previous, next, items: own }) => [key, previous, next, own.length])).toEqual([
      ["2026-08", undefined, "2026-10", 1],
      ["2026-10", "2026-08", undefined, 1],
    ]);
  });

  test("can be read back without a gap, however many entries a month has", () => {
    const items = hours(1000);
    const { current, archives } = feedParts(items, 50, now);
    const all = new Set([...current.items, ...archives.flatMap((part) => part.items)].map((one) => one.id));
    expect(all.size).toBe(1000);
    expect(current.items.length).toBe(469);
  });

  test("is one empty document where there is nothing", () => {
    expect(feedParts([], 50, now)).toEqual({
      current: { items: [], previous: undefined, next: undefined },
      archives: [],
    });
  });
});
