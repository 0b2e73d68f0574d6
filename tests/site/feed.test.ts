import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { alertAction, written } from "../formats/lessons.ts";
import { daymark, smallSite, temporarySite } from "./build.ts";
import { type BuiltSite, builtSite, expectFeeds, expectOpml, hasXmllint, xmllint } from "./complete.ts";
import { items } from "./feed.ts";
import { repository } from "./repository.ts";
import { demonstrationNow } from "./setup.ts";

describe("the feeds of the demonstration", () => {
  let built: BuiltSite;
  beforeAll(async () => {
    built = await builtSite(inject("demonstration"), inject("demonstrationRoot"), demonstrationNow);
  });

  test("are valid, hold exactly the updates of their scope, and are read alike by two readers", async () => {
    await expectFeeds(built);
  });

  test("are all in their list", () => {
    expectOpml(built);
  });

  test.skipIf(!hasXmllint)("are clean for xmllint", () => {
    expect(xmllint(built.dist)).toBe("");
  });

  test("have the newest entry first, with times of the records and nothing of the build's", () => {
    const current = readFileSync(join(built.dist, "feed.rss"), "utf8");
    const own = items(current);
    expect(own.length).toBeGreaterThanOrEqual(50);
    expect(own[0]?.title).toBe("[Monitoring] Search slow");
    expect(own[0]?.pubDate).toBe("Sat, 21 Nov 2026 00:48:00 GMT");
    expect(current).toContain("<lastBuildDate>Sat, 21 Nov 2026 00:48:00 GMT</lastBuildDate>");
    expect(current).toContain('<atom:link href="https://status.kelp.example/feed.rss" rel="self"');
    // October is the newest month that is over and has an entry that is not among the newest ten.
    expect(current).toContain('rel="prev-archive" href="https://status.kelp.example/feed/2026-10.rss"');
  });
});

describe("the feeds of a site whose advisories changed", () => {
  const advisory = (id: string, purl: string, fixed: string, more = ""): string =>
    `---\ntitle: Bad ${id}\npublished: 2026-09-01T10:00Z\nseverity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H]\naffected: [{ package: ${purl}, ranges: [{ introduced: "0", fixed: ${fixed} }] }]\n${more}---\n\n## Impact\n\nBad.\n`;
  const one = (fixed: string, more?: string) => ({
    "advisories/EX-1.md": advisory("EX-1", "pkg:npm/%40acme/widget", fixed, more),
  });
  const withdrawn = "withdrawn: { at: 2026-10-03T10:00Z, reason: Not reachable }\n";
  let built: BuiltSite;
  beforeAll(async () => {
    const { root } = repository(
      {
        at: "2026-09-01T10:00:00Z",
        files: {
          ...smallSite,
          ...one("1.4.2"),
          "advisories/EX-2.md": advisory("EX-2", "pkg:npm/tool", "2.0.0", withdrawn),
        },
      },
      { at: "2026-10-01T10:00:00Z", files: one("1.4.3") },
      { at: "2026-10-03T10:00:00Z", files: one("1.4.3", withdrawn) },
    );
    const now = "2026-11-20T12:00Z";
    const run = await daymark("build", "--root", root, "--now", now);
    expect(run.code, run.err).toBe(0);
    built = await builtSite(join(root, "dist"), root, now);
  });

  test("are valid, hold exactly what the pages tell of them, and are read alike by two readers", async () => {
    await expectFeeds(built);
    expectOpml(built);
    const titles = items(readFileSync(join(built.dist, "advisories/feed.rss"), "utf8")).map(
      ({ title }) => title,
    );
    expect(titles).toEqual([
      "[Withdrawn] EX-2: Bad EX-2",
      "[Withdrawn] EX-1: Bad EX-1",
      "[Changed] EX-1: Bad EX-1",
      "[High] EX-2: Bad EX-2",
      "[High] EX-1: Bad EX-1",
    ]);
  });

  test("are announced by pages that are there", () => {
    for (const page of ["advisories", "advisories/packages/npm/@acme/widget"]) {
      const html = readFileSync(join(built.dist, page, "index.html"), "utf8");
      const hrefs = [...html.matchAll(/<link rel="alternate"[^>]* href="([^"]+)"/g)].map(
        ([, href = ""]) => href,
      );
      expect(hrefs.filter((href) => decodeURIComponent(href).startsWith(`/${page}/feed.`))).toHaveLength(3);
      const missing = hrefs.filter((href) => !existsSync(join(built.dist, decodeURIComponent(href))));
      expect(missing).toEqual([]);
    }
  });
});

describe("the feeds of a site whose postmortems changed", () => {
  const FILE = "content/postmortems/expiry.md";
  let built: BuiltSite;
  let hashes: readonly string[];
  beforeAll(async () => {
    const made = repository({
      at: "2026-09-01T10:00:00Z",
      files: {
        ...smallSite,
        "incidents/one.md":
          "---\ntitle: One\nimpact: [{ service: api, level: major, from: 2026-09-01T08:00Z, to: 2026-09-01T09:00Z }]\n---\n\nText.\n\n## Resolved — 2026-09-01 09:00 UTC\n\nOver.\n",
        [FILE]: written({ status: "draft", published: "" }),
      },
    });
    const steps = [
      written({ status: "in-review", published: "" }),
      written({ published: "2026-10-02T10:00Z" }),
      written({ published: "2026-10-02T10:00Z", actions: alertAction.replace("2026-11-25", "2026-12-10") }),
    ];
    hashes = steps.map((text, index) =>
      made
        .commit({ at: `${["2026-09", "2026-10", "2026-11"][index]}-02T10:00:00Z`, files: { [FILE]: text } })
        .slice(0, 12),
    );
    const now = "2026-11-20T12:00Z";
    const run = await daymark("build", "--root", made.root, "--now", now);
    expect(run.code, run.err).toBe(0);
    built = await builtSite(join(made.root, "dist"), made.root, now);
  });

  test("are valid, hold exactly what the pages tell of them, and are read alike by two readers", async () => {
    await expectFeeds(built);
    expectOpml(built);
    const [, second, third] = hashes;
    const page = "https://status.example.org/lessons/expiry/";
    const read = (path: string) => items(readFileSync(join(built.dist, path), "utf8"));
    expect(read("feeds/lessons.rss").map(({ guid, title }) => [guid["#text"], title])).toEqual([
      [`${page}#r-${second}`, "[Final] The certificate expired"],
      [page, "[Postmortem] The certificate expired"],
    ]);
    expect(read("feeds/actions.rss").map(({ guid, title }) => [guid["#text"], title])).toEqual([
      [`${page}#a-alert:r-${third}`, "[Changed] Alert before it expires"],
      [`${page}#a-alert`, "[New] Alert before it expires"],
    ]);
    expect(read("feeds/digest.rss").map(({ title }) => title)).toEqual([
      "October 2026 at Small",
      "September 2026 at Small",
    ]);
  });

  test.skipIf(!hasXmllint)("are clean for xmllint", () => {
    expect(xmllint(built.dist)).toBe("");
  });
});

describe("hostile texts in a feed", () => {
  let root: string;
  beforeAll(async () => {
    root = temporarySite({
      ...smallSite,
      "content/site.yaml": smallSite["content/site.yaml"].replace("Small", "'A ]]> & <b> \"B\" \u202eC'"),
      "incidents/hostile.md":
        '---\ntitle: "]]><script>alert(1)</script> 😀"\nservices: [api]\n---\n\nText ]]> & <i>x</i>.\n\n## Investigating — 2026-11-20 10:10 UTC\n\n]]> <![CDATA[ [relative](/services/api/) ![picture](/x.png)\n',
    });
    const built = await daymark("build", "--root", root, "--now", "2026-11-20T12:00Z");
    expect(built.code, built.err).toBe(0);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test("stay texts, in XML that can be parsed, with absolute links", () => {
    const [item] = items(readFileSync(join(root, "dist/feed.rss"), "utf8"));
    expect(item?.title).toContain("]]><script>alert(1)</script>");
    expect(item?.description).toContain('<a href="https://status.example.org/services/api/">relative</a>');
    expect(item?.description).toContain('src="https://status.example.org/x.png"');
    expect(item?.description).not.toContain("<i>");
  });
});
