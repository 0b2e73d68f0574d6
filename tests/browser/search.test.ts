import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileTexts } from "../formats/site.ts";
import { type StaticServer, serve } from "../server.ts";
import { daymark, temporarySite } from "../site/build.ts";
import { searchedNow, searchedSite } from "../site/searched.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

const lesson = "/lessons/2026-10-06-sign-in-failing/";
const incident = "/incidents/2026-10-06-sign-in-failing/";

/** Incidents whose titles break what is careless with them, and enough of them for a second page of results. */
const many = Object.fromEntries(
  Array.from({ length: 24 }, (_, index) => {
    const day = String(index + 1).padStart(2, "0");
    const title = hostileTexts[index % hostileTexts.length] ?? "";
    return [
      `incidents/2024/2024-05-${day}-crowd.md`,
      `---\ntitle: ${JSON.stringify(`crowded ${title}`)}\n---\n\n## Resolved — 2024-05-${day} 10:00 UTC\n\nToo many visitors.\n\n    ${title}\n`,
    ];
  }),
);

let browser: Browser;
let root: string;
let server: StaticServer;
let below: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  root = temporarySite({ ...searchedSite, ...many });
  const built = await daymark("build", "--root", root, "--now", searchedNow);
  expect(built.code, built.err).toBe(0);
  const other = await daymark(
    "build",
    "--root",
    root,
    "--now",
    searchedNow,
    "--base",
    "/status",
    "--out",
    join(root, "below"),
  );
  expect(other.code, other.err).toBe(0);
  server = await serve(join(root, "dist"));
  below = await serve(join(root, "below"), "/status");
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await below.close();
  rmSync(root, { recursive: true, force: true });
});

function field(page: Page): Locator {
  return page.getByRole("searchbox");
}

function status(page: Page): Locator {
  return page.locator(".found");
}

/** Waits until the page says something that fits, and gives it back. */
async function said(page: Page, what: RegExp): Promise<string> {
  await status(page).filter({ hasText: what }).waitFor();
  return status(page).innerText();
}

function titles(page: Page): Promise<string[]> {
  return page.locator(".results h3").allInnerTexts();
}

async function hrefs(page: Page): Promise<(string | null)[]> {
  return page.locator(".results h3 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
}

/** The box of a value in the panel, and its number. */
function box(page: Page, label: string): Locator {
  return page.locator(".narrow li").filter({ hasText: label }).locator("visible=true");
}

const indexFiles = (requests: readonly string[]): string[] =>
  requests.filter((path) => path.includes("/search/index-"));

describe("A reader", () => {
  test("loads nothing of the index before typing; then types, narrows down, opens a part, goes back, and all is as it was", async () => {
    const seen = server.requests.length;
    const { page, foreign, errors } = await openPage(browser, server, "/search/");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("query");
    expect(indexFiles(server.requests.slice(seen))).toEqual([]);

    await page.keyboard.type("certificate");
    expect(await said(page, /found/)).toBe("2 pages found for “certificate”.");
    expect(new Set(await hrefs(page))).toEqual(new Set([lesson, incident]));
    expect(await page.locator(".results mark").first().innerText()).toMatch(/^certificate/);

    await box(page, "Lesson").getByRole("checkbox").check();
    expect(await said(page, /narrowed/)).toBe("1 page found for “certificate”, narrowed down to Lesson.");
    expect(new URL(page.url()).search).toBe("?q=certificate&kind=lesson");
    // Another kind would add pages, and its number still says how many.
    expect(await box(page, "Incident").locator(".number").innerText()).toBe("1");
    await box(page, "Incident").getByRole("checkbox").check();
    await said(page, /^2 pages/);
    expect(new URL(page.url()).search).toBe("?q=certificate&kind=lesson&kind=incident");
    await page.goBack();
    await said(page, /^1 page found/);
    expect(await box(page, "Lesson").getByRole("checkbox").isChecked()).toBe(true);
    expect(await box(page, "Incident").getByRole("checkbox").isChecked()).toBe(false);

    const part = page.locator(".sections a").filter({ hasText: "Watch the certificate" });
    expect(await part.getAttribute("href")).toBe(`${lesson}#a-watch-all`);
    await part.click();
    await page.waitForURL(`**${lesson}#a-watch-all`);
    expect(await page.locator("#a-watch-all").count()).toBe(1);
    await page.goBack();
    await said(page, /^1 page found for “certificate”, narrowed down to Lesson/);
    expect(await field(page).inputValue()).toBe("certificate");
    expect(await box(page, "Lesson").getByRole("checkbox").isChecked()).toBe(true);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test("comes back to where the page was scrolled to, with as many results", async () => {
    const { page } = await openPage(browser, server, "/search/?q=crowded");
    await said(page, /^24 pages/);
    expect(await page.locator(".results > li").count()).toBe(10);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.locator(".results > li").nth(19).waitFor();
    expect(
      await page.evaluate(
        () =>
          document.activeElement?.closest(".results > li") === document.querySelectorAll(".results > li")[10],
      ),
    ).toBe(true);
    const link = page.locator(".results h3 a").nth(17);
    await link.scrollIntoViewIfNeeded();
    const top = await page.evaluate(() => scrollY);
    expect(top).toBeGreaterThan(500);
    await link.click();
    await page.waitForURL("**/incidents/**");
    await page.goBack();
    await page.locator(".results > li").nth(19).waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top - 50);
    expect(await page.locator(".results > li").count()).toBe(20);
  });

  test("without a mouse reaches the field, the panel and the results in this order", async () => {
    const { page } = await openPage(browser, server, "/search/?q=certificate");
    await said(page, /found/);
    await page.locator(".narrow fieldset:visible").first().waitFor();
    await field(page).focus();
    const order: string[] = [];
    for (let step = 0; step < 60 && order.at(-1) !== "result"; step++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const active = document.activeElement;
        if (active?.closest(".results")) return "result";
        return active?.closest(".narrow") ? "panel" : active?.closest(".query") ? "query" : "other";
      });
      if (order.at(-1) !== at) order.push(at);
    }
    expect(order).toEqual(["query", "panel", "result"]);
    await page.locator(".narrow input").first().focus();
    await page.keyboard.press("Space");
    await said(page, /narrowed down/);
    // The box keeps the focus: the panel is not made anew.
    expect(await page.evaluate(() => document.activeElement?.matches(".narrow input:checked"))).toBe(true);
  });

  test("gets from the field to the results with Enter, and clears it with Escape", async () => {
    const { page } = await openPage(browser, server, "/search/");
    await page.keyboard.type("certificate");
    await page.keyboard.press("Enter");
    await said(page, /found/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("results");
    await field(page).focus();
    await page.keyboard.press("Escape");
    await page.locator(".browse").waitFor();
    expect(await field(page).inputValue()).toBe("");
    expect(await page.locator(".answer").isVisible()).toBe(false);
    expect(new URL(page.url()).search).toBe("");
  });

  test("is told how many there are where screen readers listen", async () => {
    const { page } = await openPage(browser, server, "/search/");
    const live = page.getByRole("status").and(page.locator(".found"));
    expect(await live.count()).toBe(1);
    await page.keyboard.type("certificate");
    await said(page, /^2 pages found/);
  });

  test("on a phone can open the panel, and every target is large enough for a thumb", async () => {
    const { page } = await openPage(browser, server, "/search/?q=certificate", {
      viewport: { width: 320, height: 640 },
    });
    await said(page, /found/);
    expect(await page.locator(".narrow form").isVisible()).toBe(false);
    await page.locator(".narrow > summary").click();
    await page.locator(".narrow fieldset:visible").first().waitFor();
    const small = await page
      .locator(
        ".query input, .query button, .narrow summary, .narrow li:not([hidden]) > label, .narrow .more:not([hidden])",
      )
      .evaluateAll((targets) =>
        targets
          .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 44)
          .map((target) => target.outerHTML),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

describe("What is typed", () => {
  test("as an id leads to its page", async () => {
    const { page } = await openPage(browser, server, "/search/");
    await page.keyboard.type("cve-2026-1234");
    expect(await page.locator(".jump").innerText()).toContain("Archives can write outside of their folder");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/advisories/KELP-2026-0001/");
  });

  test.each([
    ["v1.1.1", ["Sign-in failing"]],
    ["1.1.10", ["Uploads slow"]],
    ["E1234", ["Sign-in failing"]],
    ["proxy 503", ["Sign-in failing"]],
    ["max_map_count", ["The wildcard certificate expired and nobody was told"]],
    ["KELP-2026-0001", ["Archives can write outside of their folder"]],
    [
      "2026-10-06-sign-in-failing",
      ["The wildcard certificate expired and nobody was told", "Sign-in failing"],
    ],
  ])("as a name, %s, is found exactly", async (query, expected) => {
    const { page } = await openPage(browser, server, `/search/?q=${encodeURIComponent(query)}`);
    expect(await said(page, /found/)).toMatch(new RegExp(`^${expected.length} pages? found`));
    expect((await titles(page)).toSorted()).toEqual(expected.toSorted());
  });

  test("as a name that nothing has gives what is close to it, and says so", async () => {
    const { page } = await openPage(browser, server, "/search/?q=v1.1.7");
    await page.locator(".found:not(:empty)").waitFor();
    expect(await said(page, /Nothing found|No page has exactly/)).toBeTruthy();
  });

  test("as another name of a term finds the pages that use the term, without showing it there", async () => {
    const { page } = await openPage(browser, server, "/search/?q=Wiederherstellung&kind=incident");
    await said(page, /^1 page found/);
    expect(await titles(page)).toEqual(["Uploads slow"]);
    expect(await page.locator(".results .sections .excerpt").innerText()).toContain(
      "A restore was not needed.",
    );
    expect(await page.locator(".results mark").innerText()).toBe("restore");
  });

  test("as a question finds pages with some of its words where none has all", async () => {
    const { page } = await openPage(
      browser,
      server,
      "/search/?q=why+did+the+wildcard+certificate+of+elephants+expire",
    );
    expect(await said(page, /words|found/)).toContain(
      "“why did the wildcard certificate of elephants expire”",
    );
    expect((await hrefs(page)).slice(0, 2).toSorted()).toEqual([incident, lesson]);
  });

  test("is never run, and neither is what a record says", async () => {
    const { page, errors } = await openPage(browser, server, "/search/");
    for (const text of [
      ...hostileTexts,
      "x".repeat(10_000),
      "🔥".repeat(50),
      "שלום",
      '"',
      "“”",
      "\\",
      "%",
      "*:*",
      "()",
    ]) {
      await field(page).fill(text);
      await page.keyboard.press("Enter");
      await page.locator(".found:not(:empty)").waitFor();
    }
    await page.goto(`${server.url}/search/?q=crowded`);
    await said(page, /^24 pages/);
    const shown = await titles(page);
    for (const title of shown) expect(title).toMatch(/^crowded /);
    expect(shown.join("\n")).toContain("<script>");
    expect(await page.locator(".results :is(script, img, svg, iframe)").count()).toBe(0);
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
    expect(errors).toEqual([]);
  });
});

describe("Where nothing is found", () => {
  test("the page says what was searched, which choice is in the way, and where to browse", async () => {
    const { page } = await openPage(browser, server, "/search/?q=certificate&kind=advisory&year=2025");
    expect(await said(page, /Nothing/)).toBe(
      "Nothing found for “certificate”, narrowed down to Security advisory, 2025.",
    );
    const none = page.locator(".none");
    await none.waitFor();
    expect(await none.innerText()).toContain("were searched");
    expect(await page.locator(".browse").isVisible()).toBe(true);
    await none.getByRole("link", { name: "Without narrowing down: 2 found" }).click();
    await said(page, /^2 pages found for “certificate”\.$/);
    expect(new URL(page.url()).search).toBe("?q=certificate");
    await page.goBack();
    await said(page, /Nothing/);
  });

  test("since the index cannot be loaded, the page says so, and tries again with the next letter", async () => {
    const { page } = await openPage(browser, server, "/search/");
    await page.route("**/search/index-**", (route) => route.abort());
    await page.keyboard.type("certificate");
    await said(page, /could not be loaded/);
    expect(await page.locator(".browse").isVisible()).toBe(true);
    await page.unroute("**/search/index-**");
    await page.keyboard.type("s");
    await said(page, /^2 pages found/);
  });

  test("since there is no JavaScript, there are pages to browse", async () => {
    const { page } = await openPage(browser, server, "/search/", { javaScriptEnabled: false });
    expect(await page.locator("body").innerText()).toContain("Searching needs JavaScript");
    expect(await field(page).isVisible()).toBe(false);
    const links = await page
      .locator(".browse a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    for (const path of ["/history/", "/advisories/", "/lessons/", "/glossary/", "/lessons/by/factor/"]) {
      expect(links).toContain(path);
    }
  });
});

describe("The key /", () => {
  test("opens the search from a page, and is a sign like any other in a field", async () => {
    const { page } = await openPage(browser, server, "/history/");
    await page.keyboard.press("Control+/");
    expect(new URL(page.url()).pathname).toBe("/history/");
    await page.keyboard.press("/");
    await page.waitForURL("**/search/");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("query");
    expect(await field(page).inputValue()).toBe("");
    await page.keyboard.type("a/b");
    expect(await field(page).inputValue()).toBe("a/b");
    await page.locator("h1").click();
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("query");
  });
});

test("Below a path, everything is loaded from below it, and results lead there", async () => {
  const { page, errors } = await openPage(browser, below, "/search/?q=certificate");
  await said(page, /^2 pages/);
  expect((await hrefs(page)).toSorted()).toEqual([`/status${incident}`, `/status${lesson}`]);
  expect(below.requests.every((path) => path.startsWith("/status/"))).toBe(true);
  await page.locator(".results h3 a").first().click();
  await page.waitForURL("**/status/**sign-in-failing/");
  expect(errors).toEqual([]);
});

test("Only the search may compile WebAssembly, and nothing may run as text", async () => {
  const policy = async (path: string): Promise<string> => {
    const { page } = await openPage(browser, server, path);
    return (await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content")) ?? "";
  };
  expect(await policy("/search/")).toContain("script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");
  expect(await policy("/search/")).not.toContain("unsafe-inline");
  expect(await policy("/search/")).not.toContain(" 'unsafe-eval'");
  expect(await policy("/")).not.toContain("wasm");
});

test.each(["light", "dark"] as const)(
  "axe finds nothing on the page with results, %s",
  async (colorScheme) => {
    const { page } = await openPage(browser, server, "/search/?q=certificate&kind=lesson", { colorScheme });
    await said(page, /found/);
    await page.locator(".narrow fieldset:visible").first().waitFor();
    expect(await axe(page)).toEqual([]);
    await page.goto(`${server.url}/search/?q=certificate&kind=advisory`);
    await page.locator(".none").waitFor();
    expect(await axe(page)).toEqual([]);
  },
);
