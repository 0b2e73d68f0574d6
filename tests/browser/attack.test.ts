import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { daymark } from "../site/build.ts";
import { repository } from "../site/repository.ts";
import { launchBrowser } from "./browser.ts";
import { openPage, type WatchedPage } from "./page.ts";

/** Texts that run, or fetch, wherever they are not taken as text. */
const attacks = [
  "<script>window.attacked=1</script>",
  "<img src=x onerror=window.attacked=1>",
  "<svg onload=window.attacked=1>",
  '"><script>window.attacked=1</script>',
  "' onmouseover='window.attacked=1' x='",
  '" autofocus onfocus="window.attacked=1',
  "</title><script>window.attacked=1</script>",
  "</textarea></style></script><script>window.attacked=1</script>",
  "javascript:window.attacked=1",
  "{{constructor.constructor('window.attacked=1')()}}",
  "${window.attacked=1}",
  "]]><script>window.attacked=1</script>",
  "<iframe srcdoc='<script>parent.attacked=1</script>'>",
  "<!--><script>window.attacked=1</script>",
  "&lt;script&gt;window.attacked=1&lt;/script&gt;",
  "\u202e<script>window.attacked=1</script>",
] as const;

const links = [
  "[a](javascript:window.attacked=1)",
  "[a](JaVaScRiPt:window.attacked=1)",
  "[a](java&#x09;script:window.attacked=1)",
  "[a](&#106;avascript:window.attacked=1)",
  "[a](data:text/html,<script>window.attacked=1</script>)",
  "[a](vbscript:x)",
  "<javascript:window.attacked=1>",
  "![a](https://foreign.example/pixel.png)",
  "![a](data:image/svg+xml,<svg/onload=window.attacked=1>)",
  "![a](//foreign.example/pixel.png)",
  '[a](https://foreign.example/ "x\\" onmouseover=\\"window.attacked=1")',
  "[r]\n\n[r]: javascript:window.attacked=1",
] as const;

/** Links that MDX reads as such: it has neither pictures nor links between angle brackets. */
const mdxLinks = links.filter((link) => !/[<!]/.test(link));

/** A text whose signs mean nothing to MDX, and which readers see as it is. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0)};`);
}

const attackAt = (index: number): string => attacks[index % attacks.length] ?? "";

/** The front matter of a report in which every text is an attack, and every address tries to be one. */
function reportHead(index: number, due: string): string {
  let count = index;
  const next = (): string => attackAt(count++);
  const address = `https://foreign.example/${index}/'onmouseover='window.attacked=1`;
  const isReplaced = index % 5 === 4;
  const front = {
    title: attackAt(index),
    summary: next(),
    incidents: index % 4 === 0 ? [`i${index}`, `i${(index + 1) % attacks.length}`] : [`i${index}`],
    status: isReplaced ? "superseded" : index % 2 === 0 ? "final" : "in-review",
    ...(isReplaced && { supersededBy: `p${index - 1}` }),
    owner: next(),
    authors: ["eve"],
    reviews: [{ by: "eve", org: next(), independent: false, on: "2026-11-20" }],
    published: "2026-11-20T11:00Z",
    type: "release-regression",
    trigger: "release",
    services: [`s${(index + 1) % attacks.length}`, "constructor"],
    times: {
      impactStart: "2026-11-20T10:00Z",
      detected: { at: "2026-11-20T10:01Z", confidence: "estimated" },
      declared: "2026-11-20T10:02Z",
      mitigated: "2026-11-20T10:20Z",
      impactEnd: "2026-11-20T10:30Z",
      resolved: "2026-11-20T10:40Z",
    },
    detection: { source: "user-report", usersFirst: "yes", gap: next() },
    impact: {
      userFacing: "yes",
      users: { count: 3, percent: 1.5, basis: next() },
      data: "exposed",
      statement: next(),
    },
    factors: [
      { id: "f", category: "process", summary: next(), introduced: next(), whyUndetected: next() },
      { id: "constructor", category: "unknown", summary: next() },
    ],
    mitigation: next(),
    resolution: next(),
    rollbackUsed: "no",
    playbooks: [{ id: "none", verdict: "missing" }],
    actions: [
      { id: "a", title: next(), kind: "prevent", factors: ["f"], owner: next(), due, issue: address },
      { id: "b", title: next(), kind: "detect", owner: "eve", noDueReason: next(), evaluation: next() },
      { id: "c", title: next(), kind: "repair", owner: next(), due, status: "delayed", statusReason: next() },
      { id: "d", title: next(), kind: "repair", due, status: "done", done: "2026-11-20" },
    ],
    surprises: [next(), next()],
    openQuestions: [next()],
    related: [
      { url: address, relation: "similar", note: next() },
      { id: `p${(index + 1) % attacks.length}`, relation: "same-cause", note: next() },
    ],
    evidence: [
      { label: next(), url: address, access: "public" },
      { label: next(), access: "restricted" },
    ],
    credits: [
      { org: next(), roles: [next()], consent: "public" },
      { person: "eve", roles: [next()], consent: "public" },
    ],
    charts: [
      { id: "bars", title: next(), unit: next(), points: [{ label: next(), value: 3 }] },
      {
        id: "line",
        title: next(),
        unit: next(),
        points: [
          { at: "2026-11-20T10:00Z", value: -1e15 },
          { at: "2026-11-20T10:30Z", value: 1e15 },
        ],
      },
    ],
    tags: [next(), next()],
  };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join("")}---\n\n`;
}

/** Reports in Markdown and in MDX, and a term that both use, for each attack. */
function library(due: string): Record<string, string> {
  const files: Record<string, string> = {
    "content/services/constructor.md": "---\nname: toString\ngroup: all\n---\n",
    "public/picture.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="window.attacked=1"><script>window.attacked=1</script></svg>`,
  };
  for (const index of attacks.keys()) {
    const of = (at: number): string => attackAt(index + at);
    const text = JSON.stringify;
    files[`content/glossary/g${index}.md`] =
      `---\nterm: ${text(of(0))}\naliases: [gword${index}, ${text(`x ${of(1)}`)}]\nshort: ${text(of(2))}\nsee: [g${(index + 1) % attacks.length}]\n---\n${of(3)}\n\n${links.join("\n\n")}\n`;
    files[`content/postmortems/p${index}.md`] =
      `${reportHead(index, due)}## ${of(0)}\n\nA gword${index} here.\n\n${of(1)}\n\n### ${of(2)}\n\n\`\`\`${of(3)}\n${of(4)}\n\`\`\`\n\n${links.join("\n\n")}\n`;
    files[`content/postmortems/m${index}.mdx`] =
      `${reportHead(index, due)}## ${plain(of(0))}\n\nA gword${index} here, ${plain(of(1))}.\n\n\`\`\`\n${of(2)}\n\`\`\`\n\n<Callout kind="warning" title="${plain(of(3))}">\n${plain(of(4))}\n</Callout>\n\n<Figure src="/picture.svg" alt="${plain(of(5))}">\n${plain(of(6))}\n</Figure>\n\n<Definition term="g${index}">${plain(of(7))}</Definition>\n\n<Chart id="bars" />\n\n<Chart id="line" />\n\n<Timeline />\n\n<Differently>\n${plain(of(8))}\n</Differently>\n\n${mdxLinks.join("\n\n")}\n`;
  }
  return files;
}

let browser: Browser;
let server: StaticServer;
let root: string;

beforeAll(async () => {
  const text = JSON.stringify;
  const files: Record<string, string> = {
    "content/site.yaml": `name: ${text(attacks[0])}\nurl: https://status.example.org\ndescription: ${text(attacks[3])}\ngroups: [{ id: all, name: ${text(attacks[1])} }]\nseverities: [{ id: bad, label: ${text(attacks[2])}, criteria: ${text(attacks[4])} }]\nnav: [{ label: ${text(attacks[5])}, url: "https://foreign.example/" }]\n`,
    "content/people.yaml": `eve: { name: ${text(attacks[1])}, consent: public }\n`,
  };
  for (const [index, attack] of attacks.entries()) {
    const others = [...attacks.slice(index), ...attacks.slice(0, index)];
    const of = (at: number): string => others[at % others.length] ?? attack;
    files[`content/services/s${index}.md`] =
      `---\nname: ${text(of(0))}\ngroup: all\ndescription: ${text(of(1))}\nowner: ${text(of(2))}\nbackupOwner: ${text(of(3))}\nbusinessDependency: ${text(of(4))}\nslo: [{ name: ${text(of(5))}, objective: 99, window: 30d }]\nupgradeCadence: ${text(of(6))}\nsupportChannel: ${text(of(7))}\nrollback: ${text(of(8))}\nforkDelta: ${text(of(9))}\n---\n${of(0)}\n\n${of(1)}\n`;
    files[`incidents/i${index}.md`] =
      `---\ntitle: ${text(attack)}\nseverity: bad\ntags: [${text(of(1))}]\nroles: { incident-commander: eve }\nimpact: [{ service: s${index}, level: major, from: 2026-11-20T10:00Z }]\n---\n\n${of(2)}\n\n## Investigating — 2026-11-20 10:00 UTC\n\n${of(3)}\n\n\`\`\`${of(4)}\n${of(5)}\n\`\`\`\n\n| ${of(6).replaceAll("|", "")} |\n|:-:|\n| ${of(7).replaceAll("|", "")} |\n\n${links.join("\n\n")}\n\n### Known\n${of(8)}\n\n### Doing\n${of(9)}\n\nPosted-by: eve\n`;
  }
  for (const [index, attack] of attacks.entries()) {
    const others = [...attacks.slice(index), ...attacks.slice(0, index)];
    const of = (at: number): string => others[at % others.length] ?? attack;
    files[`advisories/X-2026-${1000 + index}.md`] =
      `---\ntitle: ${text(attack)}\npublished: 2026-11-20T09:00Z\nseverity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H]\n${index % 3 === 0 ? `withdrawn: { at: 2026-11-20T10:00Z, reason: ${text(of(1))} }\n` : ""}affected:\n  - package: { ecosystem: npm, name: ${text(of(2))} }\n    ranges: [{ introduced: "0", fixed: 1.0.0 }]\n  - repo: https://foreign.example/<script>\n    versions: ["1"]\ncredits: [{ name: ${text(of(3))}, type: finder }]\nreferences: [{ type: web, url: "https://foreign.example/'onmouseover='window.attacked=1" }]\nincidents: [i${index}]\n---\n\n${of(4)}\n\n## Impact\n\n${of(5)}\n\n## Am I affected?\n\n${of(6)}\n\n${links.join("\n\n")}\n\n## ${of(7)}\n\n${of(8)}\n`;
  }
  const made = repository(
    { at: "2026-11-20T09:00:00Z", files: { ...files, ...library("2026-11-19") } },
    { at: "2026-11-20T11:30:00Z", message: attacks[0], author: attacks[1], files: library("2026-12-19") },
  );
  root = made.root;
  const built = await daymark("build", "--root", root, "--now", "2026-11-20T12:00Z");
  expect(built.code, built.err).toBe(0);
  browser = await launchBrowser();
  server = await serve(join(root, "dist"));
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const pages = [
  "/",
  "/history/",
  "/history/2026-11/",
  "/subscribe/",
  "/advisories/",
  "/advisories/packages/",
  "/audit/",
  "/lessons/",
  "/lessons/actions/",
  "/lessons/metrics/",
  "/lessons/digest/2026-11/",
  ...["service", "factor", "severity", "year", "action-state"].map((facet) => `/lessons/by/${facet}/`),
  "/lessons/by/service/s0/",
  "/lessons/by/service/constructor/",
  "/lessons/by/factor/process/",
  "/lessons/by/severity/bad/",
  "/lessons/by/status/superseded/",
  "/lessons/by/action-state/delayed/",
  "/glossary/",
  "/search/",
  ...attacks.flatMap((_, index) => [
    `/incidents/i${index}/`,
    `/services/s${index}/`,
    `/advisories/X-2026-${1000 + index}/`,
    `/lessons/p${index}/`,
    `/lessons/m${index}/`,
    `/lessons/p${index}/history/`,
  ]),
];

test.each(pages)("nothing that people write runs on %s", async (path) => {
  const watched = await openPage(browser, server, path);
  await expectHarmless(watched);
});

test.each([
  "/search/?q=attacked",
  "/search/?q=gword3",
  "/search/?kind=lesson&q=window",
  "/search/?kind=term",
  "/search/?service=constructor&year=2026",
  `/search/?q=${encodeURIComponent(attacks[1])}`,
])("nothing that people write runs among what is found by %s", async (path) => {
  const watched = await openPage(browser, server, path);
  await watched.page.locator(".results > li").first().waitFor();
  const counts = watched.page.locator("fieldset label .number:visible");
  await counts.first().waitFor();
  for (const count of await counts.allTextContents()) expect(count).toMatch(/^\d+$/);
  await expectHarmless(watched);
});

async function expectHarmless({ page, foreign, errors }: WatchedPage): Promise<void> {
  // Touch whatever could be waiting for it.
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>("main *")) {
      element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      element.focus();
    }
  });
  expect(await page.evaluate(() => (window as { attacked?: unknown }).attacked)).toBeUndefined();
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
  const found = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script:not([type=module][src])").length,
    frames: document.querySelectorAll(
      "iframe, object, embed, base, form:not(advisory-filter > form, site-search form), style, [style]",
    ).length,
    handlers: [...document.querySelectorAll("*")]
      .flatMap((element) => element.getAttributeNames())
      .filter((name) => name.startsWith("on")),
    // Those of drawings have no protocol of their own.
    links: [...document.querySelectorAll("a[href]")]
      .map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).protocol)
      .filter((protocol) => !/^(?:https?|webcal):$/.test(protocol)),
    unmarked: [...document.querySelectorAll<HTMLAnchorElement>("a[href^=http]")]
      .filter((link) => link.origin !== location.origin && link.rel !== "noopener")
      .map((link) => link.href),
  }));
  expect(found).toEqual({ scripts: 0, frames: 0, handlers: [], links: [], unmarked: [] });
  await page.context().close();
}
