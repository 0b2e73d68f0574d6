import type TurndownService from "turndown";

/** Tables as Markdown writes them: the first row is the head, and each cell is on one line. */
export function tableRules(onLine: (content: string) => string): Record<string, TurndownService.Rule> {
  const begun = new Set<unknown>();
  return {
    cell: {
      filter: ["td", "th"],
      replacement: (content) => ` ${onLine(content).replace(/(?<!\\)\|/g, "\\|")} |`,
    },
    row: {
      filter: "tr",
      replacement(content, node) {
        const table = tableOf(node);
        const row = `\n|${onLine(content) === "" ? " |" : content}`;
        if (begun.has(table)) return row;
        begun.add(table);
        const cells = [...node.childNodes].filter(
          ({ nodeName }) => nodeName === "TD" || nodeName === "TH",
        ).length;
        return `${row}\n|${" --- |".repeat(Math.max(1, cells))}`;
      },
    },
    caption: { filter: "caption", replacement: (content) => `\n\n${content.trim()}\n\n` },
    section: { filter: ["thead", "tbody", "tfoot"], replacement: (content) => content },
    table: { filter: "table", replacement: (content) => `\n\n${content.trim()}\n\n` },
  };
}

function tableOf(row: HTMLElement): unknown {
  let parent = row.parentNode;
  while (parent && parent.nodeName !== "TABLE") parent = parent.parentNode;
  return parent;
}
