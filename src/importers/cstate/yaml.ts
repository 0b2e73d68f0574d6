import { isMap, isNode, isScalar, isSeq, Lexer, LineCounter, type Node, parseDocument } from "yaml";

/** A value of a YAML document with its place. Nothing is resolved to a type: what was typed is what counts. */
export interface YamlValue {
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** A scalar without its quotes, empty for null; the raw YAML of anything else. */
  readonly text: string;
  readonly list?: readonly YamlValue[];
  readonly map?: YamlFields;
}

/** The keys of a mapping. */
export type YamlFields = ReadonlyMap<string, YamlValue>;

/** Whether a value says yes, in any of the ways of YAML 1.1, which Hugo reads. */
export function isTrue(value: YamlValue | undefined): boolean {
  return /^(?:true|yes|on|y)$/i.test(value?.text ?? "");
}

/** Something in a YAML document that is no value. */
export interface YamlRemark {
  readonly line: number;
  readonly text: string;
}

/** A YAML document as far as it can be read. */
export interface YamlReading {
  readonly root: YamlValue;
  readonly errors: readonly YamlRemark[];
  /** Pairs whose key had been given before; the first one counts. */
  readonly repeated: readonly YamlRemark[];
  readonly comments: readonly YamlRemark[];
}

/** Reads a YAML document that begins on `firstLine` of its file. */
export function readYaml(yaml: string, firstLine: number): YamlReading {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  const lineOf = (offset: number): number => counter.linePos(offset).line + firstLine - 1;
  const repeated: YamlRemark[] = [];

  const raw = (node: Node): string => yaml.slice(node.range?.[0], node.range?.[1]).trim();
  const read = (node: unknown, parentLine: number): YamlValue => {
    if (!isNode(node)) return { line: parentLine, text: "" };
    const line = node.range ? lineOf(node.range[0]) : parentLine;
    if (isScalar(node)) return { line, text: node.value === null ? "" : (node.source ?? String(node.value)) };
    if (isSeq(node)) return { line, text: raw(node), list: node.items.map((item) => read(item, line)) };
    if (!isMap(node)) return { line, text: raw(node) };
    const map = new Map<string, YamlValue>();
    for (const pair of node.items) {
      const key = read(pair.key, line);
      const value = read(pair.value, key.line);
      if (map.has(key.text)) repeated.push({ line: key.line, text: `${key.text}: ${value.text}` });
      else map.set(key.text, value);
    }
    return { line, text: raw(node), map };
  };

  return {
    root: read(document.contents, firstLine),
    errors: document.errors.map((error) => ({ line: lineOf(error.pos[0]), text: error.message })),
    repeated,
    comments: commentsOf(yaml, firstLine),
  };
}

/** The lexer announces each scalar with this token, so that a `#` inside of one is told from a comment. */
const SCALAR = "\u001f";

function commentsOf(yaml: string, firstLine: number): YamlRemark[] {
  const comments: YamlRemark[] = [];
  let line = firstLine;
  let before = "";
  for (const token of new Lexer().lex(yaml)) {
    if (token.startsWith("#") && before !== SCALAR) comments.push({ line, text: token.trimEnd() });
    line += token.split("\n").length - 1;
    before = token;
  }
  return comments;
}
