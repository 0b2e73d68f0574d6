import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { squeeze } from "../../src/embed/squeeze.ts";
import { statuspageDocuments } from "../../src/formats/statuspage.ts";
import { levelLabels } from "../../src/model/level.ts";
import { buildModel } from "../../src/model/site.ts";
import type { Incident } from "../../src/records/incident.ts";
import { impactLevels } from "../../src/records/schema/vocabulary.ts";
import { at, type Facts, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";

const source = readFileSync(join(import.meta.dirname, "../../src/embed/status.js"), "utf8");
const script = `${squeeze(source)}\n`;

interface Origin {
  readonly url: string;
  readonly requests: string[];
  answer: RequestListener;
  close(): void;
}

async function listen(answer: RequestListener): Promise<Origin> {
  const requests: string[] = [];
  const own: Origin = { url: "", requests, answer, close: () => void server.close() };
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    own.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...own,
    url: `http://127.0.0.1:${port}`,
    get answer() {
      return own.answer;
    },
    set answer(value) {
      own.answer = value;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The summary of a site as it is published. */
function summary(facts: { readonly name?: string; readonly records?: readonly Incident[] } = {}): string {
  const settings = site({ name: facts.name ?? "Example", groups: [{ id: "main", name: "Main" }] });
  const own = { incidents: facts.records ?? [], services: [service("api")], site: settings };
  const model = buildModel(records(own), origin, at("12:00"), noHistory);
  const found = [...statuspageDocuments(model)].find(({ path }) => path === "/api/v2/summary.json");
  return found?.body ?? "";
}

function record(facts: Facts, title: string): Incident {
  return { ...incident(facts), title };
}

/** A status page that any other site may read. */
function statusSite(body: () => string, status = 200): RequestListener {
  return (request, response) => {
    const path = request.url ?? "";
    response.setHeader("access-control-allow-origin", "*");
    if (path.endsWith("/embed.js")) {
      response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    } else if (path.endsWith("/api/v2/summary.json")) {
      response.writeHead(status, { "content-type": "application/json" }).end(body());
    } else {
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
    }
  };
}

let browser: Browser;
let status: Origin;
let host: Origin;
let element: string;
let head: string;

beforeAll(async () => {
  browser = await launchBrowser();
  status = await listen(() => {});
  host = await listen((request, response) => {
    if (request.url !== "/") {
      response.writeHead(404).end();
      return;
    }
    const policy = `default-src 'none'; script-src ${status.url}; connect-src ${status.url}; base-uri 'none'; require-trusted-types-for 'script'`;
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
    });
    response.end(
      `<!doctype html><html lang="en"><head><title>Host</title>${head}</head><body><main><h1>Host</h1>${element}</main></body></html>`,
    );
  });
});
afterAll(async () => {
  await browser.close();
  status.close();
  host.close();
});
beforeEach(() => {
  status.requests.length = 0;
  element = `<script async src="${status.url}/embed.js"></script><daymark-status><a href="${status.url}/">Status of Example</a></daymark-status>`;
  head = "";
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** Opens the page that embeds the element, and collects whatever the browser complains about. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options })).newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${host.url}/`, { waitUntil: "load" });
  return { page, errors };
}

/** The text of the element as readers see it, once it is there. */
async function told(page: Page): Promise<string> {
  const box = page.locator("daymark-status div");
  await box.waitFor();
  return (await box.innerText()).replace(/\s*\n+\s*/g, " | ").trim();
}

test("The script has at most 2048 bytes, runs as a classic script, and is sent so", () => {
  expect(Buffer.byteLength(script)).toBeLessThanOrEqual(2048);
  expect(() => new Function(script)).not.toThrow();
  // Decoded in the encoding of the page around it.
  expect(script).toMatch(/^[\x20-\x7e\n]*$/);
  expect(script).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval|\.style\b/);
  expect(readFileSync(join(inject("demonstration"), "embed.js"), "utf8")).toBe(script);
});

describe("The element in another site with a strict policy", () => {
  test("shows level, incidents and maintenance with links, in one request", async () => {
    const body = summary({
      name: "Kelp",
      records: [
        record({ id: "slow", impact: ["api partial 11:00"], updates: ["identified 11:05"] }, "API slow"),
        record({ id: "soon", scheduled: ["21T08:00", "21T09:00"] }, "Soon"),
        record({ id: "later", scheduled: ["22T08:00", "22T09:00"] }, "Later"),
        record({ id: "now", scheduled: ["11:30", "12:30"] }, "Under way"),
        record({ id: "over", impact: ["api major 08:00 09:00"], updates: ["resolved 09:00"] }, "Over"),
      ],
    });
    status.answer = statusSite(() => body);
    const { page, errors } = await open();
    expect(await told(page)).toBe(
      "■ Partial outage · Kelp | API slow | Under way | Soon · 21 Nov 2026, 08:00",
    );
    const links = await page
      .locator("daymark-status div a")
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links).toEqual([
      `${status.url}/`,
      ...["slow", "now", "soon"].map((id) => `https://status.example.org/incidents/${id}/`),
    ]);
    expect(await page.locator("daymark-status").getAttribute("role")).toBe("status");
    expect(status.requests).toEqual(["/embed.js", "/api/v2/summary.json"]);
    expect(errors).toEqual([]);
  });

  test("has the words of the pages for every level", async () => {
    for (const level of [...impactLevels, "operational"] as const) {
      const impact = level === "operational" ? [] : [`api ${level} 11:00`];
      const window = { scheduled: ["11:00", "13:00"] as const, updates: ["scheduled 10:00"] };
      const facts = level === "maintenance" ? window : { updates: ["identified 11:05"] };
      const records = level === "operational" ? [] : [record({ impact, ...facts }, "It")];
      status.answer = statusSite(() => summary({ records }));
      const { page } = await open();
      expect(await told(page)).toMatch(new RegExp(`^[✓◆▲■✕] ${levelLabels[level]} · Example`));
    }
  });

  test("shows hostile texts as texts, and no link that could run", async () => {
    const attacks = [
      "<script>window.attacked=1</script>",
      "<img src=x onerror=window.attacked=1>",
      "</bdi></ul></div><h1 onmouseover=window.attacked=1>x",
      "\u202e<b>${window.attacked=1}</b>",
    ] as const;
    const body = summary({
      name: attacks[1],
      records: attacks.map((text, index) =>
        record({ id: `a${index}`, impact: ["api major 11:00"], updates: [`identified 11:0${index}`] }, text),
      ),
    });
    status.answer = statusSite(() => body.replaceAll(/"https:[^"]*a1\/"/g, '"javascript:window.attacked=1"'));
    const { page, errors } = await open();
    const shown = await told(page);
    for (const text of attacks) expect(shown).toContain(text);
    expect(shown.startsWith(`✕ Major outage · ${attacks[1]} | `)).toBe(true);
    const hrefs = await page
      .locator("daymark-status li a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    expect(hrefs.filter((href) => href === "")).toHaveLength(1);
    expect(hrefs.filter((href) => href.startsWith("https://"))).toHaveLength(3);
    await page.locator("daymark-status li a").filter({ hasText: "onerror" }).click();
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
    expect(errors).toEqual([]);
  });

  test("finds the site by its own address, or by src, below a path too", async () => {
    status.answer = statusSite(() => summary());
    for (const src of ["", ` src="${status.url}/status"`, ` src="${status.url}/status/"`, ' src="/status"']) {
      element = `<script async src="${status.url}/status/embed.js"></script><daymark-status compact${src}></daymark-status>`;
      status.requests.length = 0;
      const { page, errors } = await open();
      expect(await told(page)).toBe("✓ Operational · Example");
      expect(await page.locator("daymark-status a").first().getAttribute("href")).toBe(
        `${status.url}/status/`,
      );
      expect(status.requests).toEqual(["/status/embed.js", "/status/api/v2/summary.json"]);
      expect(errors).toEqual([]);
    }
  });

  test("is one line when compact", async () => {
    const records = [record({ impact: ["api degraded 11:00"], updates: ["identified 11:05"] }, "Slow")];
    status.answer = statusSite(() => summary({ records }));
    element = element.replace("<daymark-status>", "<daymark-status compact>");
    expect(await told((await open()).page)).toBe("▲ Degraded · Example");
  });

  test("stays within a narrow page whatever word is in it", async () => {
    const records = [
      record({ impact: ["api major 11:00"], updates: ["identified 11:05"] }, "Long".repeat(54)),
    ];
    const body = summary({ name: "Name".repeat(54), records });
    status.answer = statusSite(() => body);
    const { page } = await open({ viewport: { width: 360, height: 740 } });
    expect(await told(page)).toContain("LongLong");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test("may stand on a page twice with its script, as the snippet has both", async () => {
    const body = summary();
    status.answer = statusSite(() => body);
    element += element;
    const { page, errors } = await open();
    await expect.poll(() => page.locator("daymark-status div").allInnerTexts()).toHaveLength(2);
    expect(await page.locator("daymark-status div").allInnerTexts()).toEqual(
      Array(2).fill("✓ Operational · Example"),
    );
    expect(errors).toEqual([]);
  });

  test("leaves its link where scripts do not run, or while nothing is known", async () => {
    status.answer = statusSite(() => summary());
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator("daymark-status").innerText()).toBe("Status of Example");
  });

  test("says that the status is unknown whatever goes wrong, and never anything good", async () => {
    const good = summary();
    const answers: readonly RequestListener[] = [
      statusSite(() => good, 500),
      statusSite(() => good, 404),
      statusSite(() => "<h1>Not found</h1>"),
      statusSite(() => good.slice(0, -20)),
      statusSite(() => "null"),
      statusSite(() => "{}"),
      statusSite(() => good.replace('"none"', '"constructor"')),
      statusSite(() => good.replace('"none"', '"__proto__"')),
      statusSite(() => good.replace('"incidents"', '"events"')),
      statusSite(() => good.replace('"scheduled_maintenances"', '"works"')),
      (request, response) => {
        // A host that sends no header for other sites.
        if (request.url === "/embed.js") statusSite(() => good)(request, response);
        else response.writeHead(200, { "content-type": "application/json" }).end(good);
      },
      (request, response) => {
        if (request.url === "/embed.js") statusSite(() => good)(request, response);
        else request.socket.destroy();
      },
    ];
    for (const [index, answer] of answers.entries()) {
      status.answer = answer;
      const { page } = await open();
      expect(await told(page), String(index)).toMatch(/^\? Status unknown/);
      expect(await page.locator("daymark-status a").first().getAttribute("href")).toBe(`${status.url}/`);
    }
  });

  test("says so after a while where nothing answers", async () => {
    status.answer = (request, response) => {
      if (request.url === "/embed.js") statusSite(() => "")(request, response);
    };
    const { page } = await open();
    expect(await page.locator("daymark-status").innerText()).toBe("Status of Example");
    await page.locator("daymark-status div").waitFor({ timeout: 20_000 });
    expect(await told(page)).toBe("? Status unknown");
  });

  test("is loaded again every five minutes, changes nothing that has not changed, and stops when it is removed", async () => {
    let body = summary();
    status.answer = statusSite(() => body);
    const page = await (await browser.newContext()).newPage();
    await page.clock.install();
    await page.goto(`${host.url}/`);
    expect(await told(page)).toBe("✓ Operational · Example");
    const first = await page.locator("daymark-status div").elementHandle();
    await page.clock.runFor("05:01");
    await expect.poll(() => status.requests.length).toBe(3);
    expect(await first?.evaluate((node) => node.isConnected)).toBe(true);
    body = summary({
      records: [record({ impact: ["api major 11:00"], updates: ["identified 11:05"] }, "Down")],
    });
    await page.clock.runFor("05:00");
    await expect.poll(() => told(page)).toBe("✕ Major outage · Example | Down");
    status.answer = statusSite(() => "", 503);
    await page.clock.runFor("05:00");
    await expect.poll(() => told(page)).toBe("? Status unknown");
    // Moved elsewhere it goes on, with one timer.
    await page.evaluate(() =>
      document.querySelector("main")?.prepend(document.querySelector("daymark-status") ?? ""),
    );
    await expect.poll(() => status.requests.length).toBe(6);
    await page.clock.runFor("05:01");
    await expect.poll(() => status.requests.length).toBe(7);
    await page.evaluate(() => document.querySelector("daymark-status")?.remove());
    await page.clock.runFor("20:00");
    expect(status.requests).toHaveLength(7);
  });

  test("is accessible, light or dark as the page is", async () => {
    const records = [
      record({ id: "a", impact: ["api major 11:00"], updates: ["identified 11:05"] }, "API down"),
      record({ id: "b", scheduled: ["21T08:00", "21T09:00"] }, "Move"),
    ];
    status.answer = statusSite(() => summary({ records }));
    const colours = async (page: Page): Promise<string[]> =>
      page.locator("daymark-status div").evaluate((box) => {
        const sign = box.querySelector("b") ?? box;
        return [getComputedStyle(box).backgroundColor, getComputedStyle(sign).color];
      });
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await open({ colorScheme });
      await told(page);
      // The page is light for everybody.
      expect(await colours(page)).toEqual(["rgb(255, 255, 255)", "rgb(174, 20, 25)"]);
      expect(await axe(page)).toEqual([]);
    }
    head = '<meta name="color-scheme" content="light dark">';
    const { page } = await open({ colorScheme: "dark" });
    await told(page);
    expect(await colours(page)).toEqual(["rgb(18, 18, 18)", "rgb(249, 143, 135)"]);
    expect(await axe(page)).toEqual([]);
  });
});
