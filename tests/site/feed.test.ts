import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { daymark, smallSite, temporarySite } from "./build.ts";
import { items } from "./feed.ts";

function archivesOf(dist: string): string[] {
  const folder = join(dist, "feed");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/** All documents of a site's feed: the one that is polled, then its archives. */
function documents(dist: string): { current: string; archives: string[] } {
  return {
    current: readFileSync(join(dist, "feed.rss"), "utf8"),
    archives: archivesOf(dist).map((path) => readFileSync(path, "utf8")),
  };
}

describe("the feed of the demonstration", () => {
  test("has one entry for each update, each with an id of its own, in the archives together", () => {
    const dist = inject("demonstration");
    const { current, archives } = documents(dist);
    const ids = [current, ...archives].flatMap((xml) => items(xml).map((item) => item.guid["#text"]));
    const updates = readdirSync(join(dist, "incidents")).flatMap((id) => {
      const html = readFileSync(join(dist, "incidents", id, "index.html"), "utf8");
      return [...html.matchAll(/data-update="([^"]+)"/g)].map(
        (match) => `https://status.kelp.example/incidents/${id}/#${match[1]}`,
      );
    });
    expect([...new Set(ids)].sort()).toEqual(updates.sort());
    for (const xml of [current, ...archives]) {
      const own = items(xml).map((item) => item.guid["#text"]);
      expect(new Set(own).size).toBe(own.length);
    }
  });

  test("has the newest entry first, with times of the records and nothing of the build's", () => {
    const { current } = documents(inject("demonstration"));
    const own = items(current);
    expect(own.length).toBeGreaterThanOrEqual(50);
    const times = own.map((item) => Date.parse(item.pubDate));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(own[0]?.title).toBe("[Monitoring] Search slow");
    expect(own[0]?.pubDate).toBe("Sat, 21 Nov 2026 00:48:00 GMT");
    expect(current).toContain("<lastBuildDate>Sat, 21 Nov 2026 00:48:00 GMT</lastBuildDate>");
    expect(current).toContain('<atom:link href="https://status.kelp.example/feed.rss" rel="self"');
    expect(current).toContain('rel="prev-archive" href="https://status.kelp.example/feed/2026-10.rss"');
  });

  test.skipIf(spawnSync("xmllint", ["--version"]).error !== undefined)("is clean for xmllint", () => {
    const dist = inject("demonstration");
    const files = [join(dist, "feed.rss"), ...archivesOf(dist)];
    expect(execFileSync("xmllint", ["--noout", ...files], { encoding: "utf8" })).toBe("");
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
    const [item] = items(documents(join(root, "dist")).current);
    expect(item?.title).toContain("]]><script>alert(1)</script>");
    expect(item?.description).toContain('<a href="https://status.example.org/services/api/">relative</a>');
    expect(item?.description).toContain('src="https://status.example.org/x.png"');
    expect(item?.description).not.toContain("<i>");
  });
});
