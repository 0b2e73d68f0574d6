import { mdxToMdast } from "satteri";
import type { MdxNode } from "../mdx.ts";

/*
 * The parser of MDX reads what stands in braces and behind import or export as JavaScript. A few hundred characters of
 * tags there keep it busy for ever, and some thousand brackets make the program crash. A text may have none of that but
 * comments, so a text with braces is first read with other characters in their place, and where one is not in code, the
 * parser never sees the text as it is. This guards its time alone: what may stand in a text is decided by the tree of the
 * very text that is compiled.
 */

/** How texts in MDX are read, here and by Astro. */
export const mdxFeatures = {
  gfm: { footnotes: false },
  frontmatter: false,
  smartPunctuation: false,
} as const;

/** Stand for `{`, for `}` and for the first letter of a line with import or export. No text has them. */
const STAND_INS = ["\uf8f0", "\uf8f1", "\uf8f2"] as const;
const ANY_STAND_IN = /[\uf8f0-\uf8f2]/;
const EXPRESSION = /\{|^\ufeff?(?:import|export)(?!\w)/m;

/**
 * A comment that makes no difference to how the rest is read: no sign of code or of a tag in it, and each further line
 * begins with a letter, a quote or a bracket.
 */
const COMMENT = /\{\/\*(?:[^{}<`~\n*]|\*(?!\/)|\n[ \t]*(?=[\p{L}"'(\n]|\*\/))*\*\/\s*\}/uy;

/** Where JavaScript would begin, in UTF-16 code units. */
export interface Expression {
  readonly offset: number;
  readonly kind: "braces" | "comment" | "module";
}

/** The first piece of a text that would be read as JavaScript and is no plain comment. Throws what the parser throws. */
export function firstExpression(text: string): Expression | undefined {
  if (!EXPRESSION.test(text)) return undefined;
  const strange = ANY_STAND_IN.exec(text);
  if (strange) return { offset: strange.index, kind: "braces" };
  const [open, close, letter] = STAND_INS;
  const masked = text
    .replaceAll("{", open)
    .replaceAll("}", close)
    .replace(/^(\ufeff?)[ei](?=xport|mport)/gm, `$1${letter}`);
  const tree = mdxToMdast(masked, { features: mdxFeatures }) as unknown as MdxNode;
  const starts = (tree.children ?? []).map((child) => child.position?.start.offset ?? 0);
  const found: readonly (Expression | undefined)[] = [
    ...starts
      .filter((offset) => /^\ufeff?(?:import|export)(?!\w)/.test(text.slice(offset, offset + 8)))
      .map((offset) => ({ offset, kind: "module" as const })),
    firstBrace(text, codeRanges(tree)),
  ];
  return found.filter((one) => one !== undefined).toSorted((a, b) => a.offset - b.offset)[0];
}

type Range = readonly [start: number, end: number];

/** Where code stands, in the order of the text. */
function codeRanges(tree: MdxNode): Range[] {
  const ranges: Range[] = [];
  const stack = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const { start, end } = node.position ?? {};
    if (/^(?:code|inlineCode)$/.test(node.type) && start && end) ranges.push([start.offset, end.offset]);
    for (const child of node.children ?? []) stack.push(child);
  }
  return ranges.sort(([a], [b]) => a - b);
}

function firstBrace(text: string, code: readonly Range[]): Expression | undefined {
  let next = 0;
  for (let offset = text.indexOf("{"); offset !== -1; offset = text.indexOf("{", offset)) {
    while (next < code.length && (code[next]?.[1] ?? 0) <= offset) next++;
    const [start, end] = code[next] ?? [text.length, text.length];
    COMMENT.lastIndex = offset;
    if (start <= offset) offset = end;
    else if (isEscaped(text, offset)) offset++;
    else if (COMMENT.test(text)) offset = COMMENT.lastIndex;
    else return { offset, kind: text.startsWith("{/*", offset) ? "comment" : "braces" };
  }
  return undefined;
}

/** Whether a backslash takes the meaning of a sign. */
function isEscaped(text: string, offset: number): boolean {
  let before = offset;
  while (text[before - 1] === "\\") before--;
  return (offset - before) % 2 === 1;
}
