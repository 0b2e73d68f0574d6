import { isSafeLink, markdownTokens, wordsOf } from "../markdown.ts";
import { attributeOf, calloutKinds, componentOf, type MdxNode, nodesOf, readMdx, refusals } from "../mdx.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import { checkText, linkUnsafe } from "../parse/text.ts";
import type { Mistake, ProblemCode } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import { type Anchor, anchors } from "./anchor.ts";

/** The headings that readers look for. */
export const expectedHeadings = [
  "What happened",
  "What went well",
  "What did not go well",
  "Where we got lucky",
] as const;

/** A heading of a report. */
export interface Heading {
  /** 2 to 6; a level-1 heading counts as one of level 2. */
  readonly depth: number;
  readonly text: string;
  /** Its id on the page, unique in the report. */
  readonly anchor: Anchor;
  /** Line in the body, counted from 0. */
  readonly line: number;
}

/** The text of a report. */
export interface PostmortemText {
  /** Markdown or MDX, as it was written. */
  readonly body: string;
  readonly markup: "markdown" | "mdx";
  /** In the order of the text. */
  readonly headings: readonly Heading[];
}

/** Reads the text of a report, which begins at `line` of its file. No text comes back of MDX that may not be compiled. */
export function parsePostmortemText(
  body: string,
  line: number,
  isMdx: boolean,
): { readonly text: PostmortemText | undefined; readonly mistakes: readonly PlacedMistake[] } {
  const mistakes: PlacedMistake[] = [];
  const report = (at: number, mistake: Mistake, column = 1): void => {
    if (!FOREIGN.has(mistake.code)) mistakes.push({ at: { line: line + at, column }, mistake });
  };
  if (!isMdx) {
    const tokens = markdownTokens(body);
    checkText(tokens, body.split("\n"), report);
    const found = tokens.flatMap((token, index) =>
      token.type === "heading_open" && token.level === 0 && token.map
        ? [{ depth: Number(token.tag.slice(1)), text: wordsOf(tokens[index + 1]), line: token.map[0] }]
        : [],
    );
    return { text: { body, markup: "markdown", headings: headingsOf(found) }, mistakes };
  }
  const reading = readMdx(body);
  if ("mistake" in reading) {
    report(reading.line - 1, reading.mistake, reading.column);
    return { text: undefined, mistakes };
  }
  const found: { depth: number; text: string; line: number }[] = [];
  let refused = false;
  const drawn = new Set<string>();
  for (const node of nodesOf(reading.tree)) {
    const { line: at = 1, column = 1 } = node.position?.start ?? {};
    for (const mistake of [...refusals(node), ...valueMistakes(node), ...drawnTwice(node, drawn)]) {
      refused ||= mistake.code !== "link-unsafe";
      report(at - 1, mistake, column);
    }
    if (node.type === "heading") found.push({ depth: node.depth ?? 2, text: textOf(node), line: at - 1 });
  }
  const text: PostmortemText = { body, markup: "mdx", headings: headingsOf(found) };
  return { text: refused ? undefined : text, mistakes };
}

/** What only means something in incidents. */
const FOREIGN: ReadonlySet<ProblemCode> = new Set(["placeholder-left", "heading-level"]);

/** A drawing that the text has already: a few letters would put thousands of them on a page. */
function drawnTwice(node: MdxNode, drawn: Set<string>): Mistake[] {
  const component = componentOf(node);
  if (component !== "Timeline" && component !== "Chart") return [];
  const name = attributeOf(node, component === "Chart" ? "id" : "incident");
  const tag = name === undefined ? `<${component}>` : `<${component}> of ${name}`;
  if (!drawn.has(tag)) {
    drawn.add(tag);
    return [];
  }
  return [
    {
      code: "component-invalid",
      message: "The text shows this already.",
      found: quote(tag),
      expected: "each timeline and each chart once",
      hint: "Remove one of the two, or link to the heading above the first.",
    },
  ];
}

/** Attributes and links whose values cannot be used. */
function valueMistakes(node: MdxNode): Mistake[] {
  if ((node.type === "link" || node.type === "definition") && !isSafeLink(node.url ?? "")) {
    return [linkUnsafe(node.url ?? "")];
  }
  if (node.type === "image" || node.type === "imageReference") return [picture];
  const component = componentOf(node);
  const kind = component === "Callout" ? attributeOf(node, "kind") : undefined;
  if (kind !== undefined && !calloutKinds.some((one) => one === kind)) {
    return [
      {
        code: "component-invalid",
        message: "There is no such kind of callout.",
        found: quote(kind),
        expected: `one of ${alternatives(calloutKinds)}`,
        hint: "Correct the kind, or leave it out.",
      },
    ];
  }
  const src = component === "Figure" ? attributeOf(node, "src") : undefined;
  if (src !== undefined && !/^\/(?!\/)[^\s\\\p{Cc}]+$/u.test(src)) {
    return [
      {
        code: "component-invalid",
        message: "A figure shows a picture of this site: another host's would be a request to a third party.",
        found: quote(src),
        expected:
          "a path that begins with one slash, such as /pictures/queue.svg for public/pictures/queue.svg",
        hint: "Put the picture into public/ and write its path.",
      },
    ];
  }
  return [];
}

/** Astro would look for the file of such a picture on the disk of whoever builds the site. */
const picture: Mistake = {
  code: "component-invalid",
  message: "In MDX, pictures are shown by <Figure>.",
  found: "a picture in Markdown",
  expected: '<Figure src="/pictures/queue.svg" alt="…">Caption</Figure>',
  hint: "Put the picture into public/ and write it as a figure, with a text for those who cannot see it.",
};

/** The words of a node without their markup. */
function textOf(node: MdxNode): string {
  return [...nodesOf(node)]
    .map((one) => (one.type === "text" || one.type === "inlineCode" ? String(one.value ?? "") : ""))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

function headingsOf(found: readonly { depth: number; text: string; line: number }[]): Heading[] {
  const next = anchors();
  return found.map(({ depth, text, line }) => ({
    depth: Math.max(2, depth),
    text,
    line,
    anchor: next(text),
  }));
}
