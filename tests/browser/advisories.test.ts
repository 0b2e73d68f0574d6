import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

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

const ids = async (page: Page): Promise<string[]> =>
  page.locator(".advisories li:visible .id").allTextContents();

test("advisories are narrowed down by several things at once, and the address says by which", async () => {
  const { page, errors } = await openPage(browser, server, "/advisories/");
  expect(await ids(page)).toHaveLength(8);
  await page.getByLabel("Severity").selectOption("High");
  expect(await ids(page)).toEqual(["KELP-2026-0008", "KELP-2026-0005"]);
  await page.getByLabel("Package").selectOption("@kelp-registry/client");
  expect(await ids(page)).toEqual(["KELP-2026-0005"]);
  expect(await page.locator("output").textContent()).toBe("1 of 8 shown");
  const address = new URL(page.url());
  expect([...address.searchParams]).toEqual([
    ["severity", "high"],
    ["package", "@kelp-registry/client"],
  ]);
  await page.reload();
  expect(await ids(page)).toEqual(["KELP-2026-0005"]);
  expect(await page.getByLabel("Severity").inputValue()).toBe("high");
  expect(errors).toEqual([]);
  await page.context().close();
});

test("advisories are found by words, and it is said when none is", async () => {
  const { page } = await openPage(browser, server, "/advisories/?q=TOKENS+log");
  expect(await ids(page)).toEqual(["KELP-2026-0004"]);
  await page.getByLabel("Words").fill("nothing like this");
  expect(await ids(page)).toEqual([]);
  expect(await page.locator("output").textContent()).toBe("None of 8 fits");
  await page.context().close();
});

test("without a script each choice has a page of its own", async () => {
  const { page } = await openPage(browser, server, "/advisories/", { javaScriptEnabled: false });
  expect(await page.locator("form").count()).toBe(0);
  await page.getByRole("link", { name: "Withdrawn", exact: true }).click();
  expect(await page.locator("h1").textContent()).toBe("Withdrawn advisories");
  expect(await ids(page)).toEqual(["KELP-2026-0003"]);
  await page.getByRole("link", { name: "All affected packages" }).click();
  await page.getByRole("link", { name: "kelp-cli" }).click();
  expect(await page.locator("h1").textContent()).toBe("Advisories for kelp-cli");
  expect(await ids(page)).toEqual(["KELP-2026-0006", "KELP-2025-0001"]);
  await page.context().close();
});
