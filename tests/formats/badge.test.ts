import { readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { coloursOf, type Pair, palette, shapes } from "../../src/formats/badge/palette.ts";
import { type Badge, badgeSvg } from "../../src/formats/badge/svg.ts";
import { badgeDocuments } from "../../src/formats/badge.ts";
import { levelLabels } from "../../src/model/level.ts";
import { buildModel } from "../../src/model/site.ts";
import { levels } from "../../src/records/schema/vocabulary.ts";
import { badgeHtml, embedHtml, serviceBadgePath } from "../../src/views/badge.ts";
import { servicePath } from "../../src/views/page.ts";
import { serviceView } from "../../src/views/service.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";

const src = join(import.meta.dirname, "../../src");

function badge(facts: Partial<Badge> = {}): string {
  return badgeSvg({ label: "API", word: "Degraded", sign: "degraded", language: "en", ...facts });
}

/** What a badge says: to those who hear it, and to those who see it. */
function told(svg: string): { title: string; label: string; texts: string[] } {
  const isArray = (name: string): boolean => name === "g" || name === "text";
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    htmlEntities: true,
    isArray,
  });
  const { svg: root } = parser.parse(svg, true);
  const texts = root.g.at(-1).text.map((text: { "#text": string }) => text["#text"]);
  return { title: root.title, label: root["@_aria-label"], texts };
}

describe("A badge", () => {
  test("says what and how in words and with a shape, in light and dark colours, and refers to nothing", () => {
    expect(
      badge()
        .split("\n")
        .filter((line) => !line.startsWith("<g")),
    ).toEqual([
      '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="20" viewBox="0 0 120 20" role="img" aria-label="API: Degraded" xml:lang="en">',
      "<title>API: Degraded</title>",
      "<style>@media(prefers-color-scheme:dark){.s{fill:#131d27}.l{fill:#e5ecf3}.t{fill:#37290f}.w{fill:#f1c45e}.b{stroke:#2e3945}.g{stroke:#37290f}}</style>",
      '<rect class="s b" x=".5" y=".5" width="119" height="19" rx="4" fill="#ffffff" stroke="#d5dbe3"/>',
      '<path class="t b" d="M35 .5H115.5a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H35z" fill="#fff1cc" stroke="#d5dbe3"/>',
      '<text class="l" x="17.5" y="14" textLength="21" lengthAdjust="spacingAndGlyphs" fill="#12202f">API</text>',
      '<text class="w" x="85.5" y="14" textLength="55" lengthAdjust="spacingAndGlyphs" fill="#845a00">Degraded</text>',
      "</g>",
      "</svg>",
      "",
    ]);
    expect(badge()).not.toMatch(/script|href|url\(|@import|on\w+=/);
  });

  test("has the colours of the pages' style sheet", () => {
    const css = readFileSync(join(src, "styles/tokens.css"), "utf8");
    const tokens = new Map(
      [...css.matchAll(/--([\w-]+): light-dark\(oklch\((.+?)\), oklch\((.+?)\)\)/g)].map(
        ([, name = "", light = "", dark = ""]) => [name, [rgbOf(light), rgbOf(dark)]],
      ),
    );
    for (const [name, pair] of Object.entries(palette)) {
      expect([name, tokens.get(name)]).toEqual([name, pair.map(rgb)]);
    }
  });

  test("has words and signs of enough contrast (WCAG 2.2, 1.4.3 and 1.4.11)", () => {
    for (const sign of [...levels, "none"] as const) {
      const { ink, tint } = coloursOf(sign);
      for (const dark of [0, 1] as const) {
        expect(contrast(ink[dark], tint[dark]), `${sign} ${dark}`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(palette.ink[dark], palette.surface[dark])).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test("has the shapes of the pages, another one for each level", () => {
    const sprite = readFileSync(join(src, "components/Sprite.astro"), "utf8");
    for (const level of levels)
      expect(sprite).toContain(`<path class="sign" d="${shapes[level][1]}"></path>`);
    expect(new Set(levels.map((level) => shapes[level].join())).size).toBe(levels.length);
    for (const level of levels) {
      const [area, line] = shapes[level];
      const svg = badge({ sign: level, word: levelLabels[level] });
      expect(svg).toContain(`d="${area}"`);
      expect(svg).toContain(`d="${line}"`);
    }
  });

  test("shows hostile names as texts", () => {
    for (const label of [
      "<script>alert(1)</script>",
      "\"' onload='alert(1)' x=\"",
      "]]><![CDATA[<!--",
      "&lt;b&gt; &amp; &#60;",
      "</title></style></svg><script>",
      "{{x}} ${y} \\",
    ]) {
      const { title, label: heard, texts } = told(badge({ label }));
      expect([title, heard]).toEqual([`${label}: Degraded`, `${label}: Degraded`]);
      expect(texts).toHaveLength(2);
      expect(badge({ label }).match(/<(?!\/)[a-z]+/g)).toEqual(badge().match(/<(?!\/)[a-z]+/g));
    }
    // Control characters, halves of characters, and what turns the rest of a text around.
    expect(told(badge({ label: "a\u0000b\u001bc\ud800d\u202ee\u2066f\nz\uffff" })).title).toBe(
      "a b cdef z: Degraded",
    );
    expect(badge({ language: 'x" y="' })).toContain('xml:lang="x&#34; y=&#34;"');
  });

  test("cuts long names between letters, keeps them in its title, and stays small", () => {
    for (const [label, shown] of [
      ["A very long name of a service that goes on and on", "A very long name of a service that goes on…"],
      ["漢字".repeat(30), `${"漢字".repeat(11)}漢…`],
      ["👩‍👩‍👧".repeat(30), `${"👩‍👩‍👧".repeat(17)}…`],
      ["é".repeat(100), `${"é".repeat(38)}…`],
      ["Forty signs that are just short enough x", "Forty signs that are just short enough x"],
    ] as const) {
      const svg = badge({ label });
      expect(told(svg)).toEqual({
        title: `${label}: Degraded`,
        label: `${label}: Degraded`,
        texts: [shown, "Degraded"],
      });
      expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(450);
    }
    badge({ label: "x".repeat(1_000_000) });
  });

  test("reads right-to-left names from the right", () => {
    const direction = (label: string): boolean => badge({ label }).includes('direction="rtl"');
    expect(["خدمة", "(שירות) API", "12 مرحبا API"].map(direction)).toEqual([true, true, true]);
    expect(["API خدمة", "API", "123"].map(direction)).toEqual([false, false, false]);
  });
});

describe("The badges of a site", () => {
  const services = [
    service("api", { name: "API & <more>", since: "2026-11-01" }),
    service("uploads", { group: "other" }),
    service("old", { retired: "2026-01-01" }),
    service("new", { since: "2026-11-21" }),
  ];
  const incidents = [
    incident({
      id: "slow",
      impact: ["api partial 10:00 11:00", "api degraded 11:00"],
      updates: ["identified 10:05"],
    }),
  ];
  const groups = ["main", "empty"].map((id) => ({ id, name: `Group ${id}` }));
  const facts = { services, incidents, site: site({ groups, uptime: { window: 30 } }) };
  const model = buildModel(records(facts), origin, at("12:00"), noHistory);
  const badges = new Map([...badgeDocuments(model)].map(({ path, body }) => [path, told(body).title]));

  test("are there for the site, each group that has an id, and each service", () => {
    expect([...badges]).toEqual([
      ["/badge.svg", "Example: Degraded"],
      ["/badges/groups/main.svg", "Group main: Degraded"],
      ["/badges/groups/empty.svg", "Group empty: No services"],
      ["/services/api/badge.svg", "API & <more>: Degraded"],
      ["/services/api/uptime.svg", "API & <more>: Uptime: 99.93 % in 30 days"],
      ["/services/uploads/badge.svg", "uploads: Operational"],
      ["/services/uploads/uptime.svg", "uploads: Uptime: 100 % in 30 days"],
      ["/services/old/badge.svg", "old: Retired"],
      ["/services/old/uptime.svg", "old: Uptime: no data yet"],
      ["/services/new/badge.svg", "new: Operational"],
      ["/services/new/uptime.svg", "new: Uptime: no data yet"],
    ]);
  });

  test("say what the pages say", () => {
    for (const one of model.services.values()) {
      const { id, name, label, bars, retired } = serviceView(model, one);
      expect(badges.get(serviceBadgePath(id))).toBe(`${name}: ${retired === undefined ? label : "Retired"}`);
      expect(badges.get(`${servicePath(id)}uptime.svg`)).toContain(`Uptime: ${bars.uptime}`);
    }
  });

  test("are put into other sites with HTML in which every name is a text", () => {
    expect(badgeHtml(model, "API & <more>", serviceBadgePath("api"), servicePath("api"))).toBe(
      '<a href="https://status.example.org/services/api/"><img src="https://status.example.org/services/api/badge.svg" alt="Status of API &amp; &lt;more&gt;" height="20"></a>',
    );
    expect(embedHtml(model)).toBe(
      '<script async src="https://status.example.org/embed.js"></script>\n<daymark-status><a href="https://status.example.org/">Status of Example</a></daymark-status>',
    );
  });
});

/** A colour of CSS's OKLCH as three numbers to 255. */
function rgbOf(oklch: string): number[] {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map((part) => Number.parseFloat(part));
  const [a, b] = [Math.cos((hue * Math.PI) / 180) * chroma, Math.sin((hue * Math.PI) / 180) * chroma];
  const l = (lightness / 100 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness / 100 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness / 100 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const own = Math.min(1, Math.max(0, linear));
    return Math.round(255 * (own <= 0.0031308 ? 12.92 * own : 1.055 * own ** (1 / 2.4) - 0.055));
  });
}

function rgb(hex: Pair[number]): number[] {
  return [1, 3, 5].map((index) => Number.parseInt(hex.slice(index, index + 2), 16));
}

/** The contrast of two colours as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = rgb(hex).map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
