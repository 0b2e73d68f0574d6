import { type Document, isMap, isNode, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import type { Position } from "../problem.ts";
import { quote } from "../quote.ts";
import type { PlacedMistake } from "./frontmatter.ts";

/** The path of a value: keys and indexes from the top. */
export type Path = readonly (string | number)[];

/** What a piece of YAML says, and where it says it. */
export interface YamlContent {
  readonly value: unknown;
  readonly mistakes: readonly PlacedMistake[];
  /** Where the value at a path stands, or the key (`"key"`); the nearest parent where there is no such value. */
  locate(path: Path, what?: "key" | "value"): Position;
}

/**
 * Reads YAML 1.2 (core schema: dates stay text). Tags are not resolved to code, aliases are limited in number.
 * `line` is the line of the file on which the YAML begins.
 */
export function readYaml(text: string, line = 1): YamlContent {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const positionOf = (offset: number): Position => {
    const position = counter.linePos(offset);
    return { line: position.line + line - 1, column: position.col };
  };
  const mistakes = document.errors.map((error) => ({
    at: positionOf(error.pos[0]),
    mistake: yamlMistake(error, text),
  }));
  return {
    value: mistakes.length > 0 ? undefined : plain(document, mistakes, positionOf),
    mistakes,
    locate: (path, what = "value") => positionOf(offsetOf(document, path, what)),
  };
}

function plain(
  document: Document.Parsed,
  mistakes: PlacedMistake[],
  positionOf: (offset: number) => Position,
): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    mistakes.push({
      at: positionOf(0),
      mistake: {
        code: "yaml-syntax",
        message: "The YAML repeats itself through aliases too often.",
        found: "more than 50 uses of aliases (*name)",
        expected: "plain values",
        hint: "Write the values out instead of using * and &.",
      },
    });
    return undefined;
  }
}

function offsetOf(document: Document.Parsed, path: Path, what: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(step));
      if (!pair) return offset;
      const last = index === path.length - 1;
      const key = pair.key as Node;
      const value = pair.value;
      const target = last && what === "key" ? key : isNode(value) && value.range ? value : key;
      offset = target.range?.[0] ?? offset;
      node = value;
    } else if (isNode(node) && "items" in node && Array.isArray(node.items)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item) || !item.range) return offset;
      offset = item.range[0];
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}

function yamlMistake(error: YAMLError, text: string): PlacedMistake["mistake"] {
  const lineStart = text.lastIndexOf("\n", Math.max(0, error.pos[0] - 1)) + 1;
  const lineEnd = text.indexOf("\n", error.pos[0]);
  const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  const found = quote(line.trim() === "" ? text.slice(error.pos[0], error.pos[1] + 1) : line);
  if (error.code === "DUPLICATE_KEY") {
    return {
      code: "yaml-duplicate-key",
      message: "This key is given twice.",
      found,
      expected: "each key once",
      hint: "Keep one of the two lines.",
    };
  }
  return {
    code: "yaml-syntax",
    message: `The YAML cannot be read: ${sentence(error.message)}`,
    found,
    expected: "keys and values as in title: Package uploads failing",
    hint: syntaxHint(error, line),
  };
}

function sentence(message: string): string {
  const firstLine = message.split("\n")[0] ?? message;
  return /[.!?]$/.test(firstLine) ? firstLine : `${firstLine}.`;
}

function syntaxHint(error: YAMLError, line: string): string {
  if (error.code === "TAB_AS_INDENT" || line.includes("\t")) return "Use spaces instead of tabs.";
  if (/^[^:'"]+: [^'"[{].*: /.test(line) || /^[^:'"]+: [^'"[{].*:$/.test(line)) {
    return "A value with a colon in it needs quotes around it.";
  }
  if (/^[^:]+: +[@`%&*!|>]/.test(line)) return "A value that begins with a sign needs quotes around it.";
  if (/['"]/.test(line)) return "Look for a quote that is not closed, or double a quote inside of quotes.";
  if (/[[{]/.test(line)) return "Look for a bracket that is not closed.";
  return "Look at this line and the one before it: indentation, a missing colon or a missing quote.";
}
