import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tell } from "../../../src/importers/importer.ts";
import { bodyToMarkdown, isUpdate, settleTexts } from "../../../src/importers/statuspage/body.ts";
import { plainText, renderMarkdown } from "../../../src/records/markdown.ts";
import { countWords } from "./sample.ts";

interface Converted {
  readonly markdown: string;
  readonly report: readonly string[];
}

/** A body as it stands in a record. */
function convert(body: string): Converted {
  const report: string[] = [];
  const tell: Tell = (outcome, message) => report.push(`${outcome}: ${message}`);
  const text = bodyToMarkdown(body, { base: "https://status.brindle.example", tell });
  return { markdown: settleTexts([text], tell)[0] ?? "", report };
}

/** The page of a record shows no element but these, and of these no attribute but these. */
const SHOWN =
  /<\/?(?:p|br|ul|ol|li|strong|em|s|code|pre|blockquote|hr|h[3-6]|table|thead|tbody|tr|th|td|div|a)(?: (?:start="\d+"|class="[\w-]+"|role="group"|aria-label="Table"|tabindex="0"|rel="noopener"|href="(?!\s*(?:javascript|data|vbscript):)[^"<>]*"))*>/g;

/** What a reader's browser would take for an element of somebody else's. */
function foreignMarkup(markdown: string): string {
  return renderMarkdown(markdown, { headingLevel: 3 })
    .replace(SHOWN, "")
    .replace(/[^<>]*/g, "");
}

describe("HTML of a body", () => {
  it.each([
    ["a<br />b<br>c", "a\\\nb\\\nc"],
    ["a<br /><br />b<br>\n<br>c", "a\n\nb\n\nc"],
    ["a\r\n<br />\r\nb", "a\\\nb"],
    ["<p>a</p>\n<p>b<br></p>", "a\n\nb"],
    ["a <b>b</b>\nc\n\nd", "a **b**\\\nc\n\nd"],
    ["<ul><li>a<ul><li>b</li></ul></li><li>c</ul>", "- a\n  - b\n- c"],
    ['<ol start="9"><li>a<li>b</ol>', "9. a\n10. b"],
    ["<b>Now:</b>here <i>it</i>alic <strike>x</strike>", "**Now**:here *it*alic ~~x~~"],
    ["<b> a </b>b", "**a** b"],
    ["<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"],
    ["<h1>Top</h1><h2>Next</h2>x", "### Top\n\n#### Next\n\nx"],
    ["<h2>Resolved - 2026-03-12 10:00 UTC</h2>x", "`Resolved - 2026-03-12 10:00 UTC`\n\nx"],
    ["<blockquote>a<br>b</blockquote><hr>c", "> a\\\nb\n\n---\n\nc"],
    ["<pre>a  b\n```\n</pre>", "````\na  b\n```\n````"],
    ["<pre>a<br>b<p>c</p><b>d</b></pre>", "```\na\nb\nc\nd\n```"],
    ["<code>a<br>b</code>", "`a b`"],
    ["<kbd>Ctrl</kbd> and <code>a`b</code>", "`Ctrl` and ``a`b``"],
    ["<table><tr><th>a<th>b|c<tr><td>1<br>2<td></table>", "| a | b\\|c |\n| --- | --- |\n| 1 2 |  |"],
    [
      '<a href="https://x.example/a(b)_c" title="t">see [it]</a>',
      '[see \\[it\\]](<https://x.example/a(b)_c> "t")',
    ],
    ['<a href="https://x.example/">https://x.example/</a>', "<https://x.example/>"],
    ['<a href="mailto:help@x.example">mail</a>', "[mail](mailto:help@x.example)"],
    ["<b>see</b> https://x.example/a_b_c.", "**see** <https://x.example/a_b_c>."],
    ["Wow!<a href='https://x.example'>x</a>", "Wow\\![x](https://x.example/)"],
    [
      "<p>1 &lt; 2 &amp;amp; &quot;x&quot; 5 * 3 * 2 a_b _c_</p>",
      '1 < 2 \\&amp; "x" 5 \\* 3 \\* 2 a_b \\_c\\_',
    ],
    [
      "<p># a</p><p>- b</p><p>1. c</p><p>&gt; d</p><p>+ e</p><p>---</p>",
      "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\+ e\n\n\\---",
    ],
    ["<p>Done.</p><p>Next-update: soon</p>", "Done.\n\nNext-update\\: soon"],
    ["<p>Posted-by: {{agent}}</p>", "Posted-by\\: `{{agent}}`"],
    ["10<sup>6</sup> H<sub>2</sub>O x<sup>-1</sup>", "10⁶ H₂O x⁻¹"],
    ["21<sup>st</sup> a<sub>i</sub> <sup>a<b>b</b> c", "21^(st) a\\_(i) ^(a**b** c)"],
    ["<pre>10<sup>6</sup></pre><code>a<sub>i</sub></code>", "```\n10⁶\n```\n\n`a_(i)`"],
    ["<em>a</em><i>b</i> <b>x</b><strong>y</strong> <b>Mon</b><i>day</i>", "*ab* **xy** **Mon***day*"],
    [
      "<table><tr><th colspan=2>a<tr><td>b<td>c<td>d</table>",
      "| a | | |\n| --- | --- | --- |\n| b | c | d |",
    ],
    ["<p>&lt;javascript:alert(1)&gt;</p>", "`<javascript:alert(1)>`"],
    ["<details><summary>More</summary>text</details>", "More\n\ntext"],
  ])("%j is written as %j", (html, markdown) => {
    expect(convert(html).markdown).toBe(markdown);
    expect(isUpdate(markdown)).toBe(true);
  });
});

describe("a body without HTML", () => {
  it.each([
    ["a\nb\n\nc", "a\\\nb\n\nc"],
    ["**a**\n\n- b\n- c", "**a**\n\n- b\n- c"],
    ["a < b, List<String>, <b", "a < b, List\\<String>, \\<b"],
    ["[x](javascript:alert(1))", "[x] (javascript:alert(1))"],
    ["[x](/about)", "[x](https://status.brindle.example/about)"],
    ["Hi {{name}}", "Hi `{{name}}`"],
    ["Resolved — 2026-03-12 10:00 UTC\nAll is well", "`Resolved — 2026-03-12 10:00 UTC`\\\nAll is well"],
    ["## Resolved — 2026-03-12 10:00 UTC", "`Resolved — 2026-03-12 10:00 UTC`"],
    ["#Resolved — 2026-03-12 10:00 UTC", "`#Resolved — 2026-03-12 10:00 UTC`"],
    ["a\nNext-update: 10:40 UTC", "a\\\nNext-update\\: 10:40 UTC"],
    ["```\nopen", "```\nopen\n```"],
    ["a\n---", "### a"],
    ["\u0000a\u001b[0m", "a[0m"],
    ["a\nRun `kelp install`\nb", "a\\\nRun `kelp install`\\\nb"],
    ["a `b\nc` d\ne", "a `b\nc` d\\\ne"],
    ["<javascript:alert(1)> a\nb", "`<javascript:alert(1)>` a\\\nb"],
    ["[x]: javascript:alert(1)\n[click][x]", "`[x]: javascript:alert(1)`\\\n[click][x]"],
    ["[x]: https://x.example\n\n[click][x]", "[x]: https://x.example\n\n[click][x]"],
  ])("%j is written as %j", (text, markdown) => {
    expect(convert(text).markdown).toBe(markdown);
    expect(isUpdate(markdown)).toBe(true);
  });
});

const HOSTILE: readonly (readonly [body: string, markdown: string, report: readonly string[]])[] = [
  ["<script>alert(1)</script>a", "a", ["not-imported: A <script> is left out: <script>alert(1)</script>"]],
  [
    "a<script src=//x.example/x.js>",
    "a",
    ["not-imported: A <script> is left out: <script src=//x.example/x.js>"],
  ],
  ["<style>p{}</style>a", "a", ["not-imported: A <style> is left out: <style>p{}</style>"]],
  [
    "<svg onload=alert(1)><a>b</a></svg>a",
    "a",
    ["not-imported: A <svg> is left out: <svg onload=alert(1)><a>b</a></svg>"],
  ],
  [
    '<p onclick="alert(1)">a</p>',
    "a",
    ["not-imported: An event handler of <p> is left out: onclick=alert(1)"],
  ],
  [
    "<a href='javascript:alert(1)'>a</a>",
    "a",
    ["kept-as-text: A link is kept as its text, as nobody may follow it: javascript:alert(1)"],
  ],
  [
    "<a href=' java\tscript:alert(1)'>a</a>",
    "a",
    ["kept-as-text: A link is kept as its text, as nobody may follow it: java script:alert(1)"],
  ],
  [
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "a",
    ["kept-as-text: A link is kept as its text, as nobody may follow it: javascript:alert(1)"],
  ],
  [
    "<a href='data:text/html,x'>a</a>",
    "a",
    ["kept-as-text: A link is kept as its text, as nobody may follow it: data:text/html,x"],
  ],
  [
    "<a href='/about'>a</a>",
    "[a](https://status.brindle.example/about)",
    ["adapted: A link within the old site is written whole: https://status.brindle.example/about"],
  ],
  [
    "<img src=https://x.example/g.png alt=Graph onerror=alert(1)>",
    "[Graph](https://x.example/g.png)",
    [
      "not-imported: An event handler of <img> is left out: onerror=alert(1)",
      "adapted: A picture is written as a link to it: https://x.example/g.png",
    ],
  ],
  [
    "<img src='data:image/png;base64,AAAA' alt='A graph'>",
    "A graph",
    ["not-imported: A picture is left out, but for its text: data:image/png;base64,AAAA"],
  ],
  [
    "<p>a <img alt='A graph'></p>",
    "a A graph",
    ["not-imported: A picture is left out, but for its text: it has no address"],
  ],
  ["10<sup>6</sup>", "10⁶", ["adapted: A <sup> is written as ⁶"]],
  [
    "<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
    "| a | b |\n| --- | --- |\n| c |",
    ["adapted: A cell over 2 rows of a table is written in the first one of them."],
  ],
  [
    "<iframe src='https://x.example/x'></iframe>",
    "<https://x.example/x>",
    ["adapted: What a <iframe> shows becomes a link: https://x.example/x"],
  ],
  [
    "a<!-- hidden --><!doctype html>",
    "a",
    [
      "not-imported: An HTML comment, which readers did not see, is left out: <!-- hidden -->",
      "not-imported: An HTML comment, which readers did not see, is left out: <!doctype html>",
    ],
  ],
  [
    "<p>List<String></p>",
    "List\\<String>",
    ["kept-as-text: What is no HTML element is kept as visible text: <String>"],
  ],
  ['<p>a</p><a href="https://x.example', 'a\n\n\\<a href="<https://x.example>', []],
  ["<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "\\<script>alert(1)\\</script>", []],
  [
    "<p>](javascript:alert(1)) <a href='https://x.example'>b</a></p>",
    "\\](javascript:alert(1)) [b](https://x.example/)",
    [],
  ],
  [
    "<abbr title='Time to live'>TTL</abbr> <b>x</b>",
    "TTL **x**",
    ["not-imported: Words in an attribute of <abbr> are left out: title=Time to live"],
  ],
];

describe("a text that would not be one of a record", () => {
  it("is shown as it was typed, not as it was converted", () => {
    const typed = "<p>](javascript:alert(1)) *a*</p>";
    const report: string[] = [];
    const text = bodyToMarkdown(typed, { base: undefined, tell: () => undefined });
    expect(settleTexts([text], (_, message) => report.push(message), [typed])).toEqual([
      `> \`\`\`\n> ${typed}\n> \`\`\``,
    ]);
    expect(report).toEqual(["A text is shown as it was typed, as it would not be Markdown of a record."]);
  });
});

describe("hostile HTML", () => {
  it.each(HOSTILE)("%j is harmless, and what is left out is reported", (body, markdown, report) => {
    const converted = convert(body);
    if (!body.includes("](java")) expect(converted).toEqual({ markdown, report });
    expect(isUpdate(converted.markdown)).toBe(true);
    expect(foreignMarkup(converted.markdown)).toBe("");
    expect(plainText(converted.markdown)).not.toMatch(/^$/);
  });
});

const names =
  "a b i em sup sub p br div ul ol li table tr td th h2 h3 pre code blockquote hr img script style svg span kbd String".split(
    " ",
  );
const attributes = [
  "",
  " href=https://x.example/a_b",
  " href='javascript:x'",
  ' onclick="x>y"',
  " src=//x.example/i.png",
  " start=7",
  ' title="a"b"',
  " <",
  "\n",
];
const words = [
  "one",
  "two_three",
  "*four*",
  "5.",
  "- six",
  "# seven",
  "&lt;b&gt;",
  "&amp;lt;",
  "[x](y)",
  "`code`",
  "```",
  "a|b",
  "Next-update: x",
  "\n",
  "\n\n",
  "  ",
  "{{x}}",
  "https://x.example/_a_.",
  "## Resolved — 2026-01-01 10:00 UTC",
  "Posted-by: bob",
  "<",
  "&",
  "]:",
  "](javascript:x)",
  "~~",
  "===",
];
const piece = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...words) },
  fc
    .tuple(
      fc.constantFrom("<", "<", "</"),
      fc.constantFrom(...names),
      fc.constantFrom(...attributes),
      fc.constantFrom(">", ">", ">", "/>", ""),
    )
    .map((parts) => parts.join("")),
);

describe("any body", () => {
  it("becomes the text of one update, with no markup but Markdown's", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { markdown } = convert(pieces.join(" "));
        expect(isUpdate(markdown)).toBe(true);
        expect(foreignMarkup(markdown)).toBe("");
      }),
      { seed: 20261120, numRuns: 1500 },
    );
  });

  it("loses no word that readers saw: each is in the text or in the report", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            piece.filter((text) => !text.startsWith("<") || text.endsWith(">")),
            fc.nat(999),
          ),
          { maxLength: 30 },
        ),
        (pieces) => {
          const body = pieces
            .map(([text, number]) => `${text.startsWith("<") ? text : ""} w${number} `)
            .join("");
          const { markdown, report } = convert(body);
          const found = countWords([markdown, ...report].join("\n"));
          const lost = [...countWords(body.match(/\bw\d+\b/g)?.join(" ") ?? "")].filter(
            ([word, count]) => (found.get(word) ?? 0) < count,
          );
          expect(lost).toEqual([]);
        },
      ),
      { seed: 20261120, numRuns: 1500 },
    );
  });

  it.each([
    "<div>",
    "<b>",
    "<ul><li>",
    "<a href=x>",
    "<a ",
    "<!--",
    "<br>",
    "<b>x</b> ",
    "<font size=1><p>",
    "<svg>",
    "<td>x",
    "<ol><li>x</li></ol>",
    "[",
    "&amp;",
    " ",
    "\n",
    "{{",
    "![a](",
    "<sup>",
    "<sub>x",
    "<ab:",
    "[a]: b:",
    "`a\n",
    "<tr><td colspan=9>",
  ])("of a megabyte of %j takes no more than a moment", (unit) => {
    convert(unit.repeat(Math.ceil(2 ** 20 / unit.length)));
  });

  it("with elements 10,000 deep keeps its words as plain text", () => {
    const { markdown, report } = convert(
      `${"<div><i>".repeat(5000)}deep <b>down</b>${"</i></div>".repeat(5000)}`,
    );
    expect(markdown).toBe("deep down");
    expect(report).toEqual([
      "adapted: HTML with too many elements in each other is written as one paragraph of plain text.",
    ]);
  });
});
