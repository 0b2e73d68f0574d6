import { mdxToMdast } from "satteri";
import { type Expression, firstExpression, mdxFeatures } from "./mdx/expression.ts";
import { nearest } from "./nearest.ts";
import type { Mistake } from "./problem.ts";
import { alternatives, quote } from "./quote.ts";

export { mdxFeatures } from "./mdx/expression.ts";

/*
 * MDX without code. What Astro compiles runs when the site is built, and a report comes in by a pull request like
 * everything else: so a text may use the components below, with plain texts as their attributes, and nothing else of
 * MDX. It is read here by the parser that Astro's MDX compiles with: what passes is what is compiled.
 */

/** What a component takes: attributes, and whether there may be text in it. */
export interface ComponentRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Blocks of Markdown, a piece of a line, or nothing. */
  readonly content: "blocks" | "words" | "none";
}

/** The components that a text may use. */
export const mdxComponents = {
  /** The course of an incident, drawn to scale. */
  Timeline: { required: [], optional: ["incident"], content: "none" },
  /** A picture of this site with its caption. */
  Figure: { required: ["src", "alt"], optional: [], content: "blocks" },
  /** Figures from `charts` in the front matter. */
  Chart: { required: ["id"], optional: [], content: "none" },
  /** What must not be missed. */
  Callout: { required: [], optional: ["kind", "title"], content: "blocks" },
  /** A word of the glossary, explained where it stands. */
  Definition: { required: ["term"], optional: [], content: "words" },
  /** What the authors would do differently. */
  Differently: { required: [], optional: [], content: "blocks" },
} as const satisfies Record<string, ComponentRule>;
export type ComponentName = keyof typeof mdxComponents;

/** Kinds of callouts. */
export const calloutKinds = ["note", "warning", "lesson"] as const;

/** Where a node stands in its text: lines and columns from 1, offsets in UTF-16 code units. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number; readonly offset: number };
  readonly end: { readonly line: number; readonly column: number; readonly offset: number };
}

/** A node of the text's tree (mdast with the nodes of MDX), as far as it is looked at. */
export interface MdxNode {
  readonly type: string;
  readonly position?: Span;
  readonly children?: readonly MdxNode[];
  readonly value?: unknown;
  readonly depth?: number;
  readonly url?: string;
  readonly alt?: string | null;
  readonly name?: string | null;
  readonly attributes?: readonly MdxAttribute[];
}

/** An attribute of a component: a plain text, or what is refused. */
export interface MdxAttribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}

/** The tree of a text in MDX, or why there is none. */
export type MdxReading =
  | { readonly tree: MdxNode }
  | { readonly mistake: Mistake; readonly line: number; readonly column: number };

/** Longest text in MDX, in UTF-16 code units: what some texts cost the parser grows with the square of their length. */
const LONGEST = 64 * 1024;

/** Most cells in the tables of a text: a thousand columns and as many short rows would be a million cells. */
const MOST_CELLS = 20_000;

/** Deepest nesting: what renders a text calls itself for each level. */
const DEEPEST = 50;

/** Quotes within quotes, deeper than that: the parser takes milliseconds for each of their signs. */
const DEEP_QUOTE = new RegExp(`^(?:[ \\t]*>){${DEEPEST}}`, "m");

/** Whether a text is so long, or quotes so deep, that the parser would keep a build busy. */
export function isTooMuch(text: string): boolean {
  return text.length > LONGEST || DEEP_QUOTE.test(text);
}

let last: { readonly text: string; readonly reading: MdxReading } | undefined;

/**
 * Reads a text as MDX. Nothing of it is run. The last reading is kept: checks and views ask for the same text one after
 * the other, and the parser takes some milliseconds for each.
 */
export function readMdx(text: string): MdxReading {
  if (last?.text !== text) last = { text, reading: parsed(text) };
  return last.reading;
}

function parsed(text: string): MdxReading {
  if (text.length > LONGEST) return { ...startOf(text, 0), mistake: tooLong(text) };
  const quoted = DEEP_QUOTE.exec(text);
  if (quoted) return { ...startOf(text, quoted.index + quoted[0].length - 1), mistake: tooDeep };
  try {
    const expression = firstExpression(text);
    if (expression)
      return { ...startOf(text, expression.offset), mistake: refusedExpression(text, expression) };
    const tree = mdxToMdast(text, { features: mdxFeatures }) as unknown as MdxNode;
    const wide = tooWideIn(tree);
    if (wide) return { ...startOf(text, wide.position?.start.offset ?? 0), mistake: tooWide };
    const deep = tooDeepIn(tree);
    return deep ? { ...startOf(text, deep.position?.start.offset ?? 0), mistake: tooDeep } : { tree };
  } catch (error) {
    return syntaxMistake(text, error instanceof Error ? error.message : "");
  }
}

/** What the parser says of a text, with its place taken out of it. */
function syntaxMistake(text: string, said: string): MdxReading {
  const [, line = "1", column = "1", words = "text that is no MDX"] = /^(\d+):(\d+): (.*)$/s.exec(said) ?? [];
  const at = { line: Number(line), column: Number(column) };
  const lines = text.split("\n");
  const before = lines.slice(0, at.line - 1).join("\n").length + (at.line > 1 ? 1 : 0) + at.column - 1;
  const comment = text.lastIndexOf("{/*", before);
  // Without its braces a comment is read as text, and so are the tags in it.
  if (comment !== -1 && !text.slice(comment, before).includes("*/")) {
    return {
      ...startOf(text, comment),
      mistake: refusedExpression(text, { offset: comment, kind: "comment" }),
    };
  }
  const rest = (lines[at.line - 1] ?? "").slice(at.column - 1);
  // A tag with braces in it is no tag without them.
  if (/^<[^<>{}]*\{/.test(rest)) return { ...at, mistake: code("an expression in braces", rest) };
  return { ...at, mistake: noMdx(words) };
}

/** Line and column of an offset. */
function startOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** The table with which the cells of all tables are too many: what rows leave out is filled up. */
function tooWideIn(tree: MdxNode): MdxNode | undefined {
  let cells = 0;
  for (const node of nodesOf(tree)) {
    if (node.type !== "table") continue;
    const rows = node.children ?? [];
    cells += rows.length * (rows[0]?.children?.length ?? 0);
    if (cells > MOST_CELLS) return node;
  }
  return undefined;
}

/** The first node that stands deeper than a text may be nested. */
export function tooDeepIn(tree: MdxNode): MdxNode | undefined {
  let level: readonly MdxNode[] = [tree];
  for (let depth = 0; depth < DEEPEST; depth++) level = level.flatMap((node) => node.children ?? []);
  return level[0];
}

function noMdx(said: string): Mistake {
  return {
    code: "mdx-syntax",
    message: "The text cannot be read as MDX.",
    found: quote(said.replace(/\s*\((?:mdx[^)]*|\d+:\d+)\)/g, "")),
    expected: `Markdown, and the components ${alternatives(Object.keys(mdxComponents), "and")}`,
    hint: "Put signs such as { and < between backticks, write links as [text](address), or rename the file to .md.",
  };
}

function refusedExpression(text: string, { offset, kind }: Expression): Mistake {
  const rest = text.slice(offset, offset + 200);
  if (kind === "module") return code("import or export", rest);
  if (kind === "braces") return code("an expression in braces", /^\{[^{}\n]*\}/.exec(rest)?.[0] ?? rest);
  return {
    code: "mdx-syntax",
    message: "This comment cannot be told from what follows it.",
    found: quote(rest.split("\n")[0]),
    expected: "a comment {/* … */} of plain words",
    hint: "Close it, and remove braces, <, backticks and lists from it.",
  };
}

function tooLong({ length }: string): Mistake {
  return {
    code: "mdx-syntax",
    message: "The text is too long for MDX.",
    found: `${length} characters`,
    expected: `at most ${LONGEST} characters`,
    hint: "Put logs into public/ and link to them, or rename the file to .md.",
  };
}

const tooDeep: Mistake = {
  code: "mdx-syntax",
  message: "The text is nested too deeply.",
  found: `more than ${DEEPEST} levels`,
  expected: "lists and quotes that a person can follow",
  hint: "Remove some of the levels.",
};

const tooWide: Mistake = {
  code: "mdx-syntax",
  message: "The tables of the text are too large.",
  found: `more than ${MOST_CELLS} cells`,
  expected: "tables that a person can read",
  hint: "Put figures into charts in the front matter, or into a file in public/ and link to it.",
};

/** Whether an expression is nothing but comments, which readers do not see. */
export function isComment(node: MdxNode): boolean {
  return (
    /^mdx(?:Flow|Text)Expression$/.test(node.type) &&
    String(node.value ?? "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .trim() === ""
  );
}

/** The component that a node shows; undefined for other nodes. */
export function componentOf(node: MdxNode): ComponentName | undefined {
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return undefined;
  return Object.hasOwn(mdxComponents, node.name ?? "") ? (node.name as ComponentName) : undefined;
}

/** The text of an attribute; undefined where it is not given. */
export function attributeOf(node: MdxNode, name: string): string | undefined {
  const value = node.attributes?.find((one) => one.name === name)?.value;
  return typeof value === "string" ? value : undefined;
}

/** All nodes of a tree in the order of the text. */
export function* nodesOf(tree: MdxNode): Generator<MdxNode> {
  const stack = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    stack.push(...(node.children ?? []).toReversed());
  }
}

/** What a node does that no text may do; empty for what is allowed. */
export function refusals(node: MdxNode): Mistake[] {
  if (node.type === "mdxjsEsm") return [code("import or export", String(node.value ?? ""))];
  if (/^mdx(?:Flow|Text)Expression$/.test(node.type)) {
    return isComment(node) ? [] : [code("an expression in braces", `{${String(node.value ?? "")}}`)];
  }
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
  const component = componentOf(node);
  return component === undefined ? [unknownComponent(node.name ?? "")] : wrongUse(node, component);
}

function wrongUse(node: MdxNode, name: ComponentName): Mistake[] {
  const rule: ComponentRule = mdxComponents[name];
  const attributes = node.attributes ?? [];
  const mistakes: Mistake[] = [];
  const known = [...rule.required, ...rule.optional];
  for (const attribute of attributes) {
    if (attribute.type !== "mdxJsxAttribute" || typeof attribute.value === "object") {
      if (attribute.value !== null || attribute.type !== "mdxJsxAttribute") {
        mistakes.push(code("an expression in braces", `<${name} ${attribute.name ?? "…"}>`));
        continue;
      }
    }
    if (!known.includes(attribute.name ?? ""))
      mistakes.push(unknownAttribute(name, attribute.name ?? "", known));
    else if (attribute.value === null) mistakes.push(emptyAttribute(name, attribute.name ?? ""));
  }
  for (const needed of rule.required) {
    if (!attributes.some((one) => one.name === needed)) mistakes.push(emptyAttribute(name, needed));
  }
  const isEmpty = (node.children ?? []).length === 0;
  if (rule.content === "none" && !isEmpty)
    mistakes.push(contentOf(name, "nothing in it", `Write <${name} … />.`));
  if (rule.content !== "none" && name !== "Figure" && isEmpty)
    mistakes.push(contentOf(name, "text in it", `Write the text between <${name}> and </${name}>.`));
  return mistakes;
}

function code(what: string, found: string): Mistake {
  return {
    code: "code-in-text",
    message: `This is ${what}, and no text may run code when the site is built.`,
    found: quote(found.split("\n")[0]),
    expected: `Markdown, and the components ${alternatives(Object.keys(mdxComponents), "and")} with plain texts`,
    hint: "Remove it, or put it between backticks if it is meant to be read.",
  };
}

function unknownComponent(name: string): Mistake {
  const near = nearest(name, Object.keys(mdxComponents));
  return {
    code: "component-unknown",
    message: /^[a-z]/.test(name) ? "HTML in texts is not passed through." : "There is no such component.",
    found: quote(`<${name}>`),
    expected: `Markdown, or one of ${alternatives(Object.keys(mdxComponents))}`,
    hint: near === undefined ? "Write it in Markdown." : `Write <${near}>.`,
  };
}

function unknownAttribute(name: ComponentName, attribute: string, known: readonly string[]): Mistake {
  const near = nearest(attribute, known);
  return {
    code: "component-invalid",
    message: `<${name}> has no ${quote(attribute)}.`,
    found: quote(attribute),
    expected: known.length === 0 ? "no attribute" : `one of ${alternatives(known)}`,
    hint: near === undefined ? "Remove it." : `Write ${near}.`,
  };
}

function emptyAttribute(name: ComponentName, attribute: string): Mistake {
  return {
    code: "component-invalid",
    message: `<${name}> needs ${attribute}.`,
    found: "nothing",
    expected: `${attribute}="…" with a plain text`,
    hint: `Write <${name} ${attribute}="…">.`,
  };
}

function contentOf(name: ComponentName, expected: string, hint: string): Mistake {
  return {
    code: "component-invalid",
    message: `<${name}> takes ${expected}.`,
    found: expected === "text in it" ? "nothing in it" : "text in it",
    expected,
    hint,
  };
}
