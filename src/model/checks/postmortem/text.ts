import { attributeOf, componentOf, nodesOf } from "../../../records/mdx.ts";
import { nearest } from "../../../records/nearest.ts";
import { splitFrontMatter } from "../../../records/parse/frontmatter.ts";
import { expectedHeadings } from "../../../records/postmortem/body.ts";
import { checkTextWords, checkValueWords, treeOf } from "../../../records/postmortem/words.ts";
import type { Postmortem } from "../../../records/postmortem.ts";
import type { Mistake } from "../../../records/problem.ts";
import { alternatives, quote } from "../../../records/quote.ts";
import { placesOf } from "../../../records/source.ts";
import type { Known, Report } from "../known.ts";

/** Checks the text of a report that is no draft: headings, what its components name, and words. */
export function checkText(report: Postmortem, known: Known, locale: string, tell: Report): void {
  const split = splitFrontMatter(report.source.text);
  const line = "mistake" in split ? 1 : split.bodyLine;
  checkHeadings(report, line, tell);
  const tree = treeOf(report);
  for (const node of nodesOf(tree)) {
    const mistake = componentOf(node) && componentMistake(report, known, node);
    const { line: row, column } = node.position?.start ?? { line: 1, column: 1 };
    if (mistake) tell({ line: line + row - 1, column }, mistake);
  }
  const rules = { isEnglish: /^en\b/i.test(locale), isFinished: report.status !== "in-review" };
  const values = checkValueWords(report, report.source.text, placesOf(report.source), rules);
  for (const { at, mistake } of [...values, ...checkTextWords(report.body, tree, line, rules)])
    tell(at, mistake);
}

function checkHeadings({ headings }: Postmortem, line: number, tell: Report): void {
  const known = new Set(headings.map(({ text }) => key(text)));
  const missing = expectedHeadings.filter((heading) => !known.has(key(heading)));
  const meant = new Set<string>();
  for (const { text, line: row } of headings) {
    const near = missing.find((heading) => nearest(key(text), [key(heading)]) !== undefined);
    if (near === undefined || meant.has(near)) continue;
    meant.add(near);
    tell(
      { line: line + row, column: 1 },
      {
        code: "section-unknown",
        message: "This heading is nearly one of those that readers look for.",
        found: quote(text),
        expected: quote(near),
        hint: `Write ${near}.`,
      },
    );
  }
  const left = missing.filter((heading) => !meant.has(heading));
  if (left.length === 0) return;
  const shown = left.map((heading) => quote(heading));
  tell(
    { line, column: 1 },
    {
      code: "section-expected",
      message: `The text lacks ${left.length === 1 ? "a heading" : "headings"} that readers look for.`,
      found: `nothing under ${alternatives(shown, "or")}`,
      expected: `the headings ${alternatives(expectedHeadings, "and")}`,
      hint: `Add ${alternatives(
        left.map((heading) => `## ${heading}`),
        "and",
      )}.`,
    },
  );
}

/** Headings are told apart by their words alone. */
function key(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function componentMistake(
  report: Postmortem,
  known: Known,
  node: Parameters<typeof componentOf>[0],
): Mistake | undefined {
  const component = componentOf(node);
  const value = (name: string) => attributeOf(node, name);
  if (component === "Chart")
    return absent(
      "Chart",
      "id",
      value("id"),
      report.charts.map(({ id }) => id),
      "charts",
    );
  if (component === "Timeline")
    return absent("Timeline", "incident", value("incident"), report.incidents, "incidents");
  const term = component === "Definition" ? value("term") : undefined;
  if (term === undefined || known.termIds.has(term)) return undefined;
  return {
    code: "term-unknown",
    message: "The glossary has no such term, so the word is shown without its meaning.",
    found: quote(term),
    expected: "the file name of a term in content/glossary, without .md",
    hint: known.termIds.guess(
      term,
      `Correct it, or create content/glossary/${/^[\w.-]+$/.test(term) ? term : "…"}.md.`,
    ),
  };
}

function absent(
  component: string,
  attribute: string,
  name: string | undefined,
  names: readonly string[],
  list: string,
): Mistake | undefined {
  if (name === undefined || names.includes(name)) return undefined;
  const near = nearest(name, names);
  return {
    code: "component-invalid",
    message: `<${component}> names what is not in ${list} of this report.`,
    found: `${attribute}=${quote(name)}`,
    expected: names.length === 0 ? `an entry of ${list}; there is none` : `one of ${alternatives(names)}`,
    hint: near === undefined ? `Correct it, or add it to ${list}.` : `Write ${attribute}=${quote(near)}.`,
  };
}
