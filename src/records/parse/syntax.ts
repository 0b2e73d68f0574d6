import {
  type Document,
  isAlias,
  isCollection,
  isNode,
  isScalar,
  type Node,
  visit,
  type YAMLError,
} from "yaml";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";

/** What a responder reads instead of the YAML library's words. */
interface Words {
  readonly message: string;
  readonly expected: string;
  readonly hint: string;
  /** Where it is, if that is not where the library noticed it. */
  readonly offset?: number | undefined;
}

const LINE = "a key, a colon, a space and a value, as in title: Package uploads failing";
const QUOTED = "quotes around the whole value";
const ALIGNED = "the keys of one group below each other, in the same column";

/** The first mistake that keeps YAML from being read, with its offset, or undefined. */
export function syntaxMistake(
  document: Document.Parsed,
  text: string,
  valueError: Error | undefined,
): { readonly offset: number; readonly mistake: Mistake } | undefined {
  const error = document.errors[0] ?? document.warnings[0];
  if (!error && !valueError) return undefined;
  const words = error ? wordsOf(error, document, text) : aliasWords(document);
  const offset = words.offset ?? error?.pos[0] ?? 0;
  return { offset, mistake: syntaxOf(words, lineAt(text, offset)) };
}

/** More brackets within brackets than any record needs. */
const DEEPEST = 32;

/**
 * What the YAML library must not be given: its time grows with a high power of the number of brackets, and of keys
 * with a question mark, that are open within each other. Brackets in texts count too.
 */
export function tangleIn(text: string): { readonly offset: number; readonly mistake: Mistake } | undefined {
  let open = 0;
  for (const { 0: sign, index } of text.matchAll(/[[{\]}]|\?(?=\s)/g)) {
    if (sign === "?" && !beginsValue(text, index)) continue;
    if (sign === "?") return { offset: index, mistake: syntaxOf(badStart("?"), lineAt(text, index)) };
    if (open === DEEPEST) return { offset: index, mistake: tooDeep(lineAt(text, index)) };
    open = sign === "{" || sign === "[" ? open + 1 : Math.max(0, open - 1);
  }
  return undefined;
}

/** Too much within each other. `text` is where. */
export function tooDeep(text: string): Mistake {
  const words = {
    message: "There are too many brackets or keys within each other.",
    expected: "at most a list of groups of keys",
    hint: "Close the brackets, and put quotes around values with signs in them.",
  };
  return syntaxOf(words, text);
}

function syntaxOf({ message, expected, hint }: Words, line: string): Mistake {
  const found = line.trim() === "" ? "an empty line" : quote(line.trimEnd());
  return { code: "yaml-syntax", message, found, expected, hint };
}

/** Whether nothing or only a sign of YAML stands before an offset in its line. */
function beginsValue(text: string, offset: number): boolean {
  let index = offset - 1;
  while (index >= 0 && /[ \t]/.test(text.charAt(index))) index--;
  const before = text.charAt(index);
  return index < 0 || before === "\n" || (index < offset - 1 && /[:?,[{-]/.test(before));
}

function wordsOf(error: YAMLError, document: Document.Parsed, text: string): Words {
  const [at] = error.pos;
  const line = lineAt(text, at);
  return oddCharacter(line) ?? wordsOfCode(error, line, document, text) ?? shapeWords(line, text, at);
}

/** Characters that look like the right ones; phones and word processors put them in. */
function oddCharacter(line: string): Words | undefined {
  if (line.includes("：")) {
    const hint = "Replace it with a plain colon and a space.";
    return { message: "This line has a full-width colon.", expected: LINE, hint };
  }
  if (/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/.test(line)) {
    const hint = "Replace the spaces in this line with plain ones.";
    return { message: "This line has a space that is no plain one.", expected: LINE, hint };
  }
  if (/^\s*(?:- )?[\w-]+: *[“”‘’„]/.test(line)) {
    return {
      message: "These quotes are curly ones.",
      expected: 'straight quotes: "',
      hint: "Replace both quotes.",
    };
  }
  return undefined;
}

/** Where the library knows what is wrong. */
function wordsOfCode(
  error: YAMLError,
  line: string,
  document: Document.Parsed,
  text: string,
): Words | undefined {
  const [at] = error.pos;
  switch (error.code) {
    case "TAB_AS_INDENT": {
      const hint = "Replace the tabs at the start of the lines with spaces.";
      return { message: "There is a tab where spaces belong.", expected: "spaces before the key", hint };
    }
    case "BAD_SCALAR_START":
      return badStart(text.charAt(at));
    case "TAG_RESOLVE_FAILED":
      return badStart("!");
    case "BAD_INDENT":
      return openBracket(document, at);
    case "BAD_DQ_ESCAPE":
      return {
        message: "A backslash between double quotes has a meaning of its own.",
        expected: "single quotes around a value with a backslash in it",
        hint: "Use single quotes around the value, or write each backslash twice.",
      };
    case "MULTIPLE_DOCS":
      return {
        message: "The values end here, and others begin below.",
        expected: "all values in one part",
        hint: "Remove the line of three dots or hyphens.",
        offset: Math.max(text.lastIndexOf("\n...", at), text.lastIndexOf("\n---", at)) + 1,
      };
    default:
      return /closing .?quote/.test(error.message)
        ? openQuote(document, at)
        : quoteWords(line, document, text, at);
  }
}

function openQuote(document: Document.Parsed, at: number): Words {
  return {
    message: "This quote is not closed.",
    expected: "the same quote before and after the value",
    hint: "Put the same quote at the end of the value.",
    offset: lastNode(document, isQuoted, at)?.range?.[0],
  };
}

function openBracket(document: Document.Parsed, at: number): Words {
  return {
    message: "This bracket is not closed.",
    expected: "] for each [ and } for each {",
    hint: "Put the closing bracket at the end.",
    offset: lastNode(document, (node) => isCollection(node) && node.flow === true, at)?.range?.[0],
  };
}

/** A quote or a sign in the line that ends or begins something too early. */
function quoteWords(line: string, document: Document.Parsed, text: string, at: number): Words | undefined {
  const quoted = lastNode(document, isQuoted, at)?.range;
  if (quoted && quoted[1] <= at && lineAt(text, quoted[0]) === line) {
    return {
      message: "There is text after the closing quote.",
      expected: QUOTED,
      hint:
        text.charAt(quoted[0]) === "'"
          ? "Write each quote inside of the value twice: ''."
          : "Put single quotes around the whole value.",
    };
  }
  const sign = /^\s*(?:- )?[\w-]+: *([*&!|>%])/.exec(line)?.[1];
  return sign === undefined ? undefined : badStart(sign);
}

/** Where only the shape of the line tells what was meant. */
function shapeWords(line: string, text: string, at: number): Words {
  const value = /^\s*(?:- )?[\w-]+: +([^'"\s].*: .*|[^'"\s].*:)$/.exec(line.trimEnd())?.[1];
  if (value !== undefined && /^[[{]/.test(value)) {
    const hint = "Put a comma before each further key.";
    return {
      message: "A comma is missing between the brackets.",
      expected: "a comma between one key and the next",
      hint,
    };
  }
  if (value !== undefined) {
    const hint = value.includes('"')
      ? "Put single quotes around the value."
      : `Write "${value}", quotes included.`;
    return { message: "This value has a colon in it.", expected: QUOTED, hint };
  }
  if (/^\s*-\S/.test(line)) {
    const hint = "Put one space after the hyphen.";
    return {
      message: "There is no space after the hyphen.",
      expected: "a hyphen and a space before each entry",
      hint,
    };
  }
  if (/^\s*[\w-]+:\S/.test(line)) {
    return {
      message: "There is no space after the colon.",
      expected: LINE,
      hint: "Put one space after the colon.",
    };
  }
  const first = text.search(/\S/);
  if (text.charAt(first - 1) === " ") {
    return {
      message: "The first key is indented.",
      expected: ALIGNED,
      hint: "Remove the spaces before it.",
      offset: first,
    };
  }
  if (!/^\s*(?:- )?[\w-]+ *:/.test(line)) {
    const hint =
      "Write a key and a colon before it; or, if it goes on from the line above, put both on one line.";
    return { message: "This line has no key.", expected: LINE, hint };
  }
  const hint = "Begin it in the same column as the other keys of its group.";
  if (/^\s*(?:- )?[\w-]+:\s+\S/.test(line) && at > text.lastIndexOf("\n", at - 1) + 1 + line.search(/\S/)) {
    const next = text.indexOf("\n", at) + 1;
    const offset = next + Math.max(0, text.slice(next).search(/[^ ]/));
    return { message: "This line is indented too far.", expected: ALIGNED, hint, offset };
  }
  return { message: "This line is not indented like the ones it belongs to.", expected: ALIGNED, hint };
}

function badStart(sign: string): Words {
  return {
    message: `A value cannot begin with ${sign} unless it is in quotes.`,
    expected: QUOTED,
    hint:
      sign === "@"
        ? "Write a handle without the @; put other values in quotes."
        : "Put quotes around the value.",
  };
}

/** Aliases (`*name`) that lead nowhere, or that multiply. */
function aliasWords(document: Document.Parsed): Words {
  const names = new Set<string>();
  const aliases: { readonly name: string; readonly offset: number | undefined }[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) aliases.push({ name: node.source, offset: node.range?.[0] });
      else if (node.anchor !== undefined) names.add(node.anchor);
    },
  });
  const lost = aliases.find(({ name }) => !names.has(name));
  if (lost) return { ...badStart("*"), offset: lost.offset };
  return {
    message: "The values repeat themselves through * too often.",
    expected: "plain values",
    hint: "Write the values out instead of using & and *.",
    offset: aliases[0]?.offset,
  };
}

function isQuoted(node: Node): boolean {
  return isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
}

/** The last node that begins before an offset and is of the kind that is looked for. */
function lastNode(
  document: Document.Parsed,
  wanted: (node: Node) => boolean,
  before: number,
): Node | undefined {
  let last: Node | undefined;
  visit(document, {
    Node(_key, node) {
      if (isNode(node) && node.range && node.range[0] < before && wanted(node)) last = node;
    },
  });
  return last;
}

function lineAt(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return text.slice(start, end === -1 ? undefined : end);
}
