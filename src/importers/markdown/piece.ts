import { type Block, blocksOf, type Item, itemsOf, rowsOf } from "./outline.ts";
import { isTimed, readStamp, type Stamp } from "./stamp.ts";

/** A piece of a list, a table or a paragraph: an entry, a day, or text. */
export interface Piece {
  readonly stamp: Stamp | undefined;
  readonly text: string;
  readonly line: number;
}

/**
 * The pieces of a block that has times in it; undefined for a block that is text and nothing else. Outside of a section
 * that is called timeline (`isNamed`), most pieces of a list or a table must have one.
 */
export function piecesOf(
  block: Block,
  lines: readonly string[],
  isNamed: boolean,
): readonly Piece[] | undefined {
  const pieces =
    block.type === "list"
      ? itemsOf(block, lines).flatMap(itemPieces)
      : block.type === "table"
        ? rowPieces(block)
        : block.type === "paragraph"
          ? paragraphPieces(block)
          : [];
  const timed = pieces.filter(({ stamp }) => isTimed(stamp)).length;
  const isDay = pieces.length === 1 && pieces[0]?.stamp?.date !== undefined && pieces[0].text === "";
  if (isNamed) return timed > 0 || isDay ? pieces : undefined;
  return timed > 1 && timed * 2 >= pieces.length && block.type !== "paragraph" ? pieces : undefined;
}

/** An item that has no time of its own may have a list with times in it: `- 20 November` and times below. */
function itemPieces({ text, start }: Item): Piece[] {
  const stamp = readStamp(text);
  if (isTimed(stamp)) return [{ stamp, text: stamp.rest, line: start }];
  const [head = "", ...rest] = text.split("\n");
  const below = rest.join("\n");
  const nested = /^\s*(?:[-*+]|\d{1,9}[.)])\s/m.exec(below);
  const inner = nested ? innerItems(below) : [];
  if (inner.some((one) => isTimed(readStamp(one.text)))) {
    const day = readStamp(head);
    return [
      {
        stamp: day?.isSetApart === true ? day : undefined,
        text: day?.isSetApart ? day.rest : head,
        line: start,
      },
      ...inner.map((one) => {
        const own = readStamp(one.text);
        return { stamp: own, text: isTimed(own) ? own.rest : one.text, line: start + 1 + one.start };
      }),
    ];
  }
  const isDay = stamp?.isSetApart === true;
  return [
    {
      stamp: isDay ? stamp : undefined,
      text: isDay ? stamp.rest : `- ${text.replaceAll("\n", "\n  ")}`,
      line: start,
    },
  ];
}

function innerItems(text: string): Item[] {
  const lines = text.split("\n");
  return blocksOf(text).flatMap((block) => (block.type === "list" ? itemsOf(block, lines) : []));
}

function rowPieces(block: Block): Piece[] {
  const [, ...rows] = rowsOf(block);
  return rows.map(({ start, cells }) => {
    const [first = "", second = "", ...others] = cells;
    const own = readStamp(first);
    if (own && !isTimed(own)) {
      const both = readStamp(`${first} ${second}`);
      if (isTimed(both)) return { stamp: both, text: joined([both.rest, ...others]), line: start };
    }
    if (!own && first.trim() === "") {
      const next = readStamp(second);
      if (isTimed(next)) return { stamp: next, text: joined([next.rest, ...others]), line: start };
    }
    return { stamp: own, text: joined([own?.rest ?? first, second, ...others]), line: start };
  });
}

function joined(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join(" · ");
}

/** Lines of a paragraph that begin with a time, if its first does. */
function paragraphPieces({ content, start }: Block): Piece[] {
  const lines = content.split("\n");
  const first = readStamp(lines[0] ?? "");
  if (!first || (!isTimed(first) && !first.isSetApart)) return [];
  const pieces: { stamp: Stamp; lines: string[]; line: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const stamp = readStamp(line.trimStart());
    const begins =
      stamp && (index === 0 || (isTimed(stamp) && (stamp.isSetApart || stamp.zone !== undefined)));
    if (begins) pieces.push({ stamp, lines: [stamp.rest], line: start + index });
    else pieces.at(-1)?.lines.push(line);
  }
  return pieces.map((piece) => ({
    stamp: piece.stamp,
    text: piece.lines.join("\n").trim(),
    line: piece.line,
  }));
}
