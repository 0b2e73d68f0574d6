import { describe, expect, it } from "vitest";
import { isSafeLink, type MarkdownPlace, plainText, renderMarkdown } from "../../src/records/markdown.ts";

const place: MarkdownPlace = { headingLevel: 3 };

/** Everything that rendered Markdown may consist of. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: [],
  br: [],
  hr: [],
  em: [],
  strong: [],
  s: [],
  code: [],
  pre: ["tabindex"],
  blockquote: [],
  ul: [],
  ol: ["start"],
  li: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  a: ["href", "rel"],
  img: ["src", "alt", "loading"],
  div: ["class", "role", "aria-label", "tabindex"],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ["class"],
  td: ["class"],
};

/** Elements without content, which are not closed. */
const VOID = ["br", "hr", "img"];

/**
 * What is not allowed in a piece of HTML. It is held against a form so narrow that every parser reads it in the same
 * way: `<` and `>` only around tags, each attribute in double quotes with neither of them in its value, what is opened
 * is closed in order.
 */
function forbidden(html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [, text = "", tag = ""] of html.matchAll(/([^<]*)(<[^>]*>|<|$)/g)) {
    if (text.includes(">")) found.push(`> in ${text}`);
    if (tag === "") continue;
    const [, slash, name = "", attributes = ""] =
      /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>$/.exec(tag) ?? [];
    if (!Object.hasOwn(ALLOWED, name)) found.push(tag);
    if (slash && open.pop() !== name) found.push(`${tag} closes something else`);
    if (!slash && !VOID.includes(name)) open.push(name);
    for (const [, key = "", value = ""] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
      if (!ALLOWED[name]?.includes(key)) found.push(`${name} ${key}`);
      if ((key === "href" || key === "src") && !isHarmless(decoded(value), key))
        found.push(`${key}=${value}`);
    }
  }
  return [...found, ...open.map((name) => `<${name}> stays open`)];
}

/** The entities that the renderer writes, and numeric ones, which it must not. */
function decoded(value: string): string {
  expect(value).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/);
  return value
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** What a browser makes of an address: a link must lead to a page or a mailbox, an image must come from the site. */
function isHarmless(value: string, name: string): boolean {
  const { protocol, host } = new URL(value, "https://own.example/incidents/x/");
  return name === "src" ? host === "own.example" : ["https:", "http:", "mailto:"].includes(protocol);
}

const ATTACKS = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "text <script>alert(1)</script> text",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<math><mtext></p><img src=x onerror=alert(1)>",
  "<iframe src='javascript:alert(1)'></iframe>",
  "<a href='javascript:alert(1)'>x</a>",
  "<div style='background:url(//evil.example)'>x</div>",
  "<style>@import '//evil.example/x.css'</style>",
  "<base href=//evil.example/>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<form action=//evil.example><input name=x></form>",
  "<details open ontoggle=alert(1)>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<!--\n<script>alert(1)</script>\n--><img src=x onerror=alert(1)>",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  "<?php <img src=x onerror=alert(1)> ?>",
  "<!DOCTYPE html><img src=x onerror=alert(1)>",
  "<x\n\nonclick=alert(1)>",
  "</p><script>alert(1)</script>",
  "</code></pre><script>alert(1)</script>",
  "<div>\n</code></pre><script>alert(1)</script>\n</div>",
  "<textarea>\n</textarea><script>alert(1)</script>",
  "<title></title><img src=x onerror=alert(1)>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x]( javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](<java\tscript:alert(1)>)",
  "[x](java\\\nscript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](javascript&#58;alert(1))",
  "[x](javascript&#x3A;alert(1))",
  "[x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1))",
  "[x](java&#09;script:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "[x](java&NewLine;script:alert(1))",
  "[x](&#1;javascript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](\u200bjavascript:alert(1))",
  "[x](\u00a0javascript:alert(1))",
  "[x](javascript\\:alert(1))",
  "[x](javascript%3Aalert(1))",
  "[x](vbscript:msgbox(1))",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](DATA:text/html,<script>alert(1)</script>)",
  "[x](blob:https://own.example/1)",
  "[x](file:///etc/passwd)",
  "[x](view-source:javascript:alert(1))",
  "[x](feed:javascript:alert(1))",
  "[x](intent://evil.example#Intent;scheme=http;end)",
  "[x][1]\n\n[1]: javascript:alert(1)",
  "[x]\n\n[x]: <javascript:alert(1)>",
  "[x][1]\n\n[1]: javascript&colon;alert(1) 'title'",
  "<javascript:alert(1)>",
  "<vbscript:msgbox(1)>",
  "<data:text/html,x>",
  "javascript:alert(1)",
  "javascript://example.org/%0aalert(1)",
  'https://example.org/"onmouseover=alert(1)',
  "https://example.org/'><script>alert(1)</script>",
  '[x](https://example.org/"onmouseover="alert(1))',
  '[x](<https://example.org/"><script>alert(1)</script>>)',
  '[x](https://example.org/ "title\\" onmouseover=alert(1) x=\\"")',
  "[x](https://example.org/ '\"><script>alert(1)</script>')",
  "![x](javascript:alert(1))",
  "![x](data:image/svg+xml,<svg onload=alert(1)>)",
  "![x](data:image/svg+xml;base64,PHN2Zz4=)",
  "![x](https://evil.example/pixel.gif)",
  "![x](HTTPS://evil.example/pixel.gif)",
  "![x](//evil.example/pixel.gif)",
  "![x](\\\\evil.example/pixel.gif)",
  "![x](/\\evil.example/pixel.gif)",
  "![x](/\t/evil.example/pixel.gif)",
  "![x](</&#9;/evil.example/pixel.gif>)",
  "![x](<\thttps://evil.example/pixel.gif>)",
  "![x](https&colon;//evil.example/pixel.gif)",
  '![" onerror="alert(1)](/x.png)',
  '!["><script>alert(1)</script>](/x.png)',
  '![x](/x.png "\\" onerror=alert(1) x=\\"")',
  "![![y](https://evil.example/1.gif)](https://evil.example/2.gif)",
  "[![x](https://evil.example/1.gif)](https://example.org/)",
  "[![x](https://evil.example/1.gif) and ![y](https://evil.example/2.gif)](https://example.org/)",
  "| a |\n|:-:|\n| <img src=x onerror=alert(1)> |",
  '| a | b |\n|:--|--:|\n| [x](javascript:alert(1)) | `"><script>` |',
  '```"><script>alert(1)</script>\nx\n```',
  '```js" onclick="alert(1)\n</code></pre><script>alert(1)</script>\n```',
  "    </code></pre><script>alert(1)</script>",
  "`</code><script>alert(1)</script>`",
  "# <script>alert(1)</script>\n\n# x {#id onclick=alert(1)}",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "\\<script>alert(1)\\</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "\u2028<script>alert(1)</script>",
  "1000000000. x\n\n99999999999. y",
];

describe("Rendered Markdown", () => {
  it.each(ATTACKS)("holds nothing that could run or fetch: %j", (attack) => {
    for (const text of [
      attack,
      `> ${attack.replaceAll("\n", "\n> ")}`,
      `- ${attack.replaceAll("\n", "\n  ")}`,
      `# ${attack}`,
    ]) {
      for (const options of [{}, { base: "/status" }, { absolute: "https://own.example/incidents/x/" }]) {
        expect(forbidden(renderMarkdown(text, { ...place, ...options }))).toEqual([]);
      }
    }
  });

  it.each([
    ["HTML", "Uploads <b>do not</b> work.", "<p>Uploads &lt;b&gt;do not&lt;/b&gt; work.</p>\n"],
    [
      "a block of HTML",
      "<div>\nA & B\n</div>",
      '<pre tabindex="0"><code>&lt;div&gt;\nA &amp; B\n&lt;/div&gt;</code></pre>\n',
    ],
    ["a comment as nothing", "A <!-- note --> b.\n\n<!--\nnote\n-->", "<p>A  b.</p>\n"],
    [
      "a link to another site",
      "[a](https://example.org/)",
      '<p><a href="https://example.org/" rel="noopener">a</a></p>\n',
    ],
    [
      "a link to another site without scheme",
      "[a](//example.org/)",
      '<p><a href="//example.org/" rel="noopener">a</a></p>\n',
    ],
    ["a link within the site", "[a](/history/)", '<p><a href="/history/">a</a></p>\n'],
    [
      "an address in the text",
      "See https://example.org/a_b_c.",
      '<p>See <a href="https://example.org/a_b_c" rel="noopener">https://example.org/a_b_c</a>.</p>\n',
    ],
    ["a mailbox", "<mail@example.org>", '<p><a href="mailto:mail@example.org">mail@example.org</a></p>\n'],
    ["a refused link as text", "[a](javascript:b)", "<p>[a](javascript:b)</p>\n"],
    [
      "an image of the site",
      "![Graph](/graph.png)",
      '<p><img src="/graph.png" alt="Graph" loading="lazy"></p>\n',
    ],
    [
      "an image of another site as a link",
      "![Graph](https://example.org/g.png)",
      '<p><a href="https://example.org/g.png" rel="noopener">Graph</a></p>\n',
    ],
    [
      "an image of another site in a link as its text",
      "[![Build](https://ci.example/b.svg)](https://ci.example/)",
      '<p><a href="https://ci.example/" rel="noopener">Build</a></p>\n',
    ],
    ["headings below those of the page", "# A\n\n### B\n\n##### C", "<h3>A</h3>\n<h3>B</h3>\n<h5>C</h5>\n"],
    [
      "a table that scrolls",
      "| a | b |\n|--:|---|\n| 1 | 2 |",
      '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n<thead>\n<tr>\n<th class="align-right">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-right">1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table></div>\n',
    ],
    ["code without classes", "```js\na < b\n```", '<pre tabindex="0"><code>a &lt; b\n</code></pre>\n'],
    [
      "the empty corner of a table as the header of nothing",
      "| | b |\n|---|---|\n| 1 | 2 |",
      '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n<thead>\n<tr>\n<td></td>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table></div>\n',
    ],
    ["nothing of nothing", " \n", ""],
  ])("shows %s", (_, text, html) => {
    expect(renderMarkdown(text, place)).toBe(html);
  });

  it("puts the base before addresses of the site", () => {
    expect(renderMarkdown("[a](/b) ![c](/d.png) [e](f)", { ...place, base: "/status" })).toBe(
      '<p><a href="/status/b">a</a> <img src="/status/d.png" alt="c" loading="lazy"> <a href="f">e</a></p>\n',
    );
  });

  it("makes addresses whole for texts that leave the site", () => {
    expect(renderMarkdown("[a](/b) [c](#d)", { ...place, absolute: "https://own.example/x/" })).toBe(
      '<p><a href="https://own.example/b">a</a> <a href="https://own.example/x/#d">c</a></p>\n',
    );
  });
});

describe("Links", () => {
  it.each(["https://a", "HTTP://a", "mailto:a@b", "/a", "a/b:c", "?a:b", "#a:b", "a", "", "//a", "../a"])(
    "may be %j",
    (url) => {
      expect(isSafeLink(url)).toBe(true);
    },
  );

  it.each([
    "javascript:1",
    " java\tscript:1",
    "java\u00adscript:1",
    "data:,",
    "ftp://a",
    "a:b/c",
    "x-y:z",
    ":a",
  ])("may not be %j", (url) => {
    expect(isSafeLink(url)).toBe(false);
  });
});

describe("Plain text", () => {
  it("is what a reader sees, on one line", () => {
    const text =
      "# A **b**\n\n- `c` [d](e)\n- <!-- f --> <g>\n\n```\nh\n```\n\n<!-- i -->\n\n![j](k.png)  \nl";
    expect(plainText(text)).toBe("A b c d <g> h j l");
  });
});
