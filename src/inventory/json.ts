import { MAX_CONTAINERS, MAX_DEPTH } from "./limit.ts";
import { shown, Unreadable } from "./mistake.ts";

/** An object out of JSON or TOML. Its keys are foreign: read them with `field`, which no prototype can answer. */
export type Table = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no list. */
export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of an object's own key, or undefined. */
export function field(value: unknown, key: string): unknown {
  return isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The text under a key, or undefined where there is none or something else. */
export function textField(value: unknown, key: string): string | undefined {
  const text = field(value, key);
  return typeof text === "string" ? text : undefined;
}

/** The list under a key; empty where there is none. */
export function listField(value: unknown, key: string): readonly unknown[] {
  const list = field(value, key);
  return Array.isArray(list) ? list : [];
}

/** Parses JSON of bounded depth and size (RFC 8259). */
export function parseJson(text: string): unknown {
  measure(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreadable({
      message: "The JSON has a mistake in it.",
      found: error instanceof Error ? shown(error.message) : "no JSON",
      expected: "JSON as the tool wrote it",
      hint: "Use the whole file, unchanged; if it was merged by git, let the package manager write it again.",
    });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Refuses JSON that is cut off, too deep or too full before a parser spends memory on it. */
function measure(text: string): void {
  let depth = 0;
  let containers = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = endOfString(text, i + 1);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) throw tooMuch(`The JSON is nested too deeply.`, `${MAX_DEPTH} levels`);
      if (++containers > MAX_CONTAINERS)
        throw tooMuch("The JSON holds too many objects and lists.", `${MAX_CONTAINERS} of them`);
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  if (depth <= 0) return;
  throw new Unreadable({
    message: "The JSON is cut off.",
    found: `${depth} unclosed ${depth === 1 ? "bracket" : "brackets"} at its end`,
    expected: "the whole file",
    hint: "Copy the file from its first to its last line, or drop the file itself.",
  });
}

/** The place of the quote that ends a string, or the end of the text. */
function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

function tooMuch(message: string, limit: string): Unreadable {
  return new Unreadable({
    message,
    found: `more than ${limit}`,
    expected: `at most ${limit}`,
    hint: "No package manager writes such a file. Check where it comes from.",
  });
}
