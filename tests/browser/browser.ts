import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * A headless Chromium. The one that the npm package carries needs no system package; DAYMARK_CHROMIUM names another.
 */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: process.env["DAYMARK_CHROMIUM"] ?? (await chromium.executablePath()),
    // Not the package's own list: it turns off web security, which is what is being tested.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--headless=shell",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
