import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { searchDocuments } from "../../src/formats/search.ts";
import { exactNames, groupOf, isIdLike, partsOf } from "../../src/search/exact.ts";
import { HIDDEN } from "../../src/search/hidden.ts";
import { temporarySite } from "../site/build.ts";
import { neverFound, searchedNow, searchedSite } from "../site/searched.ts";
import { hostileSite, hostileTexts, modelOf } from "./site.ts";

async function documentsOf(files: Readonly<Record<string, string>>): Promise<Map<string, string>> {
  const root = temporarySite(files);
  try {
    return new Map(
      [...searchDocuments(await modelOf(root, searchedNow))].map(({ url, html }) => [url, html]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const documents = await documentsOf(searchedSite);

function documentOf(url: string): string {
  return documents.get(url) ?? "";
}

/** Values that a document can be narrowed down to. */
function filtersOf(html: string, facet: string): string[] {
  const found = html.matchAll(/data-pagefind-filter="([^"]*)\[content\]" content="([^"]*)"/g);
  return [...found].filter(([, name]) => name === facet).map(([, , value = ""]) => value);
}

describe("What is searched", () => {
  test("is every record that is shown, at its address", () => {
    expect([...documents.keys()]).toEqual([
      "/lessons/2026-10-06-sign-in-failing/",
      "/incidents/2026-12-01-upgrade/",
      "/incidents/2026-10-06-sign-in-failing/",
      "/incidents/2025-03-01-uploads-slow/",
      "/advisories/KELP-2026-0001/",
      "/glossary/#pitr",
      "/glossary/#restore",
      "/services/api/",
      "/services/uploads/",
    ]);
  });

  test.each(neverFound)("has nothing that is not shown: %s", (word) => {
    expect(
      [...documents].filter((document) => document.join().toLowerCase().includes(word.toLowerCase())),
    ).toEqual([]);
  });

  test("has each update, heading, factor and action item under its anchor", () => {
    const headings = (url: string): string[] =>
      [...documentOf(url).matchAll(/<h2 id="([^"]*)">([^<]*)</g)].map(([, id, text]) => `${id}: ${text}`);
    expect(headings("/incidents/2026-10-06-sign-in-failing/")).toEqual([
      expect.stringMatching(/^update-[\w:-]+: Investigating, 6 Oct 2026, 06:25 UTC$/),
      expect.stringMatching(/^update-[\w:-]+: Identified, 6 Oct 2026, 06:50 UTC$/),
      expect.stringMatching(/^update-[\w:-]+: Resolved, 6 Oct 2026, 07:30 UTC$/),
    ]);
    expect(headings("/lessons/2026-10-06-sign-in-failing/")).toEqual([
      "t-what-happened: What happened",
      "t-what-went-well: What went well",
      "t-what-did-not-go-well: What did not go well",
      "t-where-we-got-lucky: Where we got lucky",
      "f-unwatched: Contributing factor: monitoring gap",
      "f-by-hand: Contributing factor: process",
      "a-watch-all: Action item, done: Watch the certificate of every host",
      "a-rehearse: Action item, open: Rehearse the renewal",
    ]);
    expect(headings("/advisories/KELP-2026-0001/")).toEqual([
      "versions: Affected and fixed versions",
      "patches: What to do",
      "impact: Impact",
    ]);
  });

  test("keeps the text of a component under the heading that it stands below", () => {
    expect(documentOf("/lessons/2026-10-06-sign-in-failing/")).toMatch(
      /<h2 id="t-what-went-well">[^<]*<\/h2>\n<p>Ask twice<\/p>\n<p>The on-call list was right/,
    );
  });

  test("can be narrowed down by every facet, and what nobody knows is a value too", () => {
    const facets = (url: string): Record<string, string[]> =>
      Object.fromEntries(
        [
          "kind",
          "service",
          "type",
          "trigger",
          "factor",
          "detection",
          "users-first",
          "year",
          "action-state",
          "severity",
        ].map((facet) => [facet, filtersOf(documentOf(url), facet)]),
      );
    expect(facets("/lessons/2026-10-06-sign-in-failing/")).toEqual({
      kind: ["lesson"],
      service: ["api"],
      type: ["certificate-expiry"],
      trigger: ["expiry"],
      factor: ["monitoring-gap", "process"],
      detection: ["user-report"],
      "users-first": ["yes"],
      year: ["2026"],
      "action-state": ["done", "overdue", "open"],
      severity: ["major"],
    });
    expect(facets("/incidents/2025-03-01-uploads-slow/")).toMatchObject({
      kind: ["incident"],
      type: ["unknown"],
      detection: ["unknown"],
      severity: ["unknown"],
      year: ["2025"],
      trigger: [],
    });
    expect(facets("/incidents/2026-12-01-upgrade/")).toMatchObject({
      kind: ["maintenance"],
      type: [],
      severity: [],
    });
    expect(facets("/advisories/KELP-2026-0001/")).toMatchObject({
      kind: ["advisory"],
      severity: ["advisory-critical"],
    });
  });

  test("is found by its id, whatever its case, and by other names of it", () => {
    const ids = (url: string): string[] =>
      [..."0123456789abcdefghijklmnopqrstuvwxyz"].flatMap((group) =>
        filtersOf(documentOf(url), `id-${group}`),
      );
    expect(ids("/advisories/KELP-2026-0001/")).toEqual(["kelp-2026-0001", "cve-2026-1234"]);
    expect(ids("/incidents/2026-10-06-sign-in-failing/")).toEqual(["2026-10-06-sign-in-failing"]);
    expect(ids("/glossary/#pitr")).toEqual(["pitr"]);
  });

  test("has the other names of a term behind it, to be found and not shown", () => {
    const lesson = documentOf("/lessons/2026-10-06-sign-in-failing/");
    expect(lesson).toContain(
      `<p>The certificate ran out at six. PITR ${HIDDEN}point-in-time ${HIDDEN}recovery had nothing`,
    );
    expect(documentOf("/incidents/2025-03-01-uploads-slow/")).toContain(
      `A restore ${HIDDEN}recovery ${HIDDEN}from ${HIDDEN}a ${HIDDEN}backup ${HIDDEN}Wiederherstellung ${HIDDEN}E4711 was not needed.`,
    );
  });

  test("has a code exactly where it is another name of a term", () => {
    expect(filtersOf(documentOf("/incidents/2025-03-01-uploads-slow/"), "exact-1")).toContain("e4711");
  });

  test("is text, whatever is in it", async () => {
    const hostile = await documentsOf(hostileSite());
    expect(hostile.size).toBeGreaterThan(hostileTexts.length);
    for (const html of hostile.values()) {
      expect(
        html.replace(/<\/?(?:html|head|body|h1|h2|p|span|meta)(?: [a-z-]+="[^"<>]*")*>/g, ""),
      ).not.toMatch(/[<>]/);
    }
  });
});

describe("A name that is looked for exactly", () => {
  test.each([
    ["v1.1.1", ["1.1.1"]],
    ["(1.4.2-rc.1+build5),", ["1.4.2-rc.1+build5"]],
    ["CVE-2026-1234", ["cve-2026-1234"]],
    ["2026-10-06-sign-in-failing.", ["2026-10-06-sign-in-failing"]],
    ["E1234 or 503", ["e1234", "503"]],
    ["max_map_count", ["max_map_count"]],
    ["widget@1.4.2", ["1.4.2"]],
    ["python:3.11", ["3.11"]],
    ["6c0e1508a23f21563b13ee4a65fcba9c37bc48c0", ["6c0e1508a23f21563b13ee4a65fcba9c37bc48c0"]],
  ])("is seen in %s", (text, names) => {
    expect(exactNames(text)).toEqual(names);
  });

  test.each([
    "sign-in",
    "certificate expired",
    "at 10:05",
    "7 of 24 hosts",
    "e.g. this",
    "_",
    "__proto__",
    "",
    "x".repeat(500),
  ])("is none of the words %j", (text) => {
    expect(exactNames(text)).toEqual([]);
  });

  test("is found by the numbers between its hyphens, too, but a version by nothing else", () => {
    expect(partsOf("cve-2026-1234")).toEqual(["2026", "1234"]);
    expect(partsOf("1.4.2-2026")).toEqual([]);
    expect(partsOf("2026")).toEqual([]);
  });

  test("belongs to a group that its last sign tells", () => {
    expect(["503", "max_map_count", "1.0~"].map(groupOf)).toEqual(["3", "t", "_"]);
  });

  test("takes no longer for a long text without spaces", () => {
    expect(exactNames("1-".repeat(200_000))).toEqual([]);
    expect(exactNames("a_".repeat(200_000))).toEqual([]);
  });

  test("can be an id if it is one word", () => {
    expect(["KELP-2026-0001", "api", "a b", "-x", "ä", ""].map(isIdLike)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
