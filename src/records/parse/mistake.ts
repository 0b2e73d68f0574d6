import type { z } from "zod";
import { nearest } from "../nearest.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import { describe, isOptional } from "./node.ts";
import type { Path } from "./yaml.ts";

/*
 * What zod found, in the words of a responder.
 */

/** A key that the schema does not have. */
export function unknownKey(path: Path, key: string, known: readonly string[]): Mistake {
  const near = nearest(key, known);
  return {
    code: "key-unknown",
    message: `There is no key ${quote(key)}${place(path)}.`,
    found: quote(key),
    expected: `one of ${alternatives(known)}`,
    hint: near ? `Write ${near}.` : "Remove it, or put what it says into the text.",
  };
}

/** A required key that is not there, or that has no value (`empty`). */
export function missing(schema: z.ZodType, path: Path, empty: boolean): Mistake {
  const { key, where } = split(path);
  return {
    code: "key-missing",
    message: empty ? `${key} has no value${where}.` : `${key} is missing${where}.`,
    found: empty ? `${key}:` : "nothing",
    expected: describe(schema, path) || "a value",
    hint: !empty
      ? `Add a line that begins with "${key}:".`
      : isOptional(schema, path)
        ? `Write a value after ${key}, or remove ${key}.`
        : `Write a value after ${key}.`,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys and values",
  record: "keys and values",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** A value of another type. `written` is how it stands in the file. */
export function wrongType(
  schema: z.ZodType,
  issue: z.core.$ZodIssueInvalidType,
  path: Path,
  written: string | undefined,
): Mistake {
  const { key, where } = split(path);
  const type = TYPES[issue.expected] ?? issue.expected;
  return {
    code: "value-type",
    message: `${key} is ${kindOf(issue.input)} instead of ${type}${where}.`,
    found: written ?? quote(issue.input),
    expected: describe(schema, path) || type,
    hint: typeHint(issue.expected, issue.input, key, written),
  };
}

function typeHint(expected: string, input: unknown, key: string, written: string | undefined): string {
  if (expected === "string" && written !== undefined) return `Put it in quotes: "${written}".`;
  if (expected === "string") return "Write one value, without brackets, hyphens or keys.";
  if (expected === "array" && typeof input === "object") return "Begin each entry with a hyphen and a space.";
  if (expected === "array")
    return `Write a list: ${key}: [${typeof input === "string" ? input.slice(0, 60) : (written ?? "…")}].`;
  if (expected === "boolean") return "Write true or false, without quotes.";
  if (expected === "number" || expected === "int") return "Write the number alone, without quotes or units.";
  if (Array.isArray(input))
    return "Remove the hyphens or brackets, and indent its keys below it by two spaces.";
  return "Indent its keys below it by two spaces.";
}

/** A value that is not in its vocabulary, or breaks another rule. */
export function wrongValue(schema: z.ZodType, issue: z.core.$ZodIssue, path: Path): Mistake {
  const { key, where } = split(path);
  const found = quote(issue.input);
  if (issue.code === "invalid_value") {
    const words = issue.values.map(String);
    const near = nearest(String(issue.input), words);
    return {
      code: "value-unknown",
      message: `${key} cannot be ${found}${where}.`,
      found,
      expected: `one of ${alternatives(words)}`,
      hint: near ? `Write ${near}.` : "Choose one of these words.",
    };
  }
  return {
    code: "value-invalid",
    message: `${key} ${ruleOf(issue)}${where}.`,
    found,
    expected: describe(schema, path) || "another value",
    hint: "Change the value so that it fits.",
  };
}

function ruleOf(issue: z.core.$ZodIssue): string {
  const entries = "origin" in issue && issue.origin === "array";
  if (issue.code === "too_small")
    return entries
      ? "needs an entry"
      : `must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
  if (issue.code === "too_big")
    return entries ? `has more than ${issue.maximum} entries` : `must be at most ${issue.maximum}`;
  return issue.message;
}

/** The whole is something else than keys and values. */
export function notAMap(value: unknown): Mistake {
  return {
    code: "yaml-not-a-map",
    message: `There is ${kindOf(value)} instead of keys and values.`,
    found: quote(value),
    expected: "lines such as title: Package uploads failing",
    hint: "Write a key, a colon, a space and the value on each line.",
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "a number" : "true or false";
}

/** `from` and ` in entry 1 of impact`, counted as people count. */
function split(path: Path): { key: string; where: string } {
  const last = path.at(-1);
  if (typeof last === "number") return { key: `Entry ${last + 1}`, where: place(path.slice(0, -1), "of") };
  return { key: last ?? "The file", where: place(path.slice(0, -1)) };
}

function place(path: Path, word = "in"): string {
  let text = "";
  for (const step of path.toReversed()) {
    text += typeof step === "number" ? `entry ${step + 1} of ` : `${step} in `;
  }
  return text === "" ? "" : ` ${word} ${text.replace(/ (?:in|of) $/, "")}`;
}
