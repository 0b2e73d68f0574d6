import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "../../browser/axe.ts";
import { launchBrowser } from "../../browser/browser.ts";
import { openPage } from "../../browser/page.ts";
import { type StaticServer, serve } from "../../server.ts";
import { daymark, temporarySite } from "../../site/build.ts";
import { metricsFiles, metricsNow } from "./files.ts";
import * as raw from "./raw.ts";

const MINUTE = 60_000;

/** An element of the built page. */
interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
}

let root: string;
let dist: string;
let html: string;
let page: readonly Element[];

beforeAll(async () => {
  root = temporarySite(metricsFiles);
  dist = join(root, "dist");
  const built = await daymark("build", "--root", root, "--now", metricsNow);
  expect(built.code, built.err).toBe(0);
  html = readFileSync(join(dist, "lessons/metrics/index.html"), "utf8");
  page = all(elementOf(parse(html)));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function elementOf(node: object): Element {
  const {
    tagName = "",
    attrs = [],
    childNodes = [],
    value = "",
  } = node as {
    tagName?: string;
    attrs?: { name: string; value: string }[];
    childNodes?: object[];
    value?: string;
  };
  const children = childNodes.map(elementOf);
  return {
    name: tagName,
    attributes: new Map(attrs.map((one) => [one.name, one.value])),
    children,
    text: `${value}${children.map(({ text }) => text).join("")}`,
  };
}

/** An element and all that are in it. */
function all(element: Element): Element[] {
  return [element, ...element.children.flatMap(all)];
}

function metric(id: string): Element {
  const found = page.find(({ attributes }) => attributes.get("data-metric") === id);
  if (!found) throw new Error(`no figure ${id}`);
  return found;
}

function number(element: Element | undefined, name: string): number | undefined {
  const value = element?.attributes.get(`data-${name}`);
  return value === undefined ? undefined : Number(value);
}

/** The numbers of the rows of a figure, the smallest first. */
function values(element: Element, name = "value"): number[] {
  return all(element)
    .flatMap((one) => number(one, name) ?? [])
    .sort((a, b) => a - b);
}

function rows(id: string): Element {
  const table = all(metric(id)).find((one) => one.attributes.get("class") === "rows");
  if (!table) throw new Error(`no rows of ${id}`);
  return table;
}

describe("The figures of the page, computed once more from the files", () => {
  test.each([
    ["detect", "impactStart", "detected"],
    ["notice", "detected", "firstUpdate"],
    ["mitigate", "impactStart", "mitigated"],
    ["restore", "impactStart", "impactEnd"],
  ])("%s", (id, from, to) => {
    const expected = raw.durations(from, to);
    const section = metric(id);
    expect(values(rows(id))).toEqual(expected);
    expect(number(section, "n")).toBe(expected.length);
    expect(number(section, "total")).toBe(raw.incidentCount);
    const enough = expected.length >= 5;
    for (const [name, share] of [
      ["median", 0.5],
      ["lower", 0.25],
      ["upper", 0.75],
    ] as const) {
      expect(number(section, name), name).toBe(enough ? raw.quantile(expected, share) : undefined);
    }
    const dots = all(section).filter(
      ({ name, children }) => name === "a" && children.some((one) => one.name === "use"),
    );
    expect(dots).toHaveLength(expected.length);
  });

  test("the fixture has enough values for a median in some, and too few in others", () => {
    expect(raw.durations("impactStart", "impactEnd").length).toBeGreaterThanOrEqual(5);
    expect(raw.durations("impactStart", "mitigated").length).toBeLessThan(5);
    expect(raw.incidentCount).toBe(14);
  });

  test("the mean and its standard deviation", () => {
    const expected = raw.durations("impactStart", "impactEnd");
    const spread = all(metric("restore")).find((one) => one.attributes.get("class") === "spread");
    const shown = all(spread ?? metric("restore")).flatMap((one) => number(one, "value") ?? []);
    const others = expected.slice(0, -1);
    const [mean, deviation] = raw.moments(expected);
    const want = [
      raw.quantile(expected, 0.5),
      mean,
      deviation,
      expected[0],
      expected.at(-1),
      raw.moments(others)[0],
      raw.quantile(others, 0.5),
    ];
    expect(shown).toHaveLength(want.length);
    for (const [index, value] of want.entries()) expect(shown[index]).toBeCloseTo(value ?? Number.NaN, 3);
  });

  test("first updates within their target", () => {
    const target = page.find(({ attributes }) => attributes.has("data-target"));
    expect([number(target, "in-time"), number(target, "late"), number(target, "without")]).toEqual(
      raw.targets(),
    );
  });

  test("promised updates", () => {
    const { kept, late, pending } = raw.promises();
    const section = metric("promises");
    expect([number(section, "kept"), number(section, "n"), number(section, "pending")]).toEqual([
      kept,
      kept + late.length,
      pending,
    ]);
    expect(values(section).map((value) => value / MINUTE)).toEqual(late);
  });

  test("who noticed first", () => {
    const section = metric("users");
    expect([number(section, "yes"), number(section, "no"), number(section, "unknown")]).toEqual(
      raw.noticed(),
    );
  });

  test.each([
    ["fix", "reported", "fixed"],
    ["release", "fixed", "released"],
    ["disclosure", "released", "disclosed"],
    ["whole", "reported", "disclosed"],
  ])("patch latency, %s", (id, from, to) => {
    const steps = all(metric("patch")).filter(({ attributes }) => attributes.has("data-step"));
    const index = steps.findIndex(({ attributes }) => attributes.get("data-step") === id);
    const expected = raw.patches(from, to);
    expect([number(steps[index], "n"), number(steps[index], "total")]).toEqual([expected.length, 4]);
    const tables = all(metric("patch")).filter((one) => one.attributes.get("class") === "rows");
    const cells = all(tables.at(-1) ?? metric("patch"))
      .filter(({ name }) => name === "tr")
      .flatMap((row) => number(row.children.filter(({ name }) => name === "td")[index + 1], "value") ?? []);
    expect(cells.sort((a, b) => a - b)).toEqual(expected);
  });

  test("action items", () => {
    const groups = all(metric("actions")).filter(({ attributes }) => attributes.has("data-group"));
    const shown = Object.fromEntries(
      groups.map((group) => [group.attributes.get("data-group"), number(group, "count")] as const),
    );
    expect(shown).toMatchObject(raw.outcomes());
    expect(Object.values(raw.outcomes()).reduce((sum, count) => sum + count, 0)).toBe(6);
  });

  test("reports", () => {
    const section = metric("reports");
    expect([number(section, "written"), number(section, "n"), number(section, "overdue")]).toEqual(
      raw.coverage(),
    );
    expect(values(rows("report-latency"))).toEqual(raw.latencies());
  });

  test.each([
    ["impactStart", false],
    ["detected", false],
    ["firstUpdate", false],
    ["mitigated", true],
    ["impactEnd", true],
    ["resolved", true],
  ] as const)("how often %s is known", (name, isLate) => {
    const known = page.find(({ attributes }) => attributes.get("data-known") === name);
    expect([number(known, "n"), number(known, "total")]).toEqual(raw.knownTimes(name, isLate));
  });

  test("the experiment is about the durations of the page", () => {
    expect(metric("experiment").text).toContain(
      `Computed from the ${raw.durations("impactStart", "impactEnd").length} times to restore`,
    );
    expect(values(metric("experiment"), "count")).toHaveLength(8);
  });
});

describe("The page", () => {
  test("says in words what it counts, and what is missing", () => {
    const sentences = page
      .filter((one) => one.attributes.get("class") === "finding")
      .map(({ text }) => text.replaceAll("\u00a0", " "));
    expect(sentences).toEqual([
      "Half of 12 incidents were detected within 12 min; the middle half took 5 min to 33 min.",
      "Half of 12 incidents were made public within 20 min of being detected; the middle half took 14 min to 26 min.",
      "10 of 11 (90 %) first updates came as soon as the severity policy promises; 1 more has no target.",
      "3 incidents were mitigated within 20 min, 1 h and 14 h: too few for a median.",
      "Half of 12 incidents were restored within 1 h 15 min; the middle half took 46 min to 2 h 18 min.",
      "3 of 6 (50 %) promised updates came in time.",
      "5 of 12 (41 %) incidents were first noticed by users. Of 2 more nobody knows.",
      "3 advisories were disclosed within 1 d 8 h, 2 d and 4 d 2 h of the report: too few for a median.",
      "2 of 6 action items are done, 1 of 2 by the day they were due; 1 is overdue.",
      "3 of 7 (42 %) reports that the severity policy requires are published; 4 are overdue.",
      "4 reports were published within 6 d 11 h, 9 d 22 h, 10 d and 35 d 18 h of the end of impact: too few for a median.",
      expect.stringMatching(/^Had every incident ended 20 % sooner, .* in \d+ of 100 cases\.$/),
    ]);
    const counts = page.filter((one) => one.attributes.get("class") === "count").map(({ text }) => text);
    expect(counts).toEqual([
      "12 of 14 incidents; 1 without a start of impact, 1 without a time of detection.",
      "12 of 14 incidents; 1 with times that cannot be right, 1 without a time of detection.",
      "3 of 14 incidents; 9 without a time of mitigation, 1 still going on, 1 without a start of impact and a time of mitigation.",
      "12 of 14 incidents; 1 still going on, 1 without a start of impact and an end of impact.",
      "4 of 5 reports; 1 still in review.",
    ]);
  });

  test("names every dot, and leads from it to its report or incident", () => {
    const dots = all(metric("restore")).filter(
      (one) => one.name === "a" && one.children.some(({ name }) => name === "use"),
    );
    const named = new Map(
      dots.map((dot) => [
        dot.children.find(({ name }) => name === "title")?.text,
        dot.attributes.get("href"),
      ]),
    );
    expect(named.get("Package uploads failing, 1 h 20 min")).toBe("/lessons/a-report/");
    expect(named.get("Search slow, 5 h")).toBe("/incidents/c-search/");
    expect(named.get("API answers with errors, 1 h 10 min, estimated")).toBe("/incidents/h-api/");
  });

  test("says nothing of a draft, of a withdrawn advisory and of maintenance", () => {
    for (const word of ["SECRET-DRAFT", "DM-2026-0005", "Database upgrade", "z-upgrade"])
      expect(html).not.toContain(word);
  });

  test("links only to pages and places that there are", () => {
    const links = page.flatMap(({ name, attributes }) =>
      name === "a" ? (attributes.get("href") ?? []) : [],
    );
    const broken = new Set(links)
      .values()
      .filter((href) => href.startsWith("/lessons/") || href.startsWith("/incidents/"));
    for (const href of broken) {
      if (/^\/lessons\/(?:actions\/)?$/.test(href)) continue;
      const [path = "", fragment] = href.split("#");
      const target = readFileSync(join(dist, path, "index.html"), "utf8");
      if (fragment !== undefined) expect(target, href).toContain(`id="${fragment}"`);
    }
    expect(links.length).toBeGreaterThan(100);
  });

  test("keeps to the policy: no style in the page, no script of its own", () => {
    expect(page.filter(({ name, attributes }) => name === "style" || attributes.has("style"))).toEqual([]);
  });
});

describe("In a browser", () => {
  let browser: Browser;
  let server: StaticServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serve(dist, "");
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  test("there is no accessibility violation, light and dark, wide and narrow, folded out", async () => {
    const { page: tab, errors } = await openPage(browser, server, "/lessons/metrics/");
    await tab.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    for (const width of [1280, 360]) {
      await tab.setViewportSize({ width, height: 800 });
      for (const colorScheme of ["light", "dark"] as const) {
        await tab.emulateMedia({ colorScheme });
        expect(await axe(tab), `${width} ${colorScheme}`).toEqual([]);
      }
    }
    expect(errors).toEqual([]);
    await tab.context().close();
  });

  test("no dot covers another one, and no text another one, in any window", async () => {
    const { page: tab } = await openPage(browser, server, "/lessons/metrics/", { javaScriptEnabled: false });
    for (const width of [320, 360, 768, 1280]) {
      await tab.setViewportSize({ width, height: 800 });
      const found = await tab.evaluate(() => {
        const overlap = (a: DOMRect, b: DOMRect): boolean =>
          a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        const pairs: string[] = [];
        let size = Number.POSITIVE_INFINITY;
        for (const svg of document.querySelectorAll(".strip > svg")) {
          const whole = svg.getBoundingClientRect();
          for (const selector of ["use", "text"]) {
            const boxes = [...svg.querySelectorAll(selector)]
              .map((one) => ({
                box: one.getBoundingClientRect(),
                name: one.parentElement?.textContent ?? "",
              }))
              .filter(({ box }) => box.width > 0);
            for (const [index, one] of boxes.entries()) {
              if (one.box.left < whole.left - 8 || one.box.right > whole.right + 8)
                pairs.push(`${one.name} is cut off`);
              for (const other of boxes.slice(index + 1))
                if (overlap(one.box, other.box)) pairs.push(`${one.name} | ${other.name}`);
            }
          }
          for (const text of svg.querySelectorAll("text"))
            size = Math.min(size, Number.parseFloat(getComputedStyle(text).fontSize));
        }
        const wide = ["rtl", "ltr"].map((direction) => {
          document.documentElement.dir = direction;
          return document.documentElement.scrollWidth - document.documentElement.clientWidth;
        });
        return { pairs, size, wide };
      });
      expect(found.pairs, String(width)).toEqual([]);
      expect(found.size).toBeGreaterThanOrEqual(11);
      expect(found.wide).toEqual([0, 0]);
    }
    await tab.context().close();
  });
});
