import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
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

describe.each(["feed.rss", "feed.atom"])("%s, sent as XML and opened in a browser", (file) => {
  test("says what it is, and shows titles and addresses but no markup", async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.route(`**/${file}`, (route) =>
      route.fulfill({
        contentType: "application/xml",
        body: readFileSync(join(inject("demonstration"), file)),
      }),
    );
    await page.goto(`${server.url}/${file}`);
    const found = await page.evaluate(() => {
      const shown = (name: string): boolean[] =>
        [...document.getElementsByTagName(name)].map((one) => getComputedStyle(one).display !== "none");
      return {
        lead: getComputedStyle(document.documentElement, "::before").content,
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
    expect(found.lead).toContain("This is a feed of Kelp Registry.");
    expect(found.lead).toContain("https://status.kelp.example/subscribe/");
    expect(found.titles).toEqual([true]);
    expect(found.texts).toEqual(["none"]);
    expect(found.overflow).toBe(0);
    await page.close();
  });
});
