import type { Outcome, Tell } from "../importer.ts";
import { type Span, scan } from "../scan.ts";
import { fold, lineAt } from "../text.ts";
import { codeSpan, elementToMarkdown, GAP, settleSpace, voidTagToMarkdown } from "./element.ts";

/** A span of the source; for an element its opening tag. */
interface Node extends Span {
  /** Lower-case name of a tag, empty for other spans. */
  readonly name: string;
  readonly children: readonly Node[];
  /** The closing tag of an element. */
  readonly close?: Node;
}

/**
 * Writes the HTML in a Markdown text as Markdown where there is an equal, and as visible code where there is none.
 * Leaves out HTML comments, which no reader of the source saw. Makes Hugo shortcodes visible code. Reports each.
 */
export function replaceHtml(text: string, firstLine: number, tell: Tell): string {
  const report = (outcome: Outcome, what: string, { start, end }: Span): void => {
    tell(outcome, `${what}: ${fold(text.slice(start, end))}`, lineAt(text, start, firstLine));
  };

  const render = (nodes: readonly Node[], start: number, end: number): string => {
    let out = "";
    let offset = start;
    for (const node of nodes) {
      out +=
        text.slice(offset, node.start) + (node.close ? renderElement(node, node.close) : renderSpan(node));
      offset = node.close?.end ?? node.end;
    }
    return out + text.slice(offset, end);
  };

  const renderElement = (node: Node, close: Node): string => {
    const contentOf = (child: Node): string =>
      render(child.children, child.end, child.close?.start ?? child.end);
    const items = itemsOf(node, close, text);
    const inner = items || node.name === "code" ? text.slice(node.end, close.start) : contentOf(node);
    const markdown = elementToMarkdown({
      name: node.name,
      tag: text.slice(node.start, node.end),
      inner,
      ...(items && { items: items.map(contentOf) }),
    });
    if (markdown === undefined) return renderSpan(node) + inner + renderSpan(close);
    report("adapted", "An HTML element is written as Markdown", node);
    return markdown;
  };

  const renderSpan = (node: Node): string => {
    const raw = text.slice(node.start, node.end);
    switch (node.kind) {
      case "code":
        return raw;
      case "comment":
        report("not-imported", "An HTML comment, which readers did not see, is left out", node);
        return standsAlone(text, node) ? GAP : "";
      case "shortcode":
        report("kept-as-text", "A Hugo shortcode is kept as visible text", node);
        return codeSpan(raw);
      case "tag": {
        const markdown = voidTagToMarkdown(node.name);
        if (markdown === undefined) report("kept-as-text", "An HTML tag is kept as visible text", node);
        else report("adapted", "An HTML tag is written as Markdown", node);
        if (markdown !== undefined && staysOnLine(text, node)) return " ";
        return markdown ?? codeSpan(raw);
      }
    }
  };

  return settleSpace(render(toTree(text, scan(text)), 0, text.length));
}

/** How deep elements may be in each other; deeper ones, which no one writes, are kept as text. */
const DEEPEST = 50;

/** Pairs opening with closing tags. A tag without its partner is a leaf, and its content is its parent's. */
function toTree(text: string, spans: readonly Span[]): Node[] {
  const root: Node[] = [];
  const open: { readonly tag: Node; readonly children: Node[] }[] = [];
  const siblings = (): Node[] => open.at(-1)?.children ?? root;
  const unwind = (depth: number): void => {
    while (open.length > depth) {
      const left = open.pop();
      if (left) siblings().push(left.tag, ...left.children);
    }
  };
  for (const span of spans) {
    const raw = text.slice(span.start, span.end);
    const name = span.kind === "tag" ? (/[a-z][a-z0-9-]*/i.exec(raw)?.[0].toLowerCase() ?? "") : "";
    const node: Node = { ...span, name, children: [] };
    if (name === "" || raw.endsWith("/>") || voidTagToMarkdown(name) !== undefined) {
      siblings().push(node);
    } else if (!raw.startsWith("</")) {
      if (open.length < DEEPEST) open.push({ tag: node, children: [] });
      else siblings().push(node);
    } else {
      const depth = open.findLastIndex((element) => element.tag.name === name);
      if (depth === -1) {
        siblings().push(node);
        continue;
      }
      unwind(depth + 1);
      const element = open.pop();
      if (element) siblings().push({ ...element.tag, children: element.children, close: node });
    }
  }
  unwind(0);
  return root;
}

/** The items of a list that holds nothing else. */
function itemsOf(list: Node, close: Node, text: string): readonly Node[] | undefined {
  if (list.name !== "ul" && list.name !== "ol") return undefined;
  let offset = list.end;
  for (const item of list.children) {
    if (item.name !== "li" || !item.close || text.slice(offset, item.start).trim() !== "") return undefined;
    offset = item.close.end;
  }
  return text.slice(offset, close.start).trim() === "" ? list.children : undefined;
}

/** Whether a span is in a row of a table or in a heading, which cannot be broken. */
function staysOnLine(text: string, { start }: Span): boolean {
  return /^[ \t]*(?:\||#{1,6}[ \t])/.test(text.slice(text.lastIndexOf("\n", start) + 1, start));
}

/** Whether a span has its lines for itself. */
function standsAlone(text: string, { start, end }: Span): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(0, start)) && /^[ \t]*(?:\n|$)/.test(text.slice(end));
}
