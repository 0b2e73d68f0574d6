import type TurndownService from "turndown";

const MOST_COLUMNS = 50;

/**
 * Tables as Markdown writes them: the first row is the head, and each cell is on one line. The head is as wide as the
 * widest row, as readers would not see what is beyond it.
 */
export function tableRules(onLine: (content: string) => string): Record<string, TurndownService.Rule> {
  const begun = new Set<unknown>();
  return {
    cell: {
      filter: ["td", "th"],
      replacement: (content, node) =>
        ` ${onLine(content).replace(/(?<!\\)\|/g, "\\|")} |${" |".repeat(columnsOf(node) - 1)}`,
    },
    row: {
      filter: "tr",
      replacement(content, node) {
        const table = tableOf(node);
        const row = `\n|${onLine(content) === "" ? " |" : content}`;
        if (begun.has(table)) return row;
        begun.add(table);
        const width = Math.max(1, ...[node, ...rowsOf(table)].map(widthOf));
        return `${row}${" |".repeat(width - widthOf(node))}\n|${" --- |".repeat(width)}`;
      },
    },
    caption: { filter: "caption", replacement: (content) => `\n\n${content.trim()}\n\n` },
    section: { filter: ["thead", "tbody", "tfoot"], replacement: (content) => content },
    table: { filter: "table", replacement: (content) => `\n\n${content.trim()}\n\n` },
  };
}

function tableOf(row: HTMLElement): HTMLElement | undefined {
  let parent = row.parentElement;
  while (parent && parent.nodeName !== "TABLE") parent = parent.parentElement;
  return parent ?? undefined;
}

function rowsOf(table: HTMLElement | undefined): HTMLElement[] {
  return table ? Array.from(table.getElementsByTagName("tr")) : [];
}

/** In columns. */
function widthOf(row: HTMLElement): number {
  return Array.from(row.children)
    .filter(({ nodeName }) => nodeName === "TD" || nodeName === "TH")
    .reduce((sum, cell) => sum + columnsOf(cell), 0);
}

/** Over how many columns a cell goes; of more than a table can have, nobody knows what was meant. */
function columnsOf(cell: Element): number {
  const columns = Number(cell.getAttribute("colspan") ?? 1);
  return Number.isInteger(columns) && columns > 1 && columns <= MOST_COLUMNS ? columns : 1;
}
