import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { auditedNow, auditedSite } from "../site/audited.ts";
import { daymark, smallSite } from "../site/build.ts";
import { repository } from "../site/repository.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("the pages of a site with a past", () => {
  let root: string;
  let server: StaticServer;
  beforeAll(async () => {
    ({ root } = auditedSite());
    const built = await daymark("build", "--root", root, "--now", auditedNow);
    expect(built.code, built.err).toBe(0);
    server = await serve(join(root, "dist"));
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  const pages = [
    "/audit/",
    "/audit/2026-11/",
    "/audit/site/",
    "/incidents/uploads-failing/",
    "/incidents/uploads-failing/history/",
    "/incidents/report/history/",
    "/incidents/broken/",
    "/incidents/broken/history/",
    "/incidents/gone/",
    "/services/api/history/",
  ];

  test.each(pages)("have no accessibility violation and fit into every window: %s", async (path) => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    // What is folded is part of the page too.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(page), colorScheme).toEqual([]);
    }
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const direction of ["ltr", "rtl"]) {
        const overflow = await page.evaluate((dir) => {
          document.documentElement.dir = dir;
          return document.documentElement.scrollWidth - document.documentElement.clientWidth;
        }, direction);
        expect(overflow, `${width} ${direction}`).toBe(0);
      }
    }
    expect([foreign, errors]).toEqual([[], []]);
    expect(await page.locator("h1").count()).toBe(1);
    await page.context().close();
  });

  test("are usable without JavaScript: a folded difference opens", async () => {
    const { page } = await openPage(browser, server, "/incidents/report/history/", {
      javaScriptEnabled: false,
    });
    const fold = page.locator("details.fold").first();
    expect(await fold.locator(".diff").isVisible()).toBe(false);
    await fold.locator("summary").click();
    expect(await fold.locator(".diff").isVisible()).toBe(true);
    await page.context().close();
  });

  test("show on paper what is folded on the screen", async () => {
    const { page } = await openPage(browser, server, "/incidents/report/history/");
    const diff = page.locator("details.fold .diff").first();
    await page.emulateMedia({ media: "print" });
    expect(await diff.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(100);
    await page.context().close();
  });

  test("mark insertions and deletions by signs, in forced colours too", async () => {
    const { page } = await openPage(browser, server, "/incidents/uploads-failing/history/", {
      forcedColors: "active",
    });
    const sign = (element: string): Promise<string> =>
      page
        .locator(`.diff ${element}`)
        .first()
        .evaluate((one) => getComputedStyle(one, "::before").content);
    expect([await sign("ins"), await sign("del")].map((text) => text.slice(0, 3))).toEqual(['"+"', '"−"']);
    await page.context().close();
  });
});

describe("what people wrote into a repository", () => {
  const attacks = [
    "<script>window.attacked=1</script>",
    "<img src=x onerror=window.attacked=1>",
    '"><svg onload=window.attacked=1>',
    "</title></del></ins><script>window.attacked=1</script>",
    "javascript:window.attacked=1",
    "' autofocus onfocus='window.attacked=1",
    "![a](https://foreign.example/pixel.png) \u202e",
  ];
  let root: string;
  let server: StaticServer;

  beforeAll(async () => {
    const record = (text: string, more = ""): string =>
      `---\ntitle: ${JSON.stringify(text)}\ntags: [${JSON.stringify(text)}]\nservices: [api]\n${more}---\n\n${text}\n\n## Investigating — 2026-11-20 10:00 UTC\n\n${text}\n`;
    const made = repository({
      at: "2026-11-20T09:00:00Z",
      files: { ...smallSite, ".gitignore": "dist/\n.daymark/\n" },
    });
    for (const [index, attack] of attacks.entries()) {
      const other = attacks[(index + 1) % attacks.length] ?? attack;
      // The old text, the new one, a broken one, and a name that is left behind; names of files hold no slash.
      const own = { author: attack.replace(/[<>]/g, "\u2039"), email: "x", message: attack };
      const name = attack.replace(/[/"\\]/g, "");
      made.commit({
        ...own,
        at: `2026-11-20T10:0${index}:00Z`,
        files: { [`incidents/i${index}.md`]: record(attack) },
      });
      made.commit({
        ...own,
        at: `2026-11-20T10:1${index}:00Z`,
        files: { [`incidents/i${index}.md`]: record(other), [`incidents/${name}.md`]: record(attack) },
      });
      made.commit({
        ...own,
        at: `2026-11-20T10:2${index}:00Z`,
        files: { [`incidents/i${index}.md`]: record(other, `${JSON.stringify(attack)}: 1\n`) },
      });
    }
    ({ root } = made);
    const built = await daymark("build", "--root", root, "--now", "2026-11-20T12:00Z");
    expect(built.code, built.err).toBe(0);
    server = await serve(join(root, "dist"));
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  const pages = [
    "/audit/",
    "/audit/2026-11/",
    ...attacks.flatMap((_, index) => [`/incidents/i${index}/history/`, `/incidents/i${index}/`]),
  ];

  test.each(pages)("runs nowhere and asks nobody: %s", async (path) => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const element of document.querySelectorAll<HTMLElement>("main *")) {
        element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        element.focus();
      }
    });
    const found = await page.evaluate(() => ({
      attacked: (window as { attacked?: unknown }).attacked,
      foreign: document.querySelectorAll(
        "main :is(script, img, iframe, object, form, style, [style], [onload], [onerror], [autofocus])",
      ).length,
      links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].filter(
        (link) => !/^https?:$/.test(link.protocol),
      ).length,
    }));
    expect(found).toEqual({ attacked: undefined, foreign: 0, links: 0 });
    expect([foreign, errors]).toEqual([[], []]);
    await page.context().close();
  });
});
