import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { daymark, smallSite, temporarySite } from "../site/build.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

const now = "2026-11-20T12:00Z";
const path = "/advisories/check/";

function advisory(title: string, affected: readonly string[], more = ""): string {
  return `---\ntitle: ${JSON.stringify(title)}\npublished: 2026-11-01T09:00Z\n${more}affected:\n${affected.map((one) => `  - ${one}\n`).join("")}---\n\n## Impact\n\nBad.\n`;
}

const site = {
  ...smallSite,
  "advisories/2026/ACME-2026-0001.md": advisory(
    "Archives can write outside of their folder",
    [
      'package: "pkg:npm/%40acme/widget"\n    ranges: [{ introduced: "0", fixed: 1.4.2 }, { introduced: 2.0.0-0, fixed: 2.1.1 }]',
    ],
    "severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H]\n",
  ),
  "advisories/2026/ACME-2026-0002.md": advisory(
    "Dates can hang the parser <script>window.attacked=1</script>",
    [
      'package: "pkg:cargo/dates"\n    ranges: [{ introduced: 1.0.0-0, fixed: none }]',
      'package: "pkg:npm/__proto__"\n    ranges: [{ introduced: "0", fixed: none }]',
    ],
  ),
  "advisories/2026/ACME-2026-0003.md": advisory(
    "Package steals tokens",
    ['package: "pkg:npm/stolen"\n    ranges: [{ introduced: "0", fixed: none }]'],
    "kind: malware\n",
  ),
  "advisories/2026/ACME-2026-0004.md": advisory("Logs keep passwords", [
    'package: "pkg:pypi/acme-logs"\n    ranges: [{ introduced: "0", lastAffected: 1.9.0 }]',
  ]),
  "advisories/2026/ACME-2026-0005.md": advisory("The source can be changed by others", [
    'repo: "https://git.example.org/a"\n    ranges: [{ introduced: "0", fixed: 6c0e1508a23f21563b13ee4a65fcba9c37bc48c0 }]',
  ]),
};

/** A package-lock.json of version 3. */
function packageLock(packages: Readonly<Record<string, string>>): string {
  const entries = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  return JSON.stringify({
    name: "shop",
    lockfileVersion: 3,
    packages: Object.fromEntries([["", { name: "shop" }], ...entries]),
  });
}

function cycloneDx(purls: readonly string[]): string {
  return JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    components: purls.map((purl) => ({ type: "library", name: "a", purl })),
  });
}

let browser: Browser;
let root: string;
let server: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  root = temporarySite(site);
  const built = await daymark("build", "--root", root, "--now", now);
  expect(built.code, built.err).toBe(0);
  server = await serve(join(root, "dist"));
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

function verdict(page: Page): Locator {
  return page.locator("[role=status] .sentence");
}

/** Checks a text as a reader does, and gives back the answer's sentence. */
async function paste(page: Page, text: string): Promise<string> {
  await page.locator("textarea").fill(text);
  await page.getByRole("button", { name: "Check" }).click();
  return verdict(page).innerText();
}

async function choose(page: Page, name: string, text: string): Promise<string> {
  const buffer = Buffer.from(text);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
  await page.getByRole("heading", { name: `Result for ${name}` }).waitFor();
  return verdict(page).innerText();
}

/** Drops a file on the page's heading, far from the zone. */
async function drop(page: Page, name: string, text: string): Promise<string> {
  await page.locator("h1").evaluate(
    (element, [file = "", content = ""]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], file));
      for (const type of ["dragover", "drop"]) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error(`The browser would open the file after ${type}`);
      }
    },
    [name, text],
  );
  await page.getByRole("heading", { name: `Result for ${name}` }).waitFor();
  return verdict(page).innerText();
}

describe("what a reader has", () => {
  const affected = packageLock({ "@acme/widget": "1.4.1", stolen: "1.0.0", other: "1.0.0" });
  const fixed = packageLock({ "@acme/widget": "1.4.2", other: "1.0.0" });

  test("is checked as a text, and a second check takes the place of the first", async () => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    expect(await paste(page, affected)).toBe("2 of 3 packages are affected");
    const findings = page.locator(".findings > li");
    expect(await findings.locator("h4").allInnerTexts()).toEqual(["@acme/widget 1.4.1", "stolen 1.0.0"]);
    expect(await findings.locator(".advice").allInnerTexts()).toEqual([
      "Upgrade to 1.4.2",
      "Remove it, and treat every secret that was within its reach as known to others.",
    ]);
    expect(await findings.first().locator(".level").innerText()).toBe("Critical, 9.8");
    const link = findings.first().locator("a");
    expect(await link.innerText()).toBe("Archives can write outside of their folder");
    expect(await link.getAttribute("href")).toBe("/advisories/ACME-2026-0001/");

    expect(await paste(page, fixed)).toBe("None of 2 packages is affected by an advisory published here");
    expect(await findings.count()).toBe(0);
    expect(await paste(page, packageLock({ "@acme/widget": "main" }))).toBe(
      "We cannot tell whether this package is affected",
    );
    expect([foreign, errors]).toEqual([[], []]);
    await page.context().close();
  });

  test("is checked as a chosen file, and as one that is dropped anywhere", async () => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    const sbom = cycloneDx(["pkg:cargo/dates@1.3.0", "pkg:npm/%40acme/widget@2.1.1", "pkg:generic/x@1"]);
    expect(await choose(page, "bom.json", sbom)).toBe("1 of 2 packages is affected");
    expect(await page.locator(".findings .advice").innerText()).toBe(
      "No fix yet: see the advisory for what to do meanwhile",
    );
    expect(await page.locator("[data-parts]").innerText()).toContain("the purl type has no ecosystem here");
    expect(await drop(page, "package-lock.json", affected)).toBe("2 of 3 packages are affected");
    expect(await drop(page, "npm-shrinkwrap.json", fixed)).toContain("None of 2 packages");
    expect([foreign, errors]).toEqual([[], []]);
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
    await page.context().close();
  });

  test("is looked up by its name where it has no version, and then never taken for safe", async () => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    const box = page.locator("[role=status] .overall");
    const parts = page.locator("[data-parts]");
    const headings = (): Promise<string[]> => parts.locator("h3").allInnerTexts();

    for (const line of ["acme_logs>=1.0", "acme.logs"]) {
      expect(await choose(page, "requirements.txt", `requests==2.32.0\n${line}\n`)).toBe(
        "We cannot tell whether 1 of 2 packages is affected",
      );
      expect(await box.getAttribute("class")).toBe("overall notice");
      expect(await headings()).toEqual(["Not certain", "Not compared"]);
      expect(await parts.locator(".advice").innerText()).toBe(
        `“${line}” does not say which version is installed. See which versions are affected.`,
      );
    }

    expect(await choose(page, "bom.json", cycloneDx(["pkg:npm/stolen", "pkg:npm/other@1.0.0"]))).toBe(
      "1 of 2 packages is affected",
    );
    expect(await headings()).toEqual(["Affected", "Not compared"]);
    expect(await parts.locator(".card").innerText()).toContain(
      "No version is given. The advisory is about every version.",
    );

    const lock = JSON.parse(packageLock({ stolen: "1.0.0", other: "1.0.0" }));
    lock.packages["node_modules/stolen"].resolved = "git+ssh://git@git.example.org/stolen.git#6c0e1508";
    expect(await choose(page, "package-lock.json", JSON.stringify(lock))).toBe("1 of 2 packages is affected");

    expect(await paste(page, "pkg:npm/stolen")).toBe("This package is affected");
    expect(await parts.locator(".advice").innerText()).toMatch(/^Remove it/);
    expect(await paste(page, "pkg:pypi/acme-logs")).toBe("We cannot tell whether this package is affected");
    expect(await paste(page, "pkg:npm/other")).toBe(
      "This package is not affected by an advisory published here",
    );
    expect(await box.innerText()).toContain(
      "It has no version to compare, but no advisory published here names it.",
    );
    expect([foreign, errors]).toEqual([[], []]);
    await page.context().close();
  });

  test("is answered with what no check can see, and with the last affected version where no fix is named", async () => {
    const { page } = await openPage(browser, server, path);
    const box = page.locator("[role=status] .overall");
    expect(await paste(page, "pkg:pypi/acme-logs@1.4.0")).toBe("This package is affected");
    expect(await page.locator(".findings .advice").innerText()).toBe("Upgrade to a version after 1.9.0");
    for (const text of ["pkg:pypi/acme-logs@1.4.0", "pkg:pypi/acme-logs@2.0.0"]) {
      await paste(page, text);
      expect(await box.innerText()).toContain(
        "1 advisory is about source code in a repository and is not part of this check.",
      );
      expect(await box.getByRole("link").getAttribute("href")).toBe("/advisories/");
    }
    expect(await paste(page, "no lockfile,\nno SBOM")).toBe(
      "This is no lockfile and no SBOM that can be read.",
    );
    expect(await page.locator("[data-parts] dd").first().innerText()).toBe("no lockfile, no SBOM");
    await page.context().close();
  });

  test("is one file at a time: of several, none is taken for checked", async () => {
    const { page } = await openPage(browser, server, path);
    expect(await choose(page, "package-lock.json", affected)).toBe("2 of 3 packages are affected");
    await page.locator("h1").evaluate((element) => {
      const dataTransfer = new DataTransfer();
      for (const name of ["package-lock.json", "Cargo.lock"]) dataTransfer.items.add(new File(["{}"], name));
      element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    expect(await verdict(page).innerText()).toBe("One file is checked at a time.");
    expect(await page.locator(".findings").count()).toBe(0);
    await page.context().close();
  });

  test("is a purl in the address, which the server does not get to see", async () => {
    const before = server.requests.length;
    const { page, errors } = await openPage(browser, server, `${path}#purl=pkg:npm/%40acme/widget@1.4.1`);
    await expect.poll(() => verdict(page).innerText()).toBe("This package is affected");
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.evaluate(() => {
      location.hash = `#purl=${encodeURIComponent("pkg:npm/%40acme/widget@1.4.2")}`;
    });
    await expect
      .poll(() => verdict(page).innerText())
      .toBe("This package is not affected by an advisory published here");
    expect(server.requests.slice(before).join("\n")).not.toMatch(/purl|widget/);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("never leaves the page", async () => {
    const { page } = await openPage(browser, server, path);
    const sent: string[] = [];
    page.context().on("request", (request) => {
      sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`);
    });
    page.on("websocket", (socket) => sent.push(socket.url()));
    const secret = "name-that-nobody-may-learn";
    expect(await choose(page, "package-lock.json", packageLock({ [secret]: "1.0.0" }))).toContain(
      "not affected",
    );
    expect(await paste(page, packageLock({ [secret]: "1.0.0" }))).toContain("not affected");
    // The list of advisories and the script, once for each check, and nothing with a body.
    expect(
      sent.filter(
        (one) => !/^GET \S+\/(?:advisories\/check\/data\.json|assets\/worker[\w.-]+\.js) $/.test(one),
      ),
    ).toEqual([]);
    expect(sent.filter((one) => one.includes("data.json")).length).toBe(2);
    expect(sent.every((one) => one.includes(` ${server.url}/`) && !one.includes(secret))).toBe(true);
    await page.context().close();
  });
});

describe("a hostile file", () => {
  let folder: string;
  const MEGABYTES = 1024 * 1024;
  const files: readonly (readonly [name: string, text: () => string | Buffer, answer: RegExp])[] = [
    ["too-large.json", () => Buffer.alloc(50 * MEGABYTES + 1, " "), /too large/],
    ["spaces.json", () => Buffer.alloc(50 * MEGABYTES, " "), /nothing to read/i],
    ["nested.json", () => Buffer.alloc(50 * MEGABYTES, "["), /nested too deeply/],
    ["line.yarn.lock", () => Buffer.alloc(50 * MEGABYTES, "a"), /no lockfile/],
    ["yarn.lock", () => Buffer.alloc(50 * MEGABYTES, "a"), /too long/],
    ["Cargo.lock", () => `[[package]]\n${`a${".a".repeat(50)} = 1\n`.repeat(15_000)}`, /too many dots/],
    ["binary.lock", () => Buffer.from("PK\u0003\u0004\0\0"), /no text in UTF-8/],
    [
      "many.txt",
      () => Array.from({ length: 300_000 }, (_, index) => `pkg:npm/stolen@1.0.${index}\n`).join(""),
      /^300000 of 300000 packages are affected$/,
    ],
    [
      "many.requirements.txt",
      () =>
        Array.from({ length: 300_000 }, (_, index) => `acme-logs>=1.0.${index}\nname-${index}\n`).join(""),
      /too many entries/,
    ],
    [
      "requirements.txt",
      () =>
        Array.from({ length: 200_000 }, (_, index) => `acme-logs>=1.0.${index}\nname-${index}\n`).join(""),
      /^We cannot tell whether 1 of 200001 packages is affected$/,
    ],
    [
      "prototype.json",
      () =>
        `{"lockfileVersion":3,"packages":{"node_modules/__proto__":{"version":"1.0.0"},"node_modules/constructor":{"version":"1.0.0"},"__proto__":{"version":"9"}}}`,
      /^1 of 3 packages is affected$/,
    ],
  ];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "daymark-hostile-"));
    for (const [name, text] of files) writeFileSync(join(folder, name), text());
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(files)("ends with an answer, and the page goes on: %s", async (name, _text, answer) => {
    const { page, foreign, errors } = await openPage(browser, server, path);
    await page.locator("input[type=file]").setInputFiles(join(folder, name));
    // The page answers while the file is read.
    await page.locator("textarea").fill("pkg:npm/stolen@1.0.0");
    await page.getByRole("heading", { name: `Result for ${name}` }).waitFor();
    expect(await verdict(page).innerText()).toMatch(answer);
    expect(await page.locator("main *").count()).toBeLessThan(10_000);
    await page.getByRole("button", { name: "Check" }).click();
    await expect.poll(() => verdict(page).innerText()).toBe("This package is affected");
    expect([foreign, errors]).toEqual([[], []]);
    await page.context().close();
  });

  test("may be pasted: a field of text need not hold it", async () => {
    const { page } = await openPage(browser, server, path);
    await page.locator("textarea").evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", '{"a":'.repeat(1_000_000));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    expect(await verdict(page).innerText()).toContain("nested too deeply");
    expect(await page.locator("textarea").inputValue()).toBe("");
    await page.context().close();
  });
});

describe("a check that fails", () => {
  test("can be cancelled while it hangs", async () => {
    const { page, errors } = await openPage(browser, server, path);
    await page.route("**/worker*.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "for (;;);" }),
    );
    await page.locator("textarea").fill("pkg:npm/stolen@1.0.0");
    await page.getByRole("button", { name: "Check" }).click();
    const cancel = page.getByRole("button", { name: "Cancel" });
    expect(await page.locator(".result [role=status]").innerText()).toBe("Checking what you pasted…");
    await cancel.click();
    expect(await page.locator(".result [role=status]").innerText()).toBe("Cancelled. Nothing was checked.");
    expect(await cancel.isVisible()).toBe(false);
    await page.unroute("**/worker*.js");
    expect(await paste(page, "pkg:npm/stolen@1.0.0")).toBe("This package is affected");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test("is stopped when it takes too long", async () => {
    const { page } = await openPage(browser, server, path);
    await page.clock.install();
    await page.route("**/worker*.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "for (;;);" }),
    );
    await page.locator("textarea").fill("pkg:npm/stolen@1.0.0");
    await page.getByRole("button", { name: "Check" }).click();
    await page.clock.fastForward("02:00");
    expect(await verdict(page).innerText()).toBe("The check took too long and was stopped.");
    await page.context().close();
  });

  test.each([
    ["**/worker*.js", "throw new Error('dead')", "The check broke off."],
    ["**/worker*.js", undefined, "The check broke off."],
    ["**/data.json", undefined, "The list of advisories could not be loaded."],
    ["**/data.json", "<!doctype html>", "The check broke off."],
    ["**/data.json", '{"form":0}', "This page is older than the site's advisories."],
  ])("says so and can be repeated: %s is %s", async (url, body, message) => {
    const { page } = await openPage(browser, server, path);
    await page.route(url, (route) =>
      body === undefined ? route.abort() : route.fulfill({ contentType: "text/javascript", body }),
    );
    expect(await paste(page, "pkg:npm/stolen@1.0.0")).toBe(message);
    await page.unroute(url);
    await page.getByRole("button", { name: "Check" }).click();
    await expect.poll(() => verdict(page).innerText()).toBe("This package is affected");
    await page.context().close();
  });
});

describe("everybody", () => {
  const long = `pkg:npm/${"a-very-long-name-".repeat(10)}@1.0.0`;
  const texts = {
    nothing: undefined,
    findings: `pkg:npm/%40acme/widget@1.0.0\npkg:npm/stolen@${"1".repeat(100)}.0.0\npkg:cargo/dates@main\npkg:generic/x@1\n${long}`,
    "no findings": "pkg:npm/%40acme/widget@1.4.2",
    "a mistake": `a${"b".repeat(200)}`,
  } as const;

  test.each(Object.entries(texts))(
    "can read the page with %s, in light and dark and at every width",
    async (_what, text) => {
      const { page, foreign, errors } = await openPage(browser, server, path);
      if (text !== undefined) await paste(page, text);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axe(page), colorScheme).toEqual([]);
      }
      for (const width of [320, 360, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        for (const direction of ["ltr", "rtl"]) {
          const overflow = await page.evaluate((dir) => {
            document.documentElement.dir = dir;
            return document.documentElement.scrollWidth - document.documentElement.clientWidth;
          }, direction);
          expect(overflow, `${width} ${direction}`).toBe(0);
        }
      }
      expect(await page.locator("h1").count()).toBe(1);
      expect([foreign, errors]).toEqual([[], []]);
      await page.context().close();
    },
  );

  test("can check with the keyboard alone, and is led to the answer", async () => {
    const { page } = await openPage(browser, server, path);
    const focused = (): Promise<string> =>
      page.evaluate(() => (document.activeElement?.id || document.activeElement?.textContent) ?? "");
    for (let stops = 0; (await focused()) !== "check-file" && stops < 30; stops++)
      await page.keyboard.press("Tab");
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineWidth),
    ).toBe("3px");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("check-text");
    await page.keyboard.type("pkg:npm/stolen@1.0.0");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Check");
    await page.keyboard.press("Enter");
    await verdict(page).waitFor();
    expect(await focused()).toBe("Result for what you pasted");
    expect(
      await page.locator("h2[tabindex]").evaluate((heading) => heading.getBoundingClientRect().top),
    ).toBeLessThan(900);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("See all advisories");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Package steals tokens");
    await page.context().close();
  });

  test.each(["reduce", "no-preference"] as const)(
    "is brought to the answer on a small screen, with motion: %s",
    async (reducedMotion) => {
      const { page } = await openPage(browser, server, path);
      await page.setViewportSize({ width: 360, height: 640 });
      await page.emulateMedia({ reducedMotion });
      const heading = page.locator("h2[tabindex]");
      const top = (): Promise<number> => heading.evaluate((one) => one.getBoundingClientRect().top);
      expect(await paste(page, "pkg:npm/stolen@1.0.0")).toBe("This package is affected");
      await expect.poll(top).toBeLessThan(100);
      expect(await top()).toBeGreaterThanOrEqual(0);
      expect(await heading.evaluate((one) => one === document.activeElement)).toBe(true);
      await page.context().close();
    },
  );

  test("is told of form, progress and answer by a screen reader", async () => {
    const { page } = await openPage(browser, server, path);
    for (const name of [/^Choose a file/, /^Or paste/]) expect(await page.getByLabel(name).count()).toBe(1);
    const status = page.locator(".result").getByRole("status");
    expect(await status.innerText()).toBe("");
    expect(await paste(page, "pkg:npm/stolen@1.0.0")).toBe("This package is affected");
    expect(await status.innerText()).toContain("This package is affected");
    await page.context().close();
  });

  test("finds the versions in the page without JavaScript, and no form that does nothing", async () => {
    const { page } = await openPage(browser, server, path, { javaScriptEnabled: false });
    expect(await page.locator("form").isVisible()).toBe(false);
    expect(await page.locator("noscript").innerText()).toContain("scripts are off");
    const row = page.locator(".packages tbody", { hasText: "@acme/widget" });
    expect(await row.innerText()).toContain("1.4.2");
    expect(await row.isVisible()).toBe(true);
    await page.context().close();
  });
});

test("a site below a path checks as well", async () => {
  const out = join(root, "below");
  const built = await daymark("build", "--root", root, "--out", out, "--base", "/status", "--now", now);
  expect(built.code, built.err).toBe(0);
  const below = await serve(out, "/status");
  const { page, foreign, errors } = await openPage(browser, below, path);
  expect(await paste(page, "pkg:npm/stolen@1.0.0")).toBe("This package is affected");
  const href = await page.locator(".findings a").getAttribute("href");
  expect(href).toBe("/status/advisories/ACME-2026-0003/");
  expect(below.requests.filter((one) => !one.startsWith("/status/"))).toEqual([]);
  expect([foreign, errors]).toEqual([[], []]);
  await page.context().close();
  await below.close();
});

test("with 1,000 advisories, at most 300 kB are loaded before the first answer", async () => {
  const words =
    "archive parser token header index mirror client server upload signature cache session proxy".split(" ");
  const word = (seed: number): string => words[(seed * 2_654_435_761) % words.length] ?? "";
  const files = Array.from({ length: 1000 }, (_, index) => {
    const id = `ACME-2026-${String(index + 1).padStart(4, "0")}`;
    const title = `The ${word(index)} of ${word(index + 7)} ${index} lets others change the ${word(index * 3 + 1)} of a ${word(index * 5 + 2)}`;
    const entry = `package: "pkg:npm/%40acme/${word(index)}-${word(index + 3)}-${index}"\n    ranges: [{ introduced: "0", fixed: 1.${index % 40}.${(index % 9) + 1} }, { introduced: 2.0.0-0, fixed: 2.${index % 7}.3 }]`;
    return [
      `advisories/2026/${id}.md`,
      advisory(title, [entry], "severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H]\n"),
    ];
  });
  const many = temporarySite({ ...smallSite, ...Object.fromEntries(files) });
  const built = await daymark("build", "--root", many, "--now", now);
  expect(built.code, built.err).toBe(0);
  const own = await serve(join(many, "dist"));
  const page = await (await browser.newContext()).newPage();
  await page.goto(own.url + path);
  expect(await paste(page, "pkg:npm/%40acme/nothing@1.0.0")).toContain("is not affected");
  const bodies = own.requests.map((one) =>
    readFileSync(join(many, "dist", one.replace(/\/$/, "/index.html"))),
  );
  expect(own.requests).toEqual(
    expect.arrayContaining([path, "/advisories/check/data.json", expect.stringContaining("worker")]),
  );
  const sizeOf = (measure: (body: Buffer) => number): number =>
    bodies.reduce((sum, body) => sum + measure(body), 0);
  // Plain, as a host without compression sends it; and with gzip, as nearly all do.
  expect(sizeOf((body) => body.length)).toBeLessThan(300_000);
  expect(sizeOf((body) => gzipSync(body).length)).toBeLessThan(100_000);
  await page.context().close();
  await own.close();
  rmSync(many, { recursive: true, force: true });
});
