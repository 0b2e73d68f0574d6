import { markdownTokens, wordsOf } from "../markdown.ts";
import { nearest } from "../nearest.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import { checkText } from "../parse/text.ts";
import type { Mistake, ProblemCode } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";

/** The sections that readers look for, in the order of the page, with their headings. */
export const advisorySections = {
  impact: "Impact",
  affected: "Am I affected?",
  patches: "Patches",
  workarounds: "Workarounds",
  details: "Details",
} as const;
export type AdvisorySection = keyof typeof advisorySections;

const NAMES = Object.keys(advisorySections) as AdvisorySection[];

/** The text of an advisory, taken apart at its level-2 headings. Texts are Markdown. */
export interface AdvisoryText {
  /** The whole as it was written. */
  readonly body: string;
  readonly sections: Readonly<Partial<Record<AdvisorySection, string>>>;
  /** What stands before the first heading and under headings of other names, in the order of the file. */
  readonly rest: string;
}

/**
 * Takes the text of an advisory apart. `line` is where it begins in its file. `imported`: another database keeps the text,
 * and it need not have our headings.
 */
export function parseAdvisoryText(
  body: string,
  line: number,
  imported: boolean,
): AdvisoryText & { readonly mistakes: readonly PlacedMistake[] } {
  const lines = body.split("\n");
  const tokens = markdownTokens(body);
  const mistakes: PlacedMistake[] = [];
  const report = (index: number, mistake: Mistake, column = 1): void => {
    const passed = imported ? OTHERS : FOREIGN;
    if (!passed.has(mistake.code)) mistakes.push({ at: { line: line + index, column }, mistake });
  };
  checkText(tokens, lines, report);
  const sections: Partial<Record<AdvisorySection, string>> = {};
  const rest: string[] = [];
  const misspelt: Misspelt[] = [];
  let name: AdvisorySection | undefined;
  let start = 0;
  const close = (end: number): void => {
    const text = lines.slice(start, end).join("\n").trim();
    if (text !== "" && name === undefined) rest.push(text);
    else if (name !== undefined) sections[name] = [sections[name] ?? "", text].join("\n\n").trim();
  };
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "heading_open" || token.level !== 0 || !token.map) continue;
    const [line] = token.map;
    const depth = Number(token.tag.slice(1));
    const heading = wordsOf(tokens[index + 1]);
    const found = depth === 2 ? sectionOf(heading) : undefined;
    const meant = found === undefined ? meantSection(heading) : undefined;
    if (meant !== undefined) misspelt.push({ line, depth, heading, meant });
    if (depth > 2) continue;
    close(line);
    name = found;
    start = name === undefined ? line : token.map[1];
    const isTwice = name !== undefined && sections[name] !== undefined;
    if (isTwice && !imported) report(line, repeated(advisorySections[found ?? "impact"]));
  }
  close(lines.length);
  if (!imported) checkHeadings(sections, misspelt, report);
  return { body: body.trim(), sections, rest: rest.join("\n\n"), mistakes };
}

/** What only means something in incidents: an advisory may well speak of `{{7*7}}`. */
const FOREIGN: ReadonlySet<ProblemCode> = new Set(["placeholder-left", "heading-level"]);
/** What besides nobody here can mend in a text that another database keeps; all of it is shown as text. */
const OTHERS: ReadonlySet<ProblemCode> = new Set([
  ...FOREIGN,
  "block-unclosed",
  "link-unsafe",
  "html-shown-as-text",
]);

function sectionOf(heading: string): AdvisorySection | undefined {
  const words = plain(heading);
  return NAMES.find((name) => plain(advisorySections[name]) === words);
}

function plain(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[?:.\s]+/g, " ")
    .trim();
}

/** A heading that was probably meant to be one of the five. Any other is a part of the text. */
interface Misspelt {
  /** Index of its line in the text. */
  readonly line: number;
  /** 2 for `##`. */
  readonly depth: number;
  readonly heading: string;
  readonly meant: AdvisorySection;
}

function meantSection(heading: string): AdvisorySection | undefined {
  const near = nearest(
    plain(heading),
    NAMES.map((name) => plain(advisorySections[name])),
  );
  return NAMES.find((name) => plain(advisorySections[name]) === near);
}

/** The impact must be told. Where its heading is only misspelt, that is the one thing to say. */
function checkHeadings(
  sections: AdvisoryText["sections"],
  misspelt: readonly Misspelt[],
  report: (line: number, mistake: Mistake) => void,
): void {
  const isMissing = sections.impact === undefined;
  const impact = isMissing ? misspelt.find(({ meant }) => meant === "impact") : undefined;
  if (!sections.impact) report(impact?.line ?? 0, withoutImpact(!isMissing, impact));
  for (const one of misspelt) {
    if (one !== impact && one.depth === 2) report(one.line, unknownHeading(one));
  }
}

function unknownHeading({ heading, meant }: Misspelt): Mistake {
  return {
    code: "section-unknown",
    message: "This heading is none of those that readers look for, so its text stands among the rest.",
    found: quote(`## ${heading}`),
    expected: alternatives(
      NAMES.map((name) => `## ${advisorySections[name]}`),
      "or",
    ),
    hint: `Write ## ${advisorySections[meant]}, if that is what it is.`,
  };
}

function repeated(heading: string): Mistake {
  return {
    code: "section-repeated",
    message: "This heading is given twice.",
    found: quote(`## ${heading}`),
    expected: "each of the five headings once",
    hint: "Put both texts under one of them.",
  };
}

function withoutImpact(isEmpty: boolean, meant?: Misspelt): Mistake {
  const misspelt = meant && `${"#".repeat(meant.depth)} ${meant.heading}`;
  return {
    code: "section-missing",
    message: "Nothing says what the impact is.",
    found: isEmpty
      ? "## Impact without text"
      : misspelt === undefined
        ? "no heading ## Impact"
        : quote(misspelt),
    expected: "## Impact and below it what an attacker can do, and to whom",
    hint: isEmpty
      ? "Write at least one sentence below it."
      : misspelt === undefined
        ? 'Add a line "## Impact" and a sentence below it.'
        : "Write ## Impact in its place.",
  };
}
