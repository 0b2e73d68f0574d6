import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { daymark, smallSite, temporarySite } from "./build.ts";
import { type BuiltSite, builtSite, expectFeeds, expectOpml, hasXmllint, xmllint } from "./complete.ts";
import { items } from "./feed.ts";
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
    // May is the newest month with an entry that is not among the newest fifty.
    expect(current).toContain('rel="prev-archive" href="https://status.kelp.example/feed/2026-05.rss"');
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
