import type { Token } from "markdown-it";

/** What becomes of the lines of a block; undefined for none of them. There are never more than there were. */
export type BlockChange = (part: string) => string | undefined;

/** Changes blocks of a text. `changeOf` tells what is to be done with the lines of a token, the one at `index`. */
export function changedBlocks(
  text: string,
  tokens: readonly Token[],
  changeOf: (token: Token, index: number) => BlockChange | undefined,
): string {
  const lines: (string | undefined)[] = text.split("\n");
  for (const [index, token] of tokens.entries()) {
    if (!token.map) continue;
    const change = changeOf(token, index);
    if (!change) continue;
    const [first, end] = token.map;
    const changed = change(lines.slice(first, end).join("\n"))?.split("\n");
    for (let row = first; row < end; row++) lines[row] = changed?.[row - first];
  }
  return lines.filter((line) => line !== undefined).join("\n");
}

/** The inline tokens of the table that begins at `index`, which have no lines of their own. */
export function inTable(tokens: readonly Token[], index: number): Token[] {
  let end = index;
  while (end < tokens.length && tokens[end]?.type !== "table_close") end++;
  return tokens.slice(index, end).filter(({ type }) => type === "inline");
}

/** Changes the cells of the rows of a table one by one: nothing reaches from one cell into the next. */
export function byCell(part: string, change: (cell: string) => string): string {
  return part
    .split("\n")
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .map(change)
        .join("|"),
    )
    .join("\n");
}
