import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { StaticServer } from "../server.ts";

/** A page, and everything about it that must not happen. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests that left the site. */
  readonly foreign: string[];
  /** Errors of scripts, of the console (violations of the content security policy among them), and dialogs. */
  readonly errors: string[];
}

/** Opens a page in a context of its own and watches it. */
export async function openPage(
  browser: Browser,
  server: StaticServer,
  path: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.url + path, { waitUntil: "load" });
  return { page, foreign, errors };
}
