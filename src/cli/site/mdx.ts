import { satteri } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import type { AstroIntegration } from "astro";
import { defineHastPlugin } from "satteri";
import { linkAddress } from "../../records/markdown.ts";
import { mdxFeatures } from "../../records/mdx.ts";
import { anchors } from "../../records/postmortem/anchor.ts";

/**
 * Astro's MDX for the texts of reports, which come without code (src/records/mdx.ts sees to that). Nothing is coloured:
 * Shiki would write style attributes, which the pages' policy forbids.
 */
export function mdxIntegration(base: string): AstroIntegration {
  return mdx({
    processor: satteri({ features: mdxFeatures, hastPlugins: [() => elementsPlugin(base)] }),
    syntaxHighlight: false,
    extendMarkdownConfig: false,
  });
}

/** Makes of the elements of one text what src/records/markdown.ts makes of them in other texts. */
function elementsPlugin(base: string) {
  const next = anchors();
  return defineHastPlugin({
    name: "daymark-elements",
    element: {
      filter: ["h1", "h2", "h3", "h4", "h5", "h6", "a", "pre", "table", "th", "td"],
      visit(node, context) {
        if (/^h\d$/.test(node.tagName)) {
          const words = context.textContent(node).replace(/\s+/g, " ").trim();
          const anchor = next(words);
          context.setProperty(node, "id", anchor);
          context.appendChild(node, permalink(anchor, words));
        } else if (node.tagName === "a") {
          const href = String(node.properties["href"] ?? "");
          const address = linkAddress(href, base);
          // A link that could run code is none: its words stay.
          if (address === "") context.replaceNode(node, [...node.children]);
          else context.setProperty(node, "href", address);
          if (/^(?:https?:|\/\/)/i.test(href)) context.setProperty(node, "rel", "noopener");
        } else if (node.tagName === "pre") {
          context.setProperty(node, "tabIndex", 0);
        } else if (node.tagName === "table") {
          const properties = { className: ["scroll"], role: "group", ariaLabel: "Table", tabIndex: 0 };
          context.wrapNode(node, { type: "element", tagName: "div", properties, children: [] });
        } else {
          // Alignment by a style attribute would be against the pages' policy.
          const align =
            /text-align:\s*(\w+)/.exec(String(node.properties["style"] ?? ""))?.[1] ??
            node.properties["align"];
          context.setProperty(node, "style", undefined);
          context.setProperty(node, "align", undefined);
          if (typeof align === "string") context.setProperty(node, "className", [`align-${align}`]);
          // The empty corner of a table is the header of nothing.
          if (node.tagName === "th" && node.children.length === 0)
            context.replaceNode(node, { type: "element", tagName: "td", properties: {}, children: [] });
        }
      },
    },
  });
}

function permalink(anchor: string, words: string) {
  return {
    type: "element" as const,
    tagName: "a",
    properties: { className: ["permalink"], href: `#${anchor}`, ariaLabel: `Link to “${words}”` },
    children: [{ type: "text" as const, value: "#" }],
  };
}
