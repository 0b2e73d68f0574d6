import { markdownToMdast } from "satteri";
import { isTooMuch, type MdxNode, mdxFeatures, tooDeepIn } from "./mdx.ts";

/**
 * The tree of a text in Markdown, with the places of its nodes in UTF-16 code units. Any text is Markdown, but one that is
 * longer or nested deeper than a text in MDX may be has no tree: it is shown, and not looked into.
 */
export function readMarkdown(text: string): MdxNode | undefined {
  if (isTooMuch(text)) return undefined;
  const tree = markdownToMdast(text, { features: mdxFeatures }) as unknown as MdxNode;
  return tooDeepIn(tree) ? undefined : tree;
}
