import { describe, expect, test } from "vitest";
import { type FeedParts, feedParts } from "../../src/feeds/archive.ts";
import type { FeedItem } from "../../src/feeds/item.ts";

const now = Date.parse("2026-11-20T12:00Z");
const HOUR = 3_600_000;

function item(published: string): FeedItem {
  const instant = Date.parse(published);
  return {
    id: published,
    url: published,
    title: published,
    facts: { record: "record", kind: "incident", status: "update", severity: undefined, services: [] },
    published: instant,
    updated: instant,
    author: undefined,
    categories: [],
    html: () => "",
  };
}

/** `count` items, one for each step back from noon of 20 November 2026. */
function every(step: number, count: number): FeedItem[] {
  return Array.from({ length: count }, (_, index) => item(new Date(now - index * step).toISOString()));
}

/** Divided with entries of one size. */
function divided(items: readonly FeedItem[], entries: number, bytes = 1000): FeedParts {
  return feedParts(items, { entries, now, size: () => bytes });
}

function keys({ current, archives }: FeedParts): unknown[] {
  return [
    ...archives.map(({ key, previous, next, items }) => [key, previous, next, items.length]),
    ["current", current.previous, current.next, current.items.length],
  ];
}

/** Ids of all entries, as a reader finds them who begins at the document that is polled and goes back. */
function readBack({ current, archives }: FeedParts): string[] {
  const ids = new Set(current.items.map(({ id }) => id));
  const byKey = new Map(archives.map((archive) => [archive.key, archive]));
  for (let part = byKey.get(current.previous ?? ""); part; part = byKey.get(part.previous ?? "")) {
    for (const { id } of part.items) ids.add(id);
  }
  return [...ids];
}

describe("A feed in parts", () => {
  test("holds the newest entries, and an archive of each complete month that has others", () => {
    const items = [...every(60_000, 10), item("2026-10-31T23:59Z"), item("2026-08-01T00:00Z")];
    const parts = divided(items, 11);
    expect(parts.current.items).toEqual(items.slice(0, 11));
    expect(keys(parts)).toEqual([
      ["2026-08", undefined, "2026-10", 1],
      ["2026-10", "2026-08", undefined, 1],
      ["current", "2026-10", undefined, 11],
    ]);
    expect(keys(divided(items.slice(1), 11))).toEqual([
      ["2026-08", undefined, undefined, 1],
      ["current", "2026-08", undefined, 11],
    ]);
    expect(keys(divided(items.slice(1), 1))).toEqual([
      ["2026-08", undefined, undefined, 1],
      ["current", "2026-08", undefined, 10],
    ]);
  });

  test("has no archives where there are ten entries or less", () => {
    expect(keys(divided(every(48 * HOUR, 10), 50))).toEqual([["current", undefined, undefined, 10]]);
    expect(keys(divided(every(48 * HOUR, 11), 50))).toEqual([
      ["2026-10", undefined, undefined, 1],
      ["current", "2026-10", undefined, 11],
    ]);
  });

  test("keeps its archives, whatever length it is set to", () => {
    for (const count of [21, 30, 60, 200]) {
      const items = every(24 * HOUR, count);
      const archives = (entries: number): unknown[] => keys(divided(items, entries)).slice(0, -1);
      expect(archives(50).length).toBeGreaterThan(0);
      for (const entries of [1, 9, 11, 30, 500]) expect(archives(entries)).toEqual(archives(50));
    }
  });

  test("holds all entries of this month that are in no archive, however many those are", () => {
    const parts = divided(every(HOUR, 1000), 50);
    expect(keys(parts)).toEqual([
      ["2026-10", undefined, undefined, 531],
      ["current", "2026-10", undefined, 469],
    ]);
    expect(readBack(parts)).toHaveLength(1000);
  });

  test("divides a month that is larger than a file may be, beginning with its oldest entries", () => {
    const items = every(HOUR, 1000);
    const parts = divided(items, 50, 4000);
    expect(keys(parts)).toEqual([
      ["2026-10", undefined, "2026-10-2", 250],
      ["2026-10-2", "2026-10", "2026-10-3", 250],
      ["2026-10-3", "2026-10-2", "2026-11", 31],
      ["2026-11", "2026-10-3", undefined, 250],
      ["current", "2026-11", undefined, 219],
    ]);
    expect(parts.archives[0]?.items.at(-1)).toBe(items.at(-1));
    expect(parts.archives[0]?.items.map(({ published }) => published)).toEqual(
      items.slice(750).map(({ published }) => published),
    );
  });

  test("never changes a full archive when an entry is added", () => {
    const items = every(HOUR, 1000);
    const full = (one: FeedParts): unknown => one.archives.map(({ key, items: own }) => [key, own]);
    const before = full(divided(items.slice(1), 50, 4000));
    expect(full(divided(items, 50, 4000))).toEqual(before);
  });

  test.each([
    ["small", 1],
    ["usual", 1500],
    ["large", 90_000],
    ["as large as half an archive", 499_999],
    ["larger than an archive", 1_000_001],
  ])("can be read back without a gap, with %s entries, and no part above 2 MB", (_name, bytes) => {
    for (const entries of [1, 7, 50, 500]) {
      for (const count of [0, 1, 2, 49, 50, 51, 99, 400]) {
        for (const step of [60_000, HOUR, 40 * HOUR]) {
          const items = every(step, count);
          const parts = divided(items, entries, bytes);
          const ids = items.map(({ id }) => id);
          expect(readBack(parts).sort()).toEqual(ids.sort());
          const largest = Math.max(
            ...[parts.current, ...parts.archives].map((part) => part.items.length * bytes),
          );
          expect(largest).toBeLessThanOrEqual(Math.max(1_500_000, bytes));
          const used = parts.archives.map(({ key }) => key);
          expect(new Set(used).size).toBe(used.length);
        }
      }
    }
  });

  test("holds what has a time to come until that has passed", () => {
    const parts = divided([item("2026-12-24T00:00Z"), ...every(24 * HOUR, 60)], 50);
    expect(keys(parts)).toEqual([
      ["2026-09", undefined, "2026-10", 9],
      ["2026-10", "2026-09", undefined, 31],
      ["current", "2026-10", undefined, 50],
    ]);
  });

  test("is one empty document where there is nothing", () => {
    expect(divided([], 50)).toEqual({
      current: { items: [], previous: undefined, next: undefined },
      archives: [],
    });
  });
});
