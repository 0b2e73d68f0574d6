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
  readonly hint: string;
  /** Where it is, if that is not where the library noticed it. */
  readonly offset?: number;
}

const QUOTED = "values with special characters in quotes";
const EXPECTED = "keys and values as in title: Package uploads failing";

/** The first mistake that keeps YAML from being read, with its offset, or undefined. Repeated keys are none. */
export function syntaxMistake(
  document: Document.Parsed,
  text: string,
  valueError: Error | undefined,
): { readonly offset: number; readonly mistake: Mistake } | undefined {
  const error = document.errors.find((one) => one.code !== "DUPLICATE_KEY") ?? document.warnings[0];
  if (!error && !valueError) return undefined;
  const words = error ? wordsOf(error, document, text) : aliasWords(document);
  const offset = words.offset ?? error?.pos[0] ?? 0;
  const line = lineAt(text, offset);
  return {
    offset,
    mistake: {
      code: "yaml-syntax",
      message: words.message,
      found: line.trim() === "" ? "an empty line" : quote(line.trimEnd()),
      expected: words.hint.includes("quotes") ? QUOTED : EXPECTED,
      hint: words.hint,
    },
  };
}

function wordsOf(error: YAMLError, document: Document.Parsed, text: string): Words {
  const [at] = error.pos;
  const line = lineAt(text, at);
  const odd = oddCharacter(line);
  if (odd) return odd;
  switch (error.code) {
    case "TAB_AS_INDENT":
      return {
        message: "There is a tab where spaces belong.",
        hint: "Replace the tabs at the start of the lines with spaces.",
      };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return keyWords(line, at, text);
    case "MISSING_CHAR":
    case "UNEXPECTED_TOKEN":
      return missingWords(error, document, text);
    case "BAD_SCALAR_START":
      return badStart(text.charAt(at));
    case "TAG_RESOLVE_FAILED":
      return badStart("!");
    case "BAD_INDENT":
      return openBracket(document, at);
    case "BAD_DQ_ESCAPE":
      return {
        message: "A backslash between double quotes has a meaning of its own.",
        hint: "Use single quotes around the value, or write each backslash twice.",
      };
    default:
      return {
        message: "This line cannot be read.",
        hint: "Look at this line and the one before it: indentation, a missing colon or a missing quote.",
      };
  }
}

/** Characters that look like the right ones; phones and word processors put them in. */
function oddCharacter(line: string): Words | undefined {
  if (line.includes("：")) {
    return {
      message: "This line has a full-width colon.",
      hint: "Replace it with a plain colon and a space.",
    };
  }
  if (/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/.test(line)) {
    return {
      message: "This line has a space that is no plain one.",
      hint: "Replace the spaces in this line with plain ones.",
    };
  }
  if (/^\s*[\w-]+: *[“”‘’„]/.test(line)) {
    return { message: "These quotes are curly ones.", hint: 'Use straight quotes: ".' };
  }
  return undefined;
}

/** What was meant as a key is none: too many colons, no colon, or no space after it. */
function keyWords(line: string, at: number, text: string): Words {
  const [, start = "", value = ""] =
    /^(\s*(?:- )?[\w-]+: +)([^'"\s].*: .*|[^'"\s].*:)$/.exec(line.trimEnd()) ?? [];
  if (value !== "") {
    const mend = value.includes('"')
      ? "Put single quotes around the value."
      : `Put it in quotes: ${start.trimStart()}"${value}".`;
    return { message: "This value has a colon in it.", hint: mend };
  }
  if (/^\s*-\S/.test(line)) {
    return { message: "There is no space after the hyphen.", hint: "Put one space after the hyphen." };
  }
  if (/^\s*[\w-]+:\S/.test(line)) {
    return { message: "There is no space after the colon.", hint: "Put one space after the colon." };
  }
  if (/^\s*(?:- )?[\w-]+:(?:\s|$)/.test(line)) {
    const next = text.indexOf("\n", at) + 1;
    return {
      message: "This line is indented too far.",
      hint: "Begin it in the same column as the key above it.",
      offset: next + Math.max(0, text.slice(next).search(/[^ ]/)),
    };
  }
  return noColon;
}

const noColon: Words = {
  message: "This line has no key.",
  hint: "Write a key, a colon, a space and the value; or put the value of the line above in quotes if it goes on here.",
};

function missingWords(error: YAMLError, document: Document.Parsed, text: string): Words {
  const [at] = error.pos;
  const line = lineAt(text, at);
  const quoted = lastNode(document, (node) => isScalar(node) && /^QUOTE/.test(node.type ?? ""), at);
  if (/closing .?quote/.test(error.message)) {
    return {
      message: "This quote is not closed.",
      hint: "Put the same quote at the end of the value.",
      ...(quoted?.range && { offset: quoted.range[0] }),
    };
  }
  if (quoted?.range && quoted.range[1] <= at && lineAt(text, quoted.range[0]) === line) {
    return {
      message: "There is text after the closing quote.",
      hint: "Put quotes around the whole value, and write a quote inside of single quotes twice.",
    };
  }
  if (/^\s*[\w-]+: *[|>]/.test(line)) return badStart(/[|>]/.exec(line)?.[0] ?? "|");
  if (/need to be followed by map values/.test(error.message)) return noColon;
  if (/^\s*(?:- )?[\w-]+ *:/.test(line)) {
    return {
      message: "This line is not indented like the ones it belongs to.",
      hint: "Begin it in the same column as the keys of the same group.",
    };
  }
  return noColon;
}

function badStart(sign: string): Words {
  return {
    message: `A value cannot begin with ${sign} unless it is in quotes.`,
    hint:
      sign === "@"
        ? "Write a handle without the @; put other values in quotes."
        : "Put quotes around the value.",
  };
}

function openBracket(document: Document.Parsed, at: number): Words {
  const open = lastNode(document, (node) => isCollection(node) && node.flow === true, at);
  return {
    message: "This bracket is not closed.",
    hint: "Put the closing bracket at the end, ] for [ and } for {.",
    ...(open?.range && { offset: open.range[0] }),
  };
}

/** Aliases (`*name`) that lead nowhere, or that multiply. */
function aliasWords(document: Document.Parsed): Words {
  let first: Node | undefined;
  let known = true;
  visit(document, {
    Alias(_key, node) {
      const leads = node.resolve(document) !== undefined;
      if (!first || (known && !leads)) first = node;
      known = known && leads;
    },
  });
  const offset = first && isAlias(first) ? first.range?.[0] : undefined;
  const words = known
    ? {
        message: "The values repeat themselves through * too often.",
        hint: "Write the values out instead of using & and *.",
      }
    : badStart("*");
  return { ...words, ...(offset !== undefined && { offset }) };
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
