import fc from "fast-check";
import { mdxToJs } from "satteri";
import { describe, expect, it } from "vitest";
import { buildModel } from "../../src/model/site.ts";
import { loadRecords, type Records } from "../../src/records/load.ts";
import { mdxFeatures } from "../../src/records/mdx.ts";
import { parsePostmortemText } from "../../src/records/postmortem/body.ts";
import type { Problem } from "../../src/records/problem.ts";
import { noHistory, origin } from "../model/record.ts";
import { memoryFolder, rightSite } from "./memory.ts";
import { rightReport } from "./report.ts";

const FILE = "content/postmortems/2026-11-02-mail-delayed.mdx";
const now = Date.parse("2026-11-20T12:00Z");

function read(
  text: string,
  file = FILE,
): { readonly records: Records; readonly problems: readonly Problem[] } {
  const records = loadRecords(memoryFolder(new Map([...rightSite, [file, text]])));
  return { records, problems: buildModel(records, origin, now, noHistory).problems };
}

/** The code that Astro would run, without its strings and comments: what is left of a text in it is alive. */
function liveCode(body: string): string {
  const { code } = mdxToJs(body, {
    features: mdxFeatures,
    jsxImportSource: "astro",
    elementAttributeNameCase: "html",
  });
  return code.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/.*/g, '""');
}

const passes = (body: string): boolean => parsePostmortemText(body, 1, true).text !== undefined;

describe("A right report", () => {
  it("is read without a word, in MDX and in Markdown", () => {
    expect(read(rightReport).problems).toEqual([]);
    expect(read(rightReport, FILE.replace(".mdx", ".md")).problems).toEqual([]);
  });

  it("may have all components, comments, and braces in code", () => {
    const body = `## What happened

{/* A comment
over two lines */}

<Timeline />

<Figure src="/queue.png" alt="A queue">
The queue.
</Figure>

<Callout kind="lesson" title="Queues">
Text with \`{ "a": 1 }\` and \\{ and <Definition term="queue">queues</Definition>.
</Callout>

\`\`\`json
{ "important": [{}] }
\`\`\`

important words, and imports

<Differently>
We would watch it.
</Differently>
`;
    expect(parsePostmortemText(body, 1, true).mistakes).toEqual([]);
    expect(liveCode(body)).not.toMatch(/important|lines/);
  });
});

describe("Code in a text", () => {
  const hidden = [
    "{evil()}",
    "a {evil()} b",
    "# a {evil()}",
    "| a |\n|-|\n| {evil()} |",
    "- {evil()}",
    "> {evil()}",
    "*{evil()}*",
    "[{evil()}](/a)",
    "![{evil()}](/a)",
    "<Callout kind={evil()}>a</Callout>",
    "<Callout {...evil()}>a</Callout>",
    "<Callout title=`a`>a</Callout>",
    "<Callout kind='note' kind={evil()}>a</Callout>",
    "<Callout>{evil()}</Callout>",
    "<Callout set:html='a'>a</Callout>",
    "<Callout client:load>a</Callout>",
    "<Callout.evil>a</Callout.evil>",
    "<evil:a>a</evil:a>",
    "<>a</>",
    "<script>evil()</script>",
    "<Fragment set:html='a' />",
    "<__proto__ />",
    "<constructor />",
    "import evil from 'evil'",
    "\ufeffimport evil from 'evil'",
    "export default evil",
    "a\n\nexport const a = evil()",
    "export{evil}",
    "{/* a */ evil() /* b */}",
    "{'/*' + evil() + '*/'}",
    "{/* a\n*/ evil() /*\n*/}",
    "{/\\/*/.test(evil()) /*/ */}",
    "{// a\nevil()}",
    "{`${evil()}`}",
    "`{/*` {evil()} `*/}`",
    "~~~\n{/*\n~~~\n*/}\n{evil()}\n~~~",
    "```\n```\n{evil()}",
    "\\\\{evil()}",
    "![a](./evil.js)",
    "![a][b]\n\n[b]: ./evil.js",
    "<Callout>\n{evil()}\n</Callout>",
    "1. a\n\n   {evil()}",
    "$$\n{evil()}\n$$",
    ":::a\n{evil()}\n:::",
  ];

  it.each(hidden)("keeps a file from being a record: %j", (body) => {
    expect(passes(body)).toBe(false);
  });

  const harmless = [
    "`{evil()}`",
    "```js\n{evil()}\n```",
    "~~~\nimport evil from 'evil'\n~~~",
    "\\{evil()\\}",
    "&#123;evil()&#125;",
    "a\nimport evil from 'evil'",
    "> import evil from 'evil'",
    "- export const evil = 1",
    "<Figure src='/a.png' alt='a'>evil()</Figure>",
    "[a](/b 'evil()')",
    "{/* evil() */}",
    "[^1]\n\n[^1]: evil()",
    "\u2028import evil from 'evil'",
    "[[evil()]]",
  ];

  it.each(harmless)("is none where it is text: %j", (body) => {
    expect(passes(body)).toBe(true);
    expect(liveCode(body)).not.toContain("evil");
  });

  // satteri takes twice as long for each tag within braces, and ends the process at some thousand brackets.
  it.each([
    ["tags in braces", `{${"<A>".repeat(300)}}`],
    ["tags in attributes", "<A b={".repeat(300)],
    ["brackets in braces", `{${"[".repeat(30_000)}}`],
    ["brackets behind a comment", `{/* a */ ${"[".repeat(30_000)}/* */}`],
    ["brackets in a module", `export const a = ${"[".repeat(30_000)}`],
    ["braces behind code", `\`{/*\` ${"{<A>".repeat(300)} \`*/}\``],
    ["quotes", `${"> ".repeat(30_000)}a`],
    ["lists", `${"- ".repeat(30_000)}a`],
    ["components", `${"<Callout>\n".repeat(3000)}${"</Callout>\n".repeat(3000)}`],
    ["a million characters", "a ".repeat(500_000)],
  ])("of a kind that keeps parsers busy is refused: %s", (_, body) => {
    expect(passes(body)).toBe(false);
  });

  it("never runs, whatever a text is made of", () => {
    const pieces = fc.constantFrom(
      ..."{}<>/*`~\"'\\=\n -#|[]()!&;:$^_.",
      "evil()",
      "{/*",
      "*/}",
      "```\n",
      "\n\n",
      "import ",
      "export ",
      "<Callout",
      "</Callout>",
      "<Timeline />",
      " kind=",
      "{evil()}",
      "\n- ",
      "\n> ",
      "a",
      "\ufeff",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const body = parts.join("");
        const { text, mistakes } = parsePostmortemText(body, 1, true);
        if (text) expect(liveCode(body)).not.toContain("evil");
        else expect(mistakes.length).toBeGreaterThan(0);
        for (const { at } of mistakes) {
          expect(at.line).toBeGreaterThan(0);
          expect(at.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("Whatever is in a report's file", () => {
  it("comes out as problems with their places, never as an exception", () => {
    const snippets = [
      ..."\n\t\r\0 :-#'\"[]{}|>*&!%@`~<>()\\\u00a0\ufeff\u202e",
      "---\n",
      "\n## ",
      "{/*",
      "<Chart id=",
      "__proto__: x\n",
      "constructor",
      "unknown",
      "null",
      "&a ",
      "*a",
      "\ud800",
      "status: draft\n",
    ];
    const edit = fc.record({
      at: fc.nat({ max: rightReport.length }),
      remove: fc.nat({ max: 40 }),
      insert: fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: "binary", maxLength: 8 })),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce(
          (before, { at, remove, insert }) => before.slice(0, at) + insert + before.slice(at + remove),
          rightReport,
        );
        const { records, problems } = read(text);
        if (records.postmortems.length === 0) expect(problems.some(({ file }) => file === FILE)).toBe(true);
        for (const { file, line, column, message, hint } of problems) {
          expect(file).not.toBe("");
          expect(Math.min(line, column)).toBeGreaterThan(0);
          expect(message).not.toBe("");
          expect(hint).not.toBe("");
        }
      }),
      { numRuns: 300 },
    );
  });
});
