import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hostileTexts } from "../site.ts";
import { hasSchema, wrongBySchema } from "./schema.ts";
import { advisory, exported, recordsIn, siteOf, unzipped } from "./site.ts";

const npm = "affected: [{ package: pkg:npm/a, ranges: [{ introduced: '0', fixed: 1.0.0 }] }]";
const debian =
  "affected: [{ package: { ecosystem: 'Debian:12', name: a }, ranges: [{ introduced: '0', fixed: '1.0-1' }] }, { package: { ecosystem: 'Debian:11', name: a }, ranges: [{ introduced: '0', fixed: none }] }]";
const git = `affected: [{ repo: https://git.example.org/a, ranges: [{ introduced: '0', fixed: ${"a".repeat(40)} }] }]`;

const site = {
  "GHSA-9c5g-6jv3-m2rw": advisory(`${npm}\npublished: 2026-11-01T00:00Z\nmodified: 2026-11-15T10:00:00.250Z`),
  "DM-2026-0001": advisory(`${debian}\npublished: 2026-11-03T00:00Z`),
  "DM-2026-0002": advisory(`${npm}\npublished: 2026-11-04T00:00Z`),
  "DM-2026-0003": advisory(`${git}\npublished: 2026-11-03T00:00Z`),
};

/** The digest of every file. */
function digests(files: ReadonlyMap<string, string | Uint8Array>): Map<string, string> {
  return new Map([...files].map(([path, body]) => [path, createHash("sha256").update(body).digest("hex")]));
}

describe("The files of the export", () => {
  test("are the records, their lists and their archives", () => {
    const files = exported(siteOf(site));
    expect([...files.keys()].sort()).toEqual([
      "/osv/Debian/all.zip",
      "/osv/GHSA-9c5g-6jv3-m2rw.json",
      "/osv/GIT/all.zip",
      "/osv/all.json",
      "/osv/all.zip",
      "/osv/ecosystems.txt",
      "/osv/modified_id.csv",
      "/osv/npm/all.zip",
      "/osv/x_DM-2026-0001.json",
      "/osv/x_DM-2026-0002.json",
      "/osv/x_DM-2026-0003.json",
    ]);
    expect(JSON.parse(String(files.get("/osv/all.json")))).toEqual([
      { id: "GHSA-9c5g-6jv3-m2rw", modified: "2026-11-15T10:00:00.250Z" },
      { id: "x_DM-2026-0001", modified: "2026-11-03T00:00:00Z" },
      { id: "x_DM-2026-0002", modified: "2026-11-04T00:00:00Z" },
      { id: "x_DM-2026-0003", modified: "2026-11-03T00:00:00Z" },
    ]);
    expect(files.get("/osv/modified_id.csv")).toBe(
      "2026-11-15T10:00:00.250Z,GHSA-9c5g-6jv3-m2rw\n2026-11-04T00:00:00Z,x_DM-2026-0002\n2026-11-03T00:00:00Z,x_DM-2026-0001\n2026-11-03T00:00:00Z,x_DM-2026-0003\n",
    );
    expect(files.get("/osv/ecosystems.txt")).toBe("Debian\nGIT\nnpm\n");
    const names = (path: string): string[] => [...unzipped(files.get(path)).keys()];
    expect(names("/osv/all.zip")).toEqual([
      "GHSA-9c5g-6jv3-m2rw.json",
      "x_DM-2026-0001.json",
      "x_DM-2026-0002.json",
      "x_DM-2026-0003.json",
    ]);
    expect(names("/osv/npm/all.zip")).toEqual(["GHSA-9c5g-6jv3-m2rw.json", "x_DM-2026-0002.json"]);
    expect(names("/osv/Debian/all.zip")).toEqual(["x_DM-2026-0001.json"]);
    for (const [name, text] of unzipped(files.get("/osv/all.zip")))
      expect(files.get(`/osv/${name}`)).toBe(text);
  });

  test("are the same bytes, whenever and wherever they are made", () => {
    const zone = process.env["TZ"];
    const first = digests(exported(siteOf(site)));
    try {
      process.env["TZ"] = "Pacific/Kiritimati";
      expect(digests(exported(siteOf(site, "2027-03-01T00:00Z")))).toEqual(first);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  test("are not there on a site without advisories", () => {
    expect([...exported(siteOf({})).keys()]).toEqual([]);
  });

  test("of thousands of advisories hold every one", () => {
    const many = Object.fromEntries(
      Array.from(
        { length: 2000 },
        (_, index) => [`DM-2026-${10_000 + index}`, site["DM-2026-0002"]] as const,
      ),
    );
    const files = exported(siteOf(many));
    expect(recordsIn(files).size).toBe(2000);
    expect(unzipped(files.get("/osv/npm/all.zip")).size).toBe(2000);
  });
});

describe.skipIf(!hasSchema)("The official schema", () => {
  test("accepts records of every shape", () => {
    expect(wrongBySchema(recordsIn(exported(siteOf(site))).values())).toEqual([]);
  });

  test("accepts records whose every text is hostile, and nothing in them is HTML", () => {
    const texts = [
      ...hostileTexts,
      "]]>",
      "a <!-- b",
      "\u202eright to left",
      "🧨".repeat(80),
      "[x](javascript:y)",
    ];
    const hostile = Object.fromEntries(
      texts.map((text, index) => {
        const quoted = JSON.stringify(text);
        const front = `title: ${quoted}\nwithdrawn: { at: 2026-11-12T00:00Z, reason: ${quoted} }\naffected: [{ package: { ecosystem: npm, name: ${quoted} }, ranges: [{ introduced: '0', fixed: 1.0.0 }], databaseSpecific: { key: ${quoted} } }]\ncredits: [{ name: ${quoted}, contact: "https://example.org/${encodeURIComponent(text.toWellFormed())}" }]\nreferences: [{ type: web, url: "https://example.org/ <>\\"{}|\\\\^\`[]%" }]`;
        return [`DM-2026-${1000 + index}`, advisory(front, `## Impact\n\n${text}\n\n> ${text}`)];
      }),
    );
    const records = [...recordsIn(exported(siteOf(hostile))).values()];
    expect(records.length).toBe(texts.length);
    expect(wrongBySchema(records)).toEqual([]);
    for (const { details = "" } of records)
      expect(details).not.toMatch(/(?<!\\)<(?:script|img|svg|iframe|a )/);
  });
});

test.skipIf(hasSchema)("The official schema is not here, so nothing is held against it", () => {
  expect(hasSchema).toBe(false);
});
