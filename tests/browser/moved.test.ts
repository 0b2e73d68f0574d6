import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { movedPage } from "../../src/formats/moved.ts";
import { type StaticServer, serve } from "../server.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

const OLD = "/incidents/old/";
const NEW = "/incidents/new/";

let browser: Browser;
let server: StaticServer;
let folder: string;
let html: string;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = mkdtempSync(join(tmpdir(), "daymark-moved-"));
  server = await serve(folder);
  const update = '<p id="update-2026-11-20-1105" style="margin-top: 3000px">Update</p>';
  html = movedPage("</title><b>New</b>", server.url + NEW);
  const pages = { [OLD]: html, [NEW]: `<!doctype html><title>New</title>${update}` };
  for (const [path, text] of Object.entries(pages)) {
    const file = join(folder, path, "index.html");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["", "#update-2026-11-20-1105", "#%22%3E%3Cscript%3E"])(
  "An old address leads to the same place of the present one: %s",
  async (fragment) => {
    const { page, errors, foreign } = await openPage(browser, server, OLD + fragment);
    await page.waitForURL(`**${NEW}**`);
    expect(page.url()).toBe(server.url + NEW + fragment);
    expect(await page.evaluate(() => scrollY > 1000)).toBe(fragment.startsWith("#update"));
    // Going back does not lead there and on again.
    expect(await page.evaluate(() => history.length)).toBe(2);
    expect([errors, foreign]).toEqual([[], []]);
    await page.context().close();
  },
);

test("It leads on without scripts, too", async () => {
  const { page } = await openPage(browser, server, `${OLD}#update-2026-11-20-1105`, {
    javaScriptEnabled: false,
  });
  await page.waitForURL(`**${NEW}`);
  await page.context().close();
});

test("Nothing but its own script may run there", () => {
  expect(html).toContain(`content="default-src 'none'; script-src 'sha256-`);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain("<b>");
});
