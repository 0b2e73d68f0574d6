import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type StaticServer, serve } from "../server.ts";
import { daymark, temporarySite } from "../site/build.ts";
import { launchBrowser } from "./browser.ts";
import { openPage } from "./page.ts";

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
  root = temporarySite(files);
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
  ...attacks.flatMap((_, index) => [
    `/incidents/i${index}/`,
    `/services/s${index}/`,
    `/advisories/X-2026-${1000 + index}/`,
  ]),
];

test.each(pages)("nothing that people write runs on %s", async (path) => {
  const { page, foreign, errors } = await openPage(browser, server, path);
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
      "iframe, object, embed, base, form:not(advisory-filter > form), style, [style]",
    ).length,
    handlers: [...document.querySelectorAll("*")]
      .flatMap((element) => element.getAttributeNames())
      .filter((name) => name.startsWith("on")),
    links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")]
      .map((link) => link.protocol)
      .filter((protocol) => !/^(?:https?|webcal):$/.test(protocol)),
    unmarked: [...document.querySelectorAll<HTMLAnchorElement>("a[href^=http]")]
      .filter((link) => link.origin !== location.origin && link.rel !== "noopener")
      .map((link) => link.href),
  }));
  expect(found).toEqual({ scripts: 0, frames: 0, handlers: [], links: [], unmarked: [] });
  await page.context().close();
});
