import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

const kinds = {
  status: "/",
  history: "/history/",
  month: "/history/2026-01/",
  "open incident": "/incidents/2026-11-20-search-slow/",
  "resolved incident": "/incidents/2026-01-14-cdn-errors/",
  "incident with a code fence": "/incidents/2025-12-09-docs-builds-no-space/",
  "incident with a table": "/incidents/2026-06-09-docs-backlog/",
  maintenance: "/incidents/2026-12-05-northmoor-network/",
  "cancelled maintenance": "/incidents/2026-08-29-archive-storage-move/",
  notice: "/incidents/2026-10-26-index-format-1-ends/",
  service: "/services/search/",
  "retired service": "/services/legacy-index/",
  subscribe: "/subscribe/",
  advisories: "/advisories/",
  "advisories of one severity": "/advisories/severity/high/",
  "withdrawn advisories": "/advisories/state/withdrawn/",
  advisory: "/advisories/KELP-2026-0005/",
  "advisory without a fix": "/advisories/KELP-2026-0008/",
  "withdrawn advisory": "/advisories/KELP-2026-0003/",
  malware: "/advisories/KELP-2026-0002/",
  "advisory for information": "/advisories/KELP-2026-0006/",
  "history of an advisory": "/advisories/KELP-2026-0005/history/",
  "affected packages": "/advisories/packages/",
  "affected package": "/advisories/packages/npm/@kelp-registry/client/",
  lessons: "/lessons/",
  "final report": "/lessons/2026-04-21-database-failover/",
  "report on two incidents": "/lessons/2026-10-22-two-cdn-failures/",
  "report on a near miss": "/lessons/2026-09-24-standby-cdn-certificate/",
  "report in review": "/lessons/2026-10-06-sign-in-failing/",
  "superseded report": "/lessons/2026-01-14-cdn-errors/",
  "history of a report": "/lessons/2026-04-21-database-failover/history/",
  "action items": "/lessons/actions/",
  "lessons by a facet": "/lessons/by/factor/",
  "lessons with a factor": "/lessons/by/factor/monitoring-gap/",
  "digest of a month": "/lessons/digest/2026-10/",
  glossary: "/glossary/",
  metrics: "/lessons/metrics/",
  search: "/search/",
  "not found": "/404.html",
} as const;

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

describe.each(Object.entries(kinds))("the page of kind %s", (_kind, path) => {
  test("has no accessibility violation, light and dark, and breaks no policy", async () => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    const policy = page.locator("meta[http-equiv=Content-Security-Policy]");
    expect(await policy.count()).toBe(1);
    expect(await policy.getAttribute("content")).toContain("default-src 'none'");
    // The search is WebAssembly, which has a permission of its own; no page may run a text as a script.
    const content = (await policy.getAttribute("content")) ?? "";
    expect(path === "/search/" ? content.replace("'wasm-unsafe-eval'", "") : content).not.toContain("unsafe");
    // What is folded is part of the page too.
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(page), colorScheme).toEqual([]);
    }
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("fits into every window from 320 pixels on, in both directions of writing", async () => {
    const { page } = await openPage(browser, server, path);
    for (const width of [320, 360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      for (const direction of ["ltr", "rtl"]) {
        const overflow = await page.evaluate((dir) => {
          document.documentElement.dir = dir;
          return document.documentElement.scrollWidth - document.documentElement.clientWidth;
        }, direction);
        expect(overflow, `${width} ${direction}`).toBe(0);
      }
    }
    await page.context().close();
  });

  test("has one first heading, a title, a description and a canonical address", async () => {
    const { page } = await openPage(browser, server, path, { javaScriptEnabled: false });
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.title()).toContain("Kelp Registry");
    expect(await page.locator("meta[name=description]").getAttribute("content")).not.toBe("");
    expect(await page.locator("link[rel=canonical]").getAttribute("href")).toContain(
      "https://status.kelp.example/",
    );
    for (const [ending, type] of Object.entries({
      atom: "application/atom+xml",
      rss: "application/rss+xml",
      json: "application/feed+json",
    })) {
      const everything = page.locator(`link[rel=alternate][type="${type}"][href="/feed.${ending}"]`);
      expect(await everything.getAttribute("title")).toContain("Kelp Registry (");
    }
    await page.context().close();
  });
});

describe("without JavaScript", () => {
  test("the front page answers, and its history bars can be read", async () => {
    const { page } = await openPage(browser, server, "/", { javaScriptEnabled: false });
    expect(await page.locator("[data-overall]").getAttribute("data-overall")).toBe("degraded");
    expect(await page.locator("h1").innerText()).toBe("Degraded: Search");
    expect(await page.locator('[data-service="search"]').getAttribute("data-level")).toBe("degraded");
    expect(await page.locator('[data-service="uploads"] .level').first().innerText()).toBe("Operational");
    const details = page.locator('[data-service="search"] details');
    await details.locator("summary").click();
    expect(await details.innerText()).toContain("20 Nov 2026: Degraded 1 h 30 min");
    expect(await details.locator("a", { hasText: "Search slow" }).count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test("an incident shows every update with an anchor of its own and the promised next one", async () => {
    const { page } = await openPage(browser, server, "/incidents/2026-11-20-search-slow/", {
      javaScriptEnabled: false,
    });
    const anchors = await page
      .locator("[data-update]")
      .evaluateAll((all) => all.map((one) => [one.id, one.dataset["update"]]));
    expect(anchors).toEqual([
      ["update-2026-11-21-0048", "update-2026-11-21-0048"],
      ["update-2026-11-20-2346", "update-2026-11-20-2346"],
      ["update-2026-11-20-2305", "update-2026-11-20-2305"],
    ]);
    expect(await page.locator("next-update").innerText()).toContain("21 Nov 2026, 09:00 UTC");
    await page.context().close();
  });
});

describe("with the keyboard alone", () => {
  test("the first stop leads to the content, and folded details open", async () => {
    const { page } = await openPage(browser, server, "/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
    const summary = page.locator('[data-service="search"] summary');
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator('[data-service="search"] details').getAttribute("open")).not.toBeNull();
    await page.context().close();
  });

  test("everything that can be followed shows where the focus is", async () => {
    const { page } = await openPage(browser, server, "/incidents/2026-11-20-search-slow/");
    const links = await page.locator("a, summary, [tabindex]").count();
    for (let index = 0; index < links; index++) {
      await page.keyboard.press("Tab");
      const width = await page.evaluate(
        () => getComputedStyle(document.activeElement ?? document.body).outlineWidth,
      );
      expect(width).toBe("3px");
    }
    await page.context().close();
  });
});

test("a printed incident leaves out what cannot be pressed on paper", async () => {
  const { page } = await openPage(browser, server, "/incidents/2026-11-20-search-slow/");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".site-header nav").isVisible()).toBe(false);
  expect(await page.locator("[data-update]").first().isVisible()).toBe(true);
  await page.context().close();
});

test("in forced colours, levels keep their signs", async () => {
  const { page } = await openPage(browser, server, "/", { forcedColors: "active" });
  const icon = page.locator('[data-service="search"] .level .icon').first();
  expect(await icon.isVisible()).toBe(true);
  expect(await icon.evaluate((element) => getComputedStyle(element).fill)).not.toBe("none");
  await page.context().close();
});
