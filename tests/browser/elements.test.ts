import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { launchBrowser } from "./browser.ts";

let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await serve(inject("demonstration"));
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Opens a page at a moment of the reader's clock. */
async function openAt(now: string, path: string, timezoneId = "UTC"): Promise<Page> {
  const context = await browser.newContext({ timezoneId, locale: "en-GB" });
  const page = await context.newPage();
  await page.clock.install({ time: new Date(now) });
  await page.goto(server.url + path);
  return page;
}

test("a promised update is counted down, and said to be overdue once its time has passed", async () => {
  const page = await openAt("2026-11-21T08:30:00Z", "/");
  const due = page.locator("next-update").first();
  await expect
    .poll(() => due.innerText())
    .toContain("Next update promised in 30 min, 21 Nov 2026, 09:00 UTC");
  await page.clock.runFor("01:05:00");
  await expect.poll(() => due.innerText()).toContain("Next update overdue by 35 min");
  expect(await due.getAttribute("data-overdue")).not.toBeNull();
  await page.context().close();
});

test("the reader's own time stands beside UTC, with the day where it is another one", async () => {
  const page = await openAt("2026-11-21T02:00:00Z", "/incidents/2026-11-20-search-slow/", "America/New_York");
  await expect
    .poll(() => page.locator("#update-2026-11-21-0048 h2").innerText())
    .toMatch(/21 Nov 2026, 00:48 UTC \((20 Nov|Nov 20), 19:48 (GMT-5|EST)\)/);
  await page.context().close();
});

test("a reader in UTC sees each time once", async () => {
  const page = await openAt("2026-11-21T02:00:00Z", "/incidents/2026-11-20-search-slow/");
  expect(await page.locator("#update-2026-11-21-0048 .note").innerText()).toBe("");
  await page.context().close();
});

test("a planned maintenance moves with the clock without a new build", async () => {
  const page = await openAt("2026-12-05T06:30:00Z", "/");
  const clock = page.locator("maintenance-clock");
  await expect.poll(() => clock.innerText()).toContain("Scheduled, begins in 30 min");
  await page.clock.runFor("00:45:00");
  await expect.poll(() => clock.innerText()).toContain("In progress, planned to end in 1 h 45 min");
  await page.clock.runFor("02:00:00");
  await expect.poll(() => clock.innerText()).toContain("Planned window has ended");
  await page.context().close();
});

test("an old build is seen to be old", async () => {
  const page = await openAt("2026-11-24T02:00:00Z", "/");
  await expect.poll(() => page.locator(".overall").innerText()).toContain("3 days ago");
  await expect.poll(() => page.locator("footer").innerText()).toContain("3 days ago");
  await page.context().close();
});

test("a newer build is offered quietly, the same build is not", async () => {
  const page = await openAt("2026-11-21T02:05:00Z", "/");
  const notice = page.locator("build-notice");
  await page.clock.runFor("00:02:00");
  expect(await notice.innerText()).toBe("");
  await page.route("**/api/v1/build.json", (route) => route.fulfill({ json: { version: "another" } }));
  await page.clock.runFor("00:02:00");
  await expect.poll(() => notice.innerText()).toContain("There is a newer version of this page.");
  await page.context().close();
});

test("no connection is no reason to say anything", async () => {
  const page = await openAt("2026-11-21T02:05:00Z", "/");
  await page.context().setOffline(true);
  await page.clock.runFor("00:03:00");
  expect(await page.locator("build-notice").innerText()).toBe("");
  await page.context().close();
});
