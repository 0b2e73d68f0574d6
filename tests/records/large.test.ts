import { describe, expect, test } from "vitest";
import { linkTerms } from "../../src/model/glossary.ts";
import { renderMarkdown } from "../../src/records/markdown.ts";
import { parsePostmortemText } from "../../src/records/postmortem/body.ts";
import { parsePostmortem } from "../../src/records/postmortem.ts";
import { parseTerm } from "../../src/records/term.ts";
import { library, report, term } from "../model/report.ts";
import { rightReport } from "./report.ts";

/*
 * Reports and terms that are larger than any person writes, within the size that a file may have: each of these once kept a
 * build busy for longer than the limit of a test, or ended it.
 */

/** Somewhat less than the largest file. */
const LETTERS = 1_000_000;

const words = (count: number, word: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => word(index)).join("");

/** What is wrong with a report that has one more key. */
function wrongWith(key: string, value: string): string {
  const text = rightReport.replace(/^---\n/, `---\n${key}: ${value}\n`);
  const { problems } = parsePostmortem({ file: "content/postmortems/large.mdx", text });
  return problems.map(({ code, message }) => `${code} ${message}`).join("\n");
}

describe("A report that is larger than people write", () => {
  test("has anchors of its own for headings that look like each other's", () => {
    const text = words(40_000, (index) => `# x ${index + 2}\n`) + "# x\n".repeat(100_000);
    const headings = parsePostmortemText(text, 1, false).text?.headings ?? [];
    expect(new Set(headings.map(({ anchor }) => anchor)).size).toBe(140_000);
  });

  test.each([
    ["quotes", ">".repeat(LETTERS)],
    ["quotes with spaces", "> ".repeat(2000)],
    ["emphasis", "_a".repeat(LETTERS / 2)],
    ["lists", words(900, (index) => `${" ".repeat(index)}- a\n`)],
  ])("is shown as it is where its text is nested or long without end: %s", (_, nested) => {
    const text = `${nested} word`;
    expect(linkTerms(text, "markdown", [term("word")], "")).toBe(text);
    const model = library({ postmortems: [report({ id: "deep", body: text })], terms: [term("word")] });
    expect(model.problems.map(({ code }) => code)).not.toContain("file-unreadable");
  });

  test.each(["<Timeline />", '<Timeline incident="a" />', '<Chart id="a" />'])(
    "draws %s once: more of them would be a page without end",
    (component) => {
      const once = parsePostmortemText(component, 1, true);
      expect(once.mistakes).toEqual([]);
      const often = parsePostmortemText(`${component}\n\n`.repeat(1000), 1, true);
      expect(often.text).toBeUndefined();
      expect(often.mistakes[0]?.mistake).toMatchObject({
        code: "component-invalid",
        message: "The text shows this already.",
      });
    },
  );

  test("has no table that is filled up without end", () => {
    const text = `|${"a|".repeat(1000)}\n|${"-|".repeat(1000)}\n${"|\n".repeat(20_000)}`;
    const { text: read, mistakes } = parsePostmortemText(`Before.\n\n${text}`, 1, true);
    expect(read).toBeUndefined();
    expect(mistakes).toMatchObject([
      { at: { line: 3 }, mistake: { code: "mdx-syntax", message: "The tables of the text are too large." } },
    ]);
    expect(parsePostmortemText("| a | b |\n|--|--|\n| 1 | 2 |", 1, true).mistakes).toEqual([]);
  });

  test("may show timelines of several incidents", () => {
    const text = '<Timeline incident="a" />\n\n<Timeline incident="b" />\n\n<Chart id="a" />';
    expect(parsePostmortemText(text, 1, true).mistakes).toEqual([]);
  });

  test.each([
    ["tags", words(101, (index) => `t${index}, `)],
    ["surprises", words(201, (index) => `t${index}, `)],
    ["services", words(201, (index) => `s${index}, `)],
  ])("has lists that somebody could read: %s", (key, entries) => {
    expect(wrongWith(key, `[${entries}]`)).toMatch(/^value-invalid .* has more than \d00 entries\.$/m);
  });

  test("has lists that do not multiply: factors, and actions that answer each of them", () => {
    const ids = words(1000, (index) => `f${index}, `);
    const factors = words(1000, (index) => `  - { id: f${index}, category: capacity, summary: s }\n`);
    const actions = words(
      50,
      (index) => `  - { id: a${index}, title: a, kind: prevent, factors: [${ids}] }\n`,
    );
    const text = rightReport
      .replace(/factors:\n.*\n/, `factors:\n${factors}`)
      .replace(/actions:\n(?: .*\n)+/, `actions:\n${actions}`);
    const { problems, record } = parsePostmortem({ file: "content/postmortems/large.mdx", text });
    const wrong = problems.filter(({ message }) => message.endsWith("has more than 100 entries."));
    expect(wrong).toHaveLength(51);
    expect([record?.factors, record?.actions]).toEqual([[], []]);
  });

  test.each(["1e308", "-1e308", "1e16"])(
    "has no chart with a value of %s, which has no place in a drawing",
    (value) => {
      const said = wrongWith("charts", `[{ id: c, title: C, points: [{ label: a, value: ${value} }] }]`);
      expect(said).toMatch(/^value-invalid /m);
    },
  );
});

describe("A text with a long address", () => {
  const address = `/${"x".repeat(500_000)}`;

  test("does not have it wherever it is referred to", () => {
    const html = renderMarkdown(`[a]: ${address}\n\n${"[a] ".repeat(100_000)}`, { headingLevel: 2 });
    expect(html.length).toBeLessThan(5_000_000);
    expect(html).toContain("<p>[a] [a]");
  });

  test("has it where it is referred to now and then", () => {
    const html = renderMarkdown(`[a]: ${address}\n\n[a], [__proto__] and [a]`, { headingLevel: 2 });
    expect(html.split(`href="${address}"`)).toHaveLength(3);
  });
});

describe("A glossary that is larger than people write", () => {
  const file = "content/glossary/large.md";

  test.each([
    ["aliases", `term: a\nshort: b\naliases: [${words(51, (index) => `a${index}, `)}]`],
    ["an alias", `term: a\nshort: b\naliases: [${"a".repeat(101)}]`],
    ["a name", `term: ${"a".repeat(101)}\nshort: b`],
    ["a meaning", `term: a\nshort: ${"b".repeat(281)}`],
  ])("is refused in part, since it would be on every page: %s", (_, front) => {
    const { problems } = parseTerm({ file, text: `---\n${front}\n---\n` });
    expect(problems.map(({ code }) => code)).toEqual(["value-invalid"]);
  });

  test("finds one of many names that begin alike", () => {
    const terms = Array.from({ length: 5000 }, (_, index) =>
      term(`t${index}`, { term: `the term ${index}` }),
    );
    const text = `${"the word ".repeat(6000)}the term\n4321.`;
    expect(linkTerms(text, "markdown", terms, "")).toContain('[the term\n4321](/glossary/#t4321 "');
  });
});
