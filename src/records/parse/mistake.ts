import type { z } from "zod";
import { nearest } from "../nearest.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import { describe, isOptional, keysAt, mistakeOfText } from "./node.ts";
import type { Path } from "./yaml.ts";

/*
 * What zod found, in the words of a responder.
 */

/** A key that the schema does not have. */
export function unknownKey(path: Path, key: string, known: readonly string[]): Mistake {
  return {
    code: "key-unknown",
    message: `There is no key ${quote(key)}${place(path)}.`,
    found: quote(key),
    expected: `one of ${alternatives(known)}`,
    hint: unknownKeyHint(key, meantKey(key, known)),
  };
}

/** The key that was most likely meant, also where a comma, a colon or a space is missing around it in `{ }`. */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  const near = nearest(key, known);
  const parts = key.split(/[\s:]+/, 9);
  if (near !== undefined || parts.length < 2) return near;
  return known.find((one) => one === parts.at(-1)) ?? nearest(parts[0] ?? "", known);
}

function unknownKeyHint(key: string, near: string | undefined): string {
  if (near === undefined && /^\d+$/.test(key))
    return "If it is part of a number, write a point instead of the comma.";
  if (near === undefined) return "Remove it, or put what it says into the text.";
  if (key.trim() === near && key !== near) return `Write ${near}, with plain spaces only.`;
  return /[\s:]/.test(key)
    ? `Write ${near}, with a comma before it and a colon and a space after it.`
    : `Write ${near}.`;
}

/** A required key that is not there. */
export function missing(schema: z.ZodType, issue: z.core.$ZodIssue, path: Path): Mistake {
  const { key } = split(path);
  return {
    code: "key-missing",
    message: `${key} is missing${place(path.slice(0, -1))}.`,
    found: "nothing",
    expected: valuesOf(issue) ?? (describe(schema, path) || "a value"),
    hint: path.length === 1 ? `Add a line that begins with "${key}:".` : `Add "${key}:" with a value to it.`,
  };
}

/** A key without a value. */
export function empty(schema: z.ZodType, issue: z.core.$ZodIssue, path: Path): Mistake {
  const { key, name } = split(path);
  return {
    code: "key-missing",
    message: `${name} has no value.`,
    found: `${key}:`,
    expected: valuesOf(issue) ?? (describe(schema, path) || "a value"),
    hint: `Write a value after "${key}:"${isOptional(schema, path) ? ", or remove the line" : ""}.`,
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

/** A value of another type. `written` is how it stands in the file, where it is neither a list nor a group. */
export function wrongType(
  schema: z.ZodType,
  issue: z.core.$ZodIssueInvalidType,
  path: Path,
  written: string | undefined,
): Mistake {
  // A number in the place of a time needs no quotes, but a time.
  const own =
    issue.expected === "string" && written !== undefined ? mistakeOfText(schema, path, written) : undefined;
  if (own) return own;
  const type = TYPES[issue.expected] ?? issue.expected;
  const description = describe(schema, path);
  return {
    code: "value-type",
    message: `${split(path).name} is ${kindOf(issue.input)} instead of ${type}.`,
    found: typeof issue.input === "string" ? quote(issue.input) : (written ?? quote(issue.input)),
    expected: description === "" ? type : `${type}; ${description}`,
    hint: typeHint(schema, issue, path, written),
  };
}

function typeHint(
  schema: z.ZodType,
  { expected, input }: z.core.$ZodIssueInvalidType,
  path: Path,
  written: string | undefined,
): string {
  const keys = keysAt(schema, expected === "array" ? [...path, 0] : path);
  const named = keys.length > 0 && keys.length <= 4 ? `: ${alternatives(keys, "and")}` : "";
  switch (expected) {
    case "string":
      return written === undefined
        ? "Write one value, without brackets, hyphens or keys."
        : `Put it in quotes: "${written}".`;
    case "array":
      if (keys.length > 0) return `Begin each entry with a hyphen and a space, and give it its keys${named}.`;
      if (typeof input === "object") return "Begin each entry with a hyphen and a space.";
      return `Put it in brackets: [${String(written ?? input).slice(0, 60)}].`;
    case "boolean":
      return "Write true or false, without quotes.";
    case "number":
    case "int":
      return "Write the number alone, without quotes or units.";
    default:
      if (Array.isArray(input))
        return "Remove the hyphens or brackets, and indent its keys below it by two spaces.";
      return `Write its keys below it, each on a line of its own, indented by two spaces${named}.`;
  }
}

/** A value that is not in its vocabulary, or breaks another rule. */
export function wrongValue(schema: z.ZodType, issue: z.core.$ZodIssue, path: Path): Mistake {
  const { name } = split(path);
  const found = quote(issue.input);
  const values = valuesOf(issue);
  if (values !== undefined && issue.code === "invalid_value") {
    const near = nearest(String(issue.input), issue.values.map(String));
    const hint = near ? `Write ${near}.` : "Choose one of these words.";
    return { code: "value-unknown", message: `${name} cannot be ${found}.`, found, expected: values, hint };
  }
  const { rule, hint } = ruleOf(issue);
  return {
    code: "value-invalid",
    message: `${name} ${rule}.`,
    found,
    expected: describe(schema, path) || "another value",
    hint,
  };
}

function ruleOf(issue: z.core.$ZodIssue): { readonly rule: string; readonly hint: string } {
  const list = "origin" in issue && issue.origin === "array";
  if (issue.code === "too_small") {
    if (list) return { rule: "has no entry", hint: "Add an entry." };
    const least = Number(issue.minimum) + (issue.inclusive === false ? 1 : 0);
    return { rule: `must be at least ${least}`, hint: `Write ${least} or more.` };
  }
  if (issue.code === "too_big" && list)
    return { rule: `has more than ${issue.maximum} entries`, hint: "Keep those that readers need." };
  if (issue.code === "too_big")
    return { rule: `must be at most ${issue.maximum}`, hint: `Write ${issue.maximum} or less.` };
  return { rule: "does not fit", hint: "Change the value so that it fits." };
}

/** The whole is something else than keys and values. */
export function notAMap(value: unknown): Mistake {
  return {
    code: "yaml-not-a-map",
    message: `There is ${kindOf(value)} instead of keys and values.`,
    found: quote(value),
    expected: "a key, a colon, a space and a value on each line",
    hint: "Write it as keys and values, as in title: Package uploads failing.",
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : "no finite number";
  return "true or false";
}

/** The words of a vocabulary. */
function valuesOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === "invalid_value" ? `one of ${alternatives(issue.values.map(String))}` : undefined;
}

/** The last step of a path, and a name for it that says where it is: `from`, and `from in entry 1 of impact`. */
function split(path: Path): { readonly key: string; readonly name: string } {
  const last = path.at(-1) ?? "The file";
  const key = typeof last === "number" ? `Entry ${last + 1}` : last;
  return { key, name: `${key}${place(path.slice(0, -1), typeof last === "number" ? "of" : "in")}` };
}

/** ` in entry 1 of impact`, counted as people count. */
function place(path: Path, word = "in"): string {
  let text = "";
  for (const step of path.toReversed()) {
    text += typeof step === "number" ? `entry ${step + 1} of ` : `${step} in `;
  }
  return text === "" ? "" : ` ${word} ${text.replace(/ (?:in|of) $/, "")}`;
}
