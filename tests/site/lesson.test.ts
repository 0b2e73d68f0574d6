import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, test } from "vitest";
import { daymark } from "./build.ts";
import { repository, type TestRepository } from "./repository.ts";

/*
 * Texts of reports on their pages: what Astro's MDX makes of them, and what never comes of them.
 */

const NOW = "2026-11-20T12:00Z";

const frontMatter = `---
title: Uploads were refused
summary: For twenty minutes nobody could publish.
incidents: [outage]
status: in-review
owner: Infra team
type: service-outage
trigger: release
factors:
  - { id: no-test, category: test-coverage, summary: No test sends a package without a name. }
actions:
  - { id: add-test, title: Send a package without a name, kind: detect, factors: [no-test], owner: Infra team, due: 2026-12-01 }
charts:
  - id: errors
    title: Refused uploads
    unit: per minute
    points: [{ at: 2026-11-18T10:00Z, value: 0 }, { at: 2026-11-18T10:10Z, value: 12 }, { at: 2026-11-18T10:20Z, value: 3 }]
---
`;

const site = {
  "content/site.yaml":
    "name: Kelp\nurl: https://status.example.org/status\ngroups: [{ id: install, name: Install }]\n",
  "content/services/uploads.md": "---\nname: Uploads\ngroup: install\n---\n",
  "content/glossary/cdn.md": "---\nterm: CDN\nshort: Servers near to readers that keep copies.\n---\n",
  "content/glossary/origin.md": "---\nterm: origin\nshort: The server that has the first copy.\n---\n",
  "incidents/outage.md":
    "---\ntitle: Uploads fail\nimpact:\n  - { service: uploads, level: major, from: 2026-11-18T10:00Z, to: 2026-11-18T10:20Z }\n---\n\n## Investigating — 2026-11-18 10:05 UTC\n\nLooking.\n\n## Resolved — 2026-11-18 10:30 UTC\n\nOver.\n",
};

function report(body: string, head = frontMatter): Record<string, string> {
  return { ...site, "content/postmortems/refused.mdx": `${head}\n${body}\n` };
}

async function built(made: TestRepository): Promise<{ page: string | undefined; err: string }> {
  const dist = join(made.root, "dist");
  const { err } = await daymark("build", "--root", made.root, "--out", dist, "--now", NOW);
  const path = join(dist, "lessons/refused/index.html");
  return { page: existsSync(path) ? readFileSync(path, "utf8") : undefined, err };
}

const at = (minute: number) => `2026-11-19T10:${String(minute).padStart(2, "0")}:00Z`;

/** All elements of a page. */
function elements(node: Tree.Node): Tree.Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return [...("tagName" in node ? [node] : []), ...children.flatMap(elements)];
}

function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

describe("a report's page", () => {
  test("shows every component, links of the site below its base, and no attribute that its policy forbids", async () => {
    const body = `
# Uploads

The [history](/history/) tells more, and so does [a page](https://example.org/x). The CDN kept on, and so did the origin.

## What happened

<Timeline />

<Chart id="errors" />

<Figure src="/queue.svg" alt="The queue grows">
The queue, by *minute*.
</Figure>

<Callout kind="warning" title="Do not restart">
It makes things **worse**: <Definition term="cdn">caches</Definition> are lost.
</Callout>

<Differently>
We would stop sooner.
</Differently>

### A \`code\` heading

| a | b |
|--:|:-:|
| 1 | 2 |

{/* nobody reads this */}

\`\`\`sh
curl -I https://example.org/ {not: "run"}
\`\`\`
`;
    const made = repository({ at: at(0), files: report(body) });
    const { page = "", err } = await built(made);
    expect(err).not.toContain("error");
    const all = elements(parse(page));
    const ids = all.map((one) => attribute(one, "id")).filter((id) => id !== undefined);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids).toEqual(
      expect.arrayContaining(["t-uploads", "t-what-happened", "t-a-code-heading", "f-no-test", "a-add-test"]),
    );
    expect(all.filter((one) => attribute(one, "style") !== undefined)).toEqual([]);
    expect(all.filter((one) => one.tagName === "h1")).toHaveLength(1);
    expect(page).toContain('href="/status/history/"');
    expect(page).toContain('href="https://example.org/x" rel="noopener"');
    expect(page).toMatch(
      /href="\/status\/glossary\/#origin" title="The server that has the first copy\."[^>]*>origin</,
    );
    expect(page).toMatch(/class="term" href="\/status\/glossary\/#cdn"[^>]*><dfn>caches</);
    // What the author explains further down is not linked before.
    expect(page).not.toMatch(/>CDN<\/a>/);
    expect(page).toContain('src="/status/queue.svg" alt="The queue grows"');
    expect(page).toMatch(/class="callout warning"/);
    expect(page).toContain("What we would do differently");
    expect(page).toContain("highest 12 per minute (18 Nov 2026, 10:10 UTC)");
    expect(page).toMatch(/<td class="align-right">1/);
    expect(page).not.toContain("nobody reads this");
    expect(page).toContain("{not: &quot;run&quot;}");
  });

  test("is not made of a text that holds code, and the version before stays", async () => {
    const attacks = [
      "{process.exit(3)}",
      "import fs from 'node:fs'",
      "export const x = process.exit(3)",
      "<Callout title={process.exit(3)}>x</Callout>",
      "<Callout {...process}>\n\nx\n\n</Callout>",
      "<script>x</script>",
      "![x](../../../../../etc/hostname)",
      "![x][y]\n\n[y]: ./a.svg",
      "{/* a */ process.exit(3) /* b */}",
      "{`/*` + process.exit(3) + `*/`}",
    ];
    const all = (text: (attack: string) => string): Record<string, string> => ({
      ...site,
      ...Object.fromEntries(
        attacks.map((attack, index) => [
          `content/postmortems/report-${index}.mdx`,
          `${frontMatter}\n## What happened\n\n${text(attack)}\n`,
        ]),
      ),
    });
    const made = repository(
      { at: at(0), files: all(() => "The first version.") },
      { at: at(1), files: all((attack) => `Second.\n\n${attack}`) },
    );
    const { err } = await built(made);
    for (const [index, attack] of attacks.entries()) {
      expect(err, attack).toMatch(
        new RegExp(
          `report-${index}\\.mdx:\\d+:\\d+ error (?:code-in-text|component-unknown|component-invalid|mdx-syntax)`,
        ),
      );
      const page = readFileSync(join(made.root, `dist/lessons/report-${index}/index.html`), "utf8");
      expect(page, attack).toContain("The first version.");
      expect(page, attack).not.toContain("Second.");
    }
  });

  test("takes no layout from a second front matter, which is text", async () => {
    const body = "---\nlayout: ../../../../etc/passwd.astro\n---\n\n## What happened\n\nText.";
    const made = repository({ at: at(0), files: report(body) });
    const { page = "" } = await built(made);
    expect(page).toContain("layout: ../../../../etc/passwd.astro");
    expect(page).toContain("Text.");
  });

  test("has no link that could run code", async () => {
    const body =
      "[a](javascript:alert(1)) [b](java\tscript:alert(1)) <Callout>[c](data:text/html,x)</Callout> [d][e]\n\n[e]: vbscript:x";
    const made = repository({ at: at(0), files: report(`## What happened\n\n${body}`) });
    const { page = "", err } = await built(made);
    expect(err).toContain("link-unsafe");
    const addresses = elements(parse(page)).map((one) => attribute(one, "href") ?? "");
    expect(addresses.filter((href) => /script:|data:/i.test(href))).toEqual([]);
  });

  test("is the same for plain Markdown, in which nothing is code", async () => {
    const files = {
      ...site,
      "content/postmortems/refused.md": `${frontMatter}\n## What happened\n\nA {brace}, a <b>tag</b> and <Callout>.\n\n### What happened\n`,
    };
    const { page = "" } = await built(repository({ at: at(0), files }));
    expect(page).toContain("A {brace}, a &lt;b&gt;tag&lt;/b&gt; and &lt;Callout&gt;.");
    expect(page).toMatch(/<h2 id="t-what-happened">/);
    expect(page).toMatch(/<h3 id="t-what-happened-2">/);
    expect(page).toContain('href="#t-what-happened-2"');
  });

  test("is not made of a draft, and what was public stays public", async () => {
    const made = repository({
      at: at(0),
      files: report("First.", frontMatter.replace("in-review", "draft")),
    });
    expect((await built(made)).page).toBeUndefined();
    made.commit({ at: at(1), files: report("Second.") });
    expect((await built(made)).page).toContain("Second.");
    made.commit({ at: at(2), files: report("Third.", frontMatter.replace("in-review", "draft")) });
    const { page, err } = await built(made);
    expect(page).toContain("Second.");
    expect(page).not.toContain("Third.");
    expect(err).toContain("report-withdrawn");
  });
});
