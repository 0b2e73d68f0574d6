import type { Token } from "markdown-it";
import { wordsOf } from "../../records/markdown.ts";
import { blockTokens } from "../scan.ts";

/** A block of a report: a heading, a paragraph, a list, a table, code. */
export interface Block {
  readonly type: "heading" | "paragraph" | "list" | "table" | "other";
  /** 1 to 6 for headings, 0 for others. */
  readonly level: number;
  /** Lines of the body, counted from 0: its first, and the first after it. */
  readonly start: number;
  readonly end: number;
  /** Markdown of a heading or a paragraph, without the signs around it. */
  readonly content: string;
  /** The same without markup. */
  readonly words: string;
  /** Its tokens. */
  readonly tokens: readonly Token[];
}

/** An item of a list. */
export interface Item {
  readonly start: number;
  readonly end: number;
  /** Its Markdown, without the sign of the list and the indentation of its lines. */
  readonly text: string;
}

const TYPES: Readonly<Record<string, Block["type"]>> = {
  heading_open: "heading",
  paragraph_open: "paragraph",
  bullet_list_open: "list",
  ordered_list_open: "list",
  table_open: "table",
};

/** The blocks of a text that stand in no other block. */
export function blocksOf(text: string): Block[] {
  const tokens = blockTokens(text);
  const blocks: Block[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const first = tokens[index];
    if (first?.level !== 0 || !first.map) continue;
    let last = index;
    if (first.nesting === 1) while (tokens[last]?.level !== 0 || tokens[last]?.nesting !== -1) last++;
    const own = tokens.slice(index, last + 1);
    const type = Object.hasOwn(TYPES, first.type) ? (TYPES[first.type] ?? "other") : "other";
    const isText = type === "heading" || type === "paragraph";
    blocks.push({
      type,
      level: type === "heading" ? Number(first.tag.slice(1)) : 0,
      start: first.map[0],
      end: first.map[1],
      content: isText ? (own[1]?.content ?? "") : "",
      words: isText ? wordsOf(own[1]) : "",
      tokens: own,
    });
    index = last;
  }
  return blocks;
}

/** The blocks below a heading: up to the next heading that is not lower, unless that one goes on with the section. */
export function sectionAt(
  blocks: readonly Block[],
  index: number,
  goesOn: (heading: Block) => boolean = () => false,
): readonly Block[] {
  const { level = 1 } = blocks[index] ?? {};
  const end = blocks.findIndex(
    (block, at) => at > index && block.type === "heading" && block.level <= level && !goesOn(block),
  );
  return blocks.slice(index + 1, end === -1 ? blocks.length : end);
}

/** The items of a list; those of lists within it are part of them. */
export function itemsOf({ tokens }: Block, lines: readonly string[]): Item[] {
  return tokens.flatMap((token) => {
    if (token.type !== "list_item_open" || token.level !== 1 || !token.map) return [];
    const [start, end] = token.map;
    return [{ start, end, text: itemText(lines.slice(start, end)) }];
  });
}

/** The cells of the rows of a table, its head first. */
export function rowsOf({ tokens }: Block): { readonly start: number; readonly cells: readonly string[] }[] {
  const rows: { start: number; cells: string[] }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === "tr_open") rows.push({ start: token.map?.[0] ?? tokens[0]?.map?.[0] ?? 0, cells: [] });
    if (token.type === "th_open" || token.type === "td_open")
      rows.at(-1)?.cells.push(tokens[index + 1]?.content ?? "");
  }
  return rows;
}

function itemText(lines: readonly string[]): string {
  const [first = ""] = lines;
  const sign = /^\s{0,200}(?:[-*+]|\d{1,9}[.)])(?:\s{1,4}|$)/.exec(first)?.[0] ?? "";
  const indented = new RegExp(`^ {0,${sign.length}}`);
  return [first.slice(sign.length), ...lines.slice(1).map((line) => line.replace(indented, ""))]
    .join("\n")
    .trim();
}
