import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Mistake, Position } from "../problem.ts";
import { quote } from "../quote.ts";
import type { PlacedMistake } from "./frontmatter.ts";
import { syntaxMistake, tangleIn, tooDeep } from "./syntax.ts";

/** The path of a value: keys and indexes from the top. */
export type Path = readonly (string | number)[];

/** What a piece of YAML says, and where it says it. */
export interface YamlContent {
  /** What could be read; where `broken`, something of it may be missing or in the wrong place. */
  readonly value: unknown;
  readonly broken: boolean;
  readonly mistakes: readonly PlacedMistake[];
  /** Where the value at a path stands, or the key (`"key"`); the nearest parent where there is no such value. */
  locate(path: Path, what?: "key" | "value"): Position;
  /** The value at a path as it is written in the file (`1.10`, not 1.1); undefined where it is no single value. */
  written(path: Path): string | undefined;
}

/**
 * Reads YAML 1.2 (core schema: dates stay text). Tags are not resolved to code, aliases are limited in number. Of
 * several mistakes in the syntax only the first is told: the others mostly follow from it. `line` is the line of the
 * file on which the YAML begins.
 */
export function readYaml(text: string, line = 1): YamlContent {
  const counter = new LineCounter();
  const positionOf = (offset: number): Position => {
    const position = counter.linePos(offset);
    return { line: position.line + line - 1, column: position.col };
  };
  const document = parsed(text, counter);
  if ("mistake" in document) {
    const before = text.slice(0, document.offset).split("\n").length - 1;
    const at = { line: line + before, column: 1 };
    const mistakes = [{ at, mistake: document.mistake }];
    return { value: undefined, broken: true, mistakes, locate: () => at, written: () => undefined };
  }
  const { value, error } = plain(document);
  const placeOf = finder(document);
  const broken = syntaxMistake(document, text, error);
  const found = broken ? [broken] : [...repeatedKeys(document, text), ...gluedComments(document, text)];
  return {
    value,
    broken: broken !== undefined,
    mistakes: found.map(({ offset, mistake }) => ({ at: positionOf(offset), mistake })),
    locate: (path, what = "value") => positionOf(placeOf(path, what).offset),
    written: (path) => {
      const { node } = placeOf(path, "value");
      return isScalar(node) && node.type === "PLAIN" ? node.source : undefined;
    },
  };
}

/** A mistake and its offset in the YAML. */
interface Found {
  readonly offset: number;
  readonly mistake: Mistake;
}

/** The document, or what is too deep in itself to become one: there the library runs out of stack, or of time. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | Found {
  const tangle = tangleIn(text);
  if (tangle) return tangle;
  try {
    // Keys given twice are found below: the library compares every key with every other.
    const options = { prettyErrors: false, stringKeys: true, uniqueKeys: false, logLevel: "error" } as const;
    return parseDocument(text, { ...options, lineCounter });
  } catch {
    return { offset: 0, mistake: tooDeep(text) };
  }
}

/** The values alone. Reading them fails on aliases that lead nowhere or that multiply. */
function plain(document: Document.Parsed): { value: unknown; error: Error | undefined } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    // An alias within what it stands for would have no end: this finds it, and nothing else.
    if (value !== undefined) JSON.stringify(value);
    return { value, error: undefined };
  } catch (error) {
    return { value: undefined, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function repeatedKeys(document: Document.Parsed, text: string): Found[] {
  const found: Found[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          const offset = key.range?.[0] ?? 0;
          found.push({
            offset,
            mistake: {
              code: "yaml-duplicate-key",
              message: "This key is given twice.",
              found: quote(/.*/.exec(text.slice(offset, offset + 200))?.[0]),
              expected: "each key once",
              hint: "Keep one of the two lines.",
            },
          });
        }
        seen.add(key.value);
      }
    },
  });
  return found;
}

/** `title: Issue #5`: the title ends before the sign. A comment that is meant as one has a space after its sign. */
function gluedComments(document: Document.Parsed, text: string): Found[] {
  const found: Found[] = [];
  if (!/\s#[^\s#]/.test(text)) return found;
  visit(document, {
    Scalar(_key, node) {
      if (node.type !== "PLAIN" || !node.range || !/^[^\s#]/.test(node.comment ?? "")) return;
      const whole = `${node.source} #${node.comment}`.trim();
      found.push({
        offset: node.range[0],
        mistake: {
          code: "comment-in-value",
          message: "What follows # is a comment and no part of the value.",
          found: quote(whole),
          expected: "quotes around a value with # in it, or a space after the # of a comment",
          hint: whole.includes('"')
            ? "Put single quotes around the value."
            : `Write ${quote(whole)}, quotes included.`,
        },
      });
    },
  });
  return found;
}

/** A node, undefined where there is none at a path, and where it or its nearest parent begins. */
interface Place {
  readonly node: unknown;
  readonly offset: number;
}

/** Finds nodes by their path. Keys are indexed once: there may be as many mistakes as keys. */
function finder(document: Document.Parsed): (path: Path, what: "key" | "value") => Place {
  const indexes = new Map<YAMLMap, Map<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    let index = indexes.get(map);
    if (!index) {
      index = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : "", pair]));
      indexes.set(map, index);
    }
    return index.get(key);
  };
  return (path, what) => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? pairOf(node, String(step)) : undefined;
      const key = isNode(pair?.key) ? pair.key : undefined;
      node = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
      const wanted = index === path.length - 1 && what === "key" ? (key ?? node) : node;
      const start = (isNode(wanted) ? wanted : key)?.range?.[0];
      if (start === undefined) return { node: undefined, offset };
      offset = start;
    }
    return { node, offset };
  };
}
