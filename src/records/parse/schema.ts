import { z } from "zod";
import { nearest } from "../nearest.ts";
import type { Mistake, Position } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import type { PlacedMistake } from "./frontmatter.ts";
import type { Path, YamlContent } from "./yaml.ts";

/** A value that fits its schema, or everything that is wrong with it. */
export type Validated<T> =
  | { readonly value: T; readonly mistakes: readonly [] }
  | { readonly value: undefined; readonly mistakes: readonly PlacedMistake[] };

/** Holds YAML against a schema and tells every mistake with its place. */
export function validate<S extends z.ZodType>(schema: S, yaml: YamlContent): Validated<z.output<S>> {
  if (yaml.mistakes.length > 0) return { value: undefined, mistakes: yaml.mistakes };
  const value = yaml.value ?? {};
  if (typeof value !== "object" || Array.isArray(value)) {
    return { value: undefined, mistakes: [{ at: yaml.locate([]), mistake: notAMap(value) }] };
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data, mistakes: [] };
  return {
    value: undefined,
    mistakes: result.error.issues.flatMap((issue) => placed(schema, issue, yaml)),
  };
}

function placed(schema: z.ZodType, issue: z.core.$ZodIssue, yaml: YamlContent): PlacedMistake[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  const at = (key: "key" | "value", where: Path = path): Position => yaml.locate(where, key);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, path);
      return issue.keys.map((key) => ({ at: at("key", [...path, key]), mistake: unknownKey(path, key, known) }));
    }
    case "invalid_key":
      return issue.issues.map((inner) => ({
        at: at("key"),
        mistake: mistakeOf(inner) ?? valueMistake(schema, inner, path),
      }));
    case "invalid_type":
      if (issue.input === undefined || (issue.input === null && at("value").line === at("key").line)) {
        return [{ at: issue.input === undefined ? at("key") : at("value"), mistake: missing(schema, path) }];
      }
      return [{ at: at("value"), mistake: wrongType(schema, issue, path) }];
    default:
      return [{ at: at("value"), mistake: mistakeOf(issue) ?? valueMistake(schema, issue, path) }];
  }
}

/** The mistake that one of our own value types put into a custom issue. */
function mistakeOf(issue: z.core.$ZodIssue): Mistake | undefined {
  return issue.code === "custom" ? (issue.params?.["mistake"] as Mistake | undefined) : undefined;
}

function unknownKey(path: Path, key: string, known: readonly string[]): Mistake {
  const near = nearest(key, known);
  return {
    code: "key-unknown",
    message: `${path.length === 0 ? "The front matter" : quote(name(path))} has no key ${quote(key)}.`,
    found: quote(key),
    expected: `one of ${alternatives(known)}`,
    hint: near ? `Write ${near}.` : "Remove it, or put what it says into the text.",
  };
}

function missing(schema: z.ZodType, path: Path): Mistake {
  const node = nodeAt(schema, path);
  const example = node?.meta()?.["examples"];
  const sample = Array.isArray(example) ? String(example[0]) : "…";
  return {
    code: "key-missing",
    message: `${name(path)} is missing.`,
    found: "nothing",
    expected: describe(node),
    hint: `Add a line ${quote(`${name(path.slice(-1))}: ${sample}`)}${path.length > 1 ? ` under ${name(path.slice(0, -1))}` : ""}.`,
  };
}

function wrongType(schema: z.ZodType, issue: z.core.$ZodIssueInvalidType, path: Path): Mistake {
  const input = issue.input;
  const node = nodeAt(schema, path);
  const words: Record<string, string> = {
    string: "text",
    array: "a list",
    object: "keys and values",
    record: "keys and values",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return {
    code: "value-type",
    message: `${name(path)} is ${kindOf(input)} instead of ${words[issue.expected] ?? issue.expected}.`,
    found: quote(input),
    expected: describe(node) === "" ? (words[issue.expected] ?? issue.expected) : describe(node),
    hint: typeHint(issue.expected, input, path),
  };
}

function typeHint(expected: string, input: unknown, path: Path): string {
  const key = name(path.slice(-1));
  if (expected === "string" && (typeof input === "number" || typeof input === "boolean")) {
    return `Put it in quotes: ${key}: "${String(input)}".`;
  }
  if (expected === "string" && Array.isArray(input)) return "Write one value, without brackets or hyphens.";
  if (expected === "array") return `Write a list: ${key}: [${typeof input === "string" ? input : "…"}].`;
  if (expected === "boolean") return "Write true or false, without quotes.";
  if (expected === "number" || expected === "int") return "Write the number alone, without quotes or units.";
  return "Indent its keys below it by two spaces.";
}

function valueMistake(schema: z.ZodType, issue: z.core.$ZodIssue, path: Path): Mistake {
  const found = quote(issue.input);
  if (issue.code === "invalid_value") {
    const words = issue.values.map(String);
    const near = nearest(String(issue.input), words);
    return {
      code: "value-unknown",
      message: `${name(path)} cannot be ${found}.`,
      found,
      expected: `one of ${alternatives(words)}`,
      hint: near ? `Write ${near}.` : `Choose one of these words.`,
    };
  }
  return {
    code: "value-invalid",
    message: `${name(path)} breaks its rule: ${ruleOf(issue)}.`,
    found,
    expected: describe(nodeAt(schema, path)),
    hint: "Change the value so that it fits.",
  };
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  return issue.message.replace(/^Invalid/, "invalid").replace(/\.$/, "");
}

function notAMap(value: unknown): Mistake {
  return {
    code: "yaml-not-a-map",
    message: `There is ${kindOf(value)} instead of keys and values.`,
    found: quote(value),
    expected: "lines such as title: Package uploads failing",
    hint: "Write a key, a colon, a space and the value on each line.",
  };
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "a number" : "true or false";
}

/** `impact[1].from`, as people count: the second entry of impact. */
function name(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step + 1}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}

/** The description that stands at the field in its schema: message and documentation are the same words. */
function describe(node: z.ZodType | undefined): string {
  const description = node?.meta()?.description ?? inner(node)?.meta()?.description ?? "";
  return description.replace(/\.$/, "").replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

function keysAt(schema: z.ZodType, path: Path): string[] {
  const node = inner(nodeAt(schema, path));
  return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
}

function nodeAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let node: z.ZodType | undefined = schema;
  for (const step of path) {
    const container = inner(node);
    if (container instanceof z.ZodObject) node = container.shape[String(step)] as z.ZodType | undefined;
    else if (container instanceof z.ZodArray) node = container.element as z.ZodType;
    else if (container instanceof z.ZodRecord) node = container.valueType as z.ZodType;
    else return undefined;
  }
  return node;
}

/** The type inside of `optional`, `default` and `prefault`. */
function inner(node: z.ZodType | undefined): z.ZodType | undefined {
  let current = node;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault
  ) {
    current = current.unwrap() as z.ZodType;
  }
  return current;
}
