import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { launchBrowser } from "./browser.ts";

let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await serve(inject("demonstration"), "");
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a feed as hosts send it that know no feeds. */
async function open(file: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options);
  await page.route(`**/${file}`, (route) =>
    route.fulfill({
      contentType: "application/xml",
      body: readFileSync(join(inject("demonstration"), file)),
    }),
  );
  await page.goto(`${server.url}/${file}`);
  return page;
}

/** The sentence before the feed. */
function lead(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement, "::before").content);
}

describe.each(["feed.rss", "feed.atom"])("%s, sent as XML and opened in a browser", (file) => {
  test("says what it is, and shows titles and addresses but no markup", async () => {
    const page = await open(file, { viewport: { width: 320, height: 800 } });
    const found = await page.evaluate(() => {
      const shown = (name: string): boolean[] =>
        [...document.getElementsByTagName(name)].map((one) => getComputedStyle(one).display !== "none");
      return {
        titles: [...new Set(shown("title"))],
        texts: [
          ...new Set(
            [...document.querySelectorAll("item > description, content")].map(
              (one) => getComputedStyle(one).display,
            ),
          ),
        ],
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    });
    expect(await lead(page)).toContain("This is a feed of \u2068Kelp Registry\u2069. Copy its address");
    expect(await lead(page)).toContain("https://status.kelp.example/subscribe/");
    expect(found.titles).toEqual([true]);
    expect(found.texts).toEqual(["none"]);
    expect(found.overflow).toBe(0);
    await page.close();
  });

  test("can be read on a phone, which lays XML out wider than it is", async () => {
    const viewport = { width: 360, height: 740 };
    const phone = { viewport, screen: viewport, isMobile: true, deviceScaleFactor: 2 };
    const page = await open(file, phone);
    const found = await page.evaluate(() => {
      const scale = window.visualViewport?.scale ?? 1;
      const shown = [...document.querySelectorAll(":is(item, entry) > :is(title, pubDate, published, link)")];
      return {
        scale,
        smallest: Math.min(...shown.map((one) => scale * Number.parseFloat(getComputedStyle(one).fontSize))),
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    });
    expect(found.scale).toBeLessThan(0.5);
    expect(found.smallest).toBeGreaterThan(12);
    expect(found.smallest).toBeLessThan(20);
    expect(found.overflow).toBe(0);
    await page.close();
  });

  test("says of an archive that it gets no new entries, and not to follow it", async () => {
    const page = await open(file.replace(".", "/2026-10."), {});
    expect(await lead(page)).toMatch(
      /^"This is an older part of a feed .* gets no new entries\..*\/subscribe\/"$/,
    );
    expect(await lead(page)).not.toContain("Copy its address");
    await page.close();
  });
});
