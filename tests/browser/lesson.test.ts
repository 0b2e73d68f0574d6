import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

/** A final report with everything that a report may have: a chart, a course, commands, terms of the glossary. */
const report = "/lessons/2026-04-21-database-failover/";

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

/** Whether the target of the address is on the screen, and not below it. */
function isTargetShown(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const box = document.querySelector(":target")?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.top < window.innerHeight;
  });
}

describe("the contents list of a report", () => {
  test("names every part of the page in its order, and each line jumps to its part", async () => {
    const { page } = await openPage(browser, server, report);
    const lines = await page
      .locator(".contents a")
      .evaluateAll((all) => all.map((one) => [one.getAttribute("href"), one.textContent]));
    const parts = await page
      .locator(".body :is(h2, .text h3)")
      .evaluateAll((all) => all.map((one) => [`#${one.id}`, one.firstChild?.textContent?.trim()]));
    expect(lines.length).toBeGreaterThan(8);
    expect(lines).toEqual(parts);
    for (const [href] of lines) {
      await page.locator(`.contents a[href="${href}"]`).click();
      expect(new URL(page.url()).hash).toBe(href);
      expect(await isTargetShown(page), href ?? "").toBe(true);
    }
    await page.context().close();
  });
});

describe("links to a part of a report", () => {
  test("stand on every heading, factor and action, lead there, and tell apart what they lead to", async () => {
    const { page } = await openPage(browser, server, report);
    const links = await page.locator("a.permalink").evaluateAll((all) =>
      all.map((one) => ({
        name: one.getAttribute("aria-label") ?? "",
        target: one.getAttribute("href")?.slice(1) ?? "",
        own: one.closest("[id]")?.id,
      })),
    );
    expect(links.map(({ own }) => own)).toEqual(links.map(({ target }) => target));
    expect(new Set(links.map(({ name }) => name)).size).toBe(links.length);
    expect(links.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Link to “What happened”", "Link to “Action items”"]),
    );
    const headings = await page.locator(".body h2").count();
    const factors = await page.locator(".factor").count();
    expect(factors).toBeGreaterThan(2);
    expect(links.length).toBeGreaterThanOrEqual(headings + factors);
    const actions = page.locator(".action-list > li");
    for (const action of await actions.all()) {
      expect(await action.locator("h3 a").getAttribute("href")).toBe(`#${await action.getAttribute("id")}`);
    }
    await page.context().close();
  });

  test("open the page at the very factor, and mark it", async () => {
    const { page } = await openPage(browser, server, report);
    const id = await page.locator(".factor").last().getAttribute("id");
    await page.context().close();
    const { page: other } = await openPage(browser, server, `${report}#${id}`);
    await expect.poll(() => isTargetShown(other)).toBe(true);
    expect(await other.locator(".factor:target").evaluate((one) => getComputedStyle(one).outlineStyle)).toBe(
      "solid",
    );
    await other.context().close();
  });

  test("go from a factor to the action that answers it, and back", async () => {
    const { page } = await openPage(browser, server, report);
    const factor = page.locator(".factor").first();
    await factor.locator(".answered a").first().click();
    const action = page.locator(".action-list > li:target");
    expect(await isTargetShown(page)).toBe(true);
    await action.locator(`a[href$="#${await factor.getAttribute("id")}"]`).click();
    expect(await page.locator(":target").getAttribute("id")).toBe(await factor.getAttribute("id"));
    await page.context().close();
  });
});

test("a command is copied as it stands, and that it was is announced", async () => {
  const { page, errors } = await openPage(browser, server, report, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const code = page.locator("copy-code").first();
  await code.getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => code.getByRole("status").innerText()).toBe("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^pg_waldump .*\S$/);
  expect(copied).toBe((await code.locator("pre").innerText()).trimEnd());
  expect(errors).toEqual([]);
  await page.context().close();
});

test("a word of the glossary leads to its meaning, on its first use in a part", async () => {
  const { page } = await openPage(browser, server, report);
  const term = page.locator('.text a[href="/glossary/#failover"]');
  expect(await term.count()).toBe(1);
  await term.click();
  expect(await page.locator(":target h3").innerText()).toContain("failover");
  expect(await isTargetShown(page)).toBe(true);
  await page.context().close();
});

test("the course is drawn to scale, below words that say the same", async () => {
  const { page } = await openPage(browser, server, report, { viewport: { width: 360, height: 740 } });
  const course = page.locator(".course").first();
  const [place, last] = await Promise.all(
    ["Noticed", "Closed"].map((label) =>
      course
        .locator("li", { hasText: label })
        .locator("circle")
        .evaluate((dot) => dot.getBoundingClientRect().left),
    ),
  );
  const start = await course
    .locator("li", { hasText: "Users first felt it" })
    .locator("circle")
    .evaluate((dot) => dot.getBoundingClientRect().left);
  // 13:07 to 13:09, and to 17:10: two of 243 minutes.
  expect(((place ?? 0) - start) / ((last ?? 0) - start)).toBeCloseTo(2 / 243, 2);
  expect(await course.innerText()).toContain("13:09");
  await page.context().close();
});

describe("on paper", () => {
  test("a report has its text and its actions, and nothing that must be pressed", async () => {
    const { page } = await openPage(browser, server, report);
    await page.emulateMedia({ media: "print" });
    const isShown = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
    for (const hidden of [
      ".contents",
      "a.permalink",
      "copy-code button",
      ".lesson .actions",
      ".chart details",
      ".site-header nav",
    ]) {
      expect(await page.locator(hidden).count(), hidden).toBeGreaterThan(0);
      expect(await isShown(hidden), hidden).toBe(false);
    }
    for (const shown of [
      "h1",
      ".figures",
      ".text p",
      ".chart svg",
      ".course",
      ".factor",
      ".action-list",
      ".facts",
    ])
      expect(await isShown(shown), shown).toBe(true);
    await page.context().close();
  });
});

describe("without JavaScript", () => {
  test("everything of a report is there, and nothing that would do nothing", async () => {
    const { page } = await openPage(browser, server, report, { javaScriptEnabled: false });
    for (const shown of [
      ".contents a",
      ".figures",
      ".chart svg",
      ".course",
      ".factor",
      ".action-list",
      ".similar",
    ])
      expect(await page.locator(shown).first().isVisible(), shown).toBe(true);
    expect(await page.locator("main button").count()).toBe(0);
    const table = page.locator(".chart details").first();
    await table.locator("summary").click();
    expect(await table.locator("tbody tr").first().isVisible()).toBe(true);
    await page.context().close();
  });

  test("the library leads to every report, and to each by every facet", async () => {
    const { page } = await openPage(browser, server, "/lessons/", { javaScriptEnabled: false });
    const hrefs = await page
      .locator("main a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    const reports = new Set(hrefs.filter((href) => /^\/lessons\/\d{4}-\d\d-\d\d-[^/]+\/$/.test(href)));
    expect(reports.size).toBe(9);
    expect(hrefs).toEqual(
      expect.arrayContaining([
        "/lessons/by/factor/",
        "/lessons/by/factor/monitoring-gap/",
        "/lessons/by/status/in-review/",
      ]),
    );
    await page.locator('.browse a[href="/lessons/by/factor/monitoring-gap/"]').click();
    expect(await page.locator(".lesson-card").count()).toBe(5);
    await page.context().close();
  });
});

describe("with the keyboard alone", () => {
  test("the library is walked in the order in which it is read, with the focus always seen", async () => {
    const { page } = await openPage(browser, server, "/lessons/");
    await page.locator("main").evaluate((main) => {
      main.tabIndex = -1;
      main.focus();
    });
    const stops: string[] = [];
    const expected = await page
      .locator("main a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    for (let index = 0; index < expected.length; index++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const focused = document.activeElement;
        const box = focused?.getBoundingClientRect();
        return {
          href: focused?.getAttribute("href") ?? "",
          outline: focused ? getComputedStyle(focused).outlineWidth : "",
          isSeen: box !== undefined && box.bottom > 0 && box.top < window.innerHeight,
        };
      });
      expect(stop, stop.href).toMatchObject({ outline: "3px", isSeen: true });
      stops.push(stop.href);
    }
    expect(stops).toEqual(expected);
    expect(stops[0]).toBe("/search/");
    await page.context().close();
  });

  test("a report's command, its chart's table and its contents list can be worked", async () => {
    const { page } = await openPage(browser, server, report);
    const contents = page.locator(".contents summary");
    await contents.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".contents a").first().isVisible()).toBe(false);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("What happened");
    const table = page.locator(".chart summary").first();
    await table.focus();
    await page.keyboard.press("Space");
    expect(await page.locator(".chart tbody tr").first().isVisible()).toBe(true);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("region");
    await page.locator("copy-code pre").first().focus();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Copy");
    await page.context().close();
  });
});

test("everything in the main part that is pressed for itself is at least 24 pixels high", async () => {
  for (const path of [report, "/lessons/", "/lessons/actions/", "/glossary/"]) {
    const { page } = await openPage(browser, server, path, { viewport: { width: 360, height: 740 } });
    // Links within a sentence are as high as its lines; WCAG 2.2, 2.5.8 has an exception for them.
    const small = await page
      .locator(
        "main :is(button, summary, nav a, .contents a, .actions a, .facet-values a, .ways a, .course a)",
      )
      .evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24)
          .map((one) => one.textContent),
      );
    expect(small, path).toEqual([]);
    await page.context().close();
  }
});
