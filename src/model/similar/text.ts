import { readMarkdown } from "../../records/mdast.ts";
import { type MdxNode, nodesOf, readMdx } from "../../records/mdx.ts";
import type { Postmortem } from "../../records/postmortem.ts";

const SHOWN: ReadonlySet<string> = new Set(["text", "inlineCode", "code"]);

/** What readers see of a report's text, without markup: no comment, no attribute, no address. Code is in it. */
export function shownText({ body, markup }: Pick<Postmortem, "body" | "markup">): string {
  const tree = treeOf({ body, markup });
  if (!tree) return "";
  const words: string[] = [];
  for (const { type, value } of nodesOf(tree)) {
    if (SHOWN.has(type) && typeof value === "string") words.push(value);
  }
  return words.join("\n");
}

/** The tree of a report's text; undefined for Markdown that is too long or too deep, and for MDX that is none. */
export function treeOf({ body, markup }: Pick<Postmortem, "body" | "markup">): MdxNode | undefined {
  if (markup === "markdown") return readMarkdown(body);
  const reading = readMdx(body);
  return "tree" in reading ? reading.tree : undefined;
}
