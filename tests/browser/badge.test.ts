import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Badge, badgeSvg } from "../../src/formats/badge/svg.ts";
import { axe } from "./axe.ts";
import { launchBrowser } from "./browser.ts";

const labels = [
  "API",
  "Illilli, fji (tl)",
  "WWW MMMM @@@",
  "A very long name of a service that goes on and on until nobody reads it",
  "خدمة رفع الحزم",
  "مرحبا (API) v2",
  "שירות הורדות של חבילות ארוך מאוד עד אין סוף",
  "漢字".repeat(30),
  "😀 ok 👩‍👩‍👧",
  "हिन्दी सेवा",
  "]]></text></svg><script>window.attacked=1</script>",
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function svg(facts: Partial<Badge>): string {
  return badgeSvg({ label: "API", word: "Partial outage", sign: "partial", language: "en", ...facts });
}

function address(text: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;
}

test("A badge keeps its texts within their places, whatever they are and whatever fonts there are", async () => {
  const page = await browser.newPage();
  for (const label of labels) {
    await page.goto(address(svg({ label })));
    const places = await page.evaluate(() => {
      const edge = Number(/^M(\d+)/.exec(document.querySelector("path.t")?.getAttribute("d") ?? "")?.[1]);
      const width = Number(document.documentElement.getAttribute("width"));
      const [name, word] = [...document.querySelectorAll("text")].map((text) => text.getBBox());
      const sign = (document.querySelector("g") as SVGGElement).getBoundingClientRect();
      return [
        0,
        name?.x,
        (name?.x ?? 0) + (name?.width ?? 0),
        edge,
        sign.left,
        sign.right,
        word?.x,
        (word?.x ?? 0) + (word?.width ?? 0),
        width,
      ];
    });
    const wrong = places.filter((place, index) => index > 0 && !(Number(place) > Number(places[index - 1])));
    expect([label, wrong]).toEqual([label, []]);
    expect(await page.evaluate(() => "attacked" in window)).toBe(false);
  }
  await page.close();
});

test("A badge is light or dark as its reader prefers", async () => {
  for (const [colorScheme, colours] of [
    ["light", ["rgb(18, 32, 47)", "rgb(164, 70, 0)", "rgb(255, 235, 217)"]],
    ["dark", ["rgb(229, 236, 243)", "rgb(244, 167, 106)", "rgb(65, 34, 16)"]],
  ] as const) {
    const page = await browser.newPage({ colorScheme });
    await page.goto(address(svg({})));
    const found = await page.evaluate(() =>
      ["text.l", "text.w", "path.t"].map(
        (one) => getComputedStyle(document.querySelector(one) as Element).fill,
      ),
    );
    expect(found).toEqual(colours);
    await page.close();
  }
});

test("A badge has a name for those who hear it, as a picture and in the page itself", async () => {
  const page = await browser.newPage();
  const inside = svg({ label: "<API>" });
  await page.setContent(
    `<!doctype html><html lang="en"><title>Badges</title><main><h1>Badges</h1>${inside}<a href="/"><img alt="Status of API" src="${address(inside)}" height="20"></a></main></html>`,
  );
  expect(await page.getByRole("img", { name: "<API>: Partial outage", exact: true }).count()).toBe(1);
  expect(await page.locator("img").evaluate((image) => (image as HTMLImageElement).naturalHeight)).toBe(20);
  expect(await axe(page)).toEqual([]);
  await page.close();
});
