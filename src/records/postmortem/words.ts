import { MENTION, mention, UNFINISHED, unfinished } from "../advisory/words.ts";
import { readMarkdown } from "../mdast.ts";
import { type MdxNode, readMdx } from "../mdx.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { Mistake, Position } from "../problem.ts";
import { quote } from "../quote.ts";
import type { PostmortemFrontMatter } from "../schema/postmortem.ts";
import type { PostmortemText } from "./body.ts";
import { wordingsIn } from "./wording.ts";

/** Which words are looked for. */
export interface WordRules {
  /** Blame and speculation, in English. */
  readonly isEnglish: boolean;
  /** Marks of what is still to be written. */
  readonly isFinished: boolean;
}

/** The tree of a report's text; an empty one where it cannot be read, or would take too long. */
export function treeOf({ body, markup }: Pick<PostmortemText, "body" | "markup">): MdxNode {
  if (markup === "markdown") return readMarkdown(body) ?? { type: "root" };
  const reading = readMdx(body);
  return "tree" in reading ? reading.tree : { type: "root" };
}

/** Finds words that should not be left in the text of a report, which begins at `line` of its file. */
export function checkTextWords(body: string, tree: MdxNode, line: number, rules: WordRules): PlacedMistake[] {
  const lines = body.split("\n");
  return proseOf(tree).flatMap(({ text, start }) => {
    const at = (index: number, word: string): Position => {
      const offset = text.slice(0, index).split("\n").length - 1;
      const row = start.line - 1 + offset;
      const from = offset === 0 ? start.column - 1 : 0;
      const own = text.lastIndexOf("\n", index) + 1;
      // Markup and escapes before it are in the line and not in the text.
      const column = (lines[row] ?? "").indexOf(
        word.split("\n")[0] ?? word,
        from + (offset === 0 ? index - own : 0),
      );
      return { line: line + row, column: Math.max(0, column) + 1 };
    };
    return mistakesIn(text, rules, "told").map(({ index, word, mistake }) => ({
      at: at(index, word),
      mistake,
    }));
  });
}

/** A piece of prose and where it begins, from 1. */
interface Prose {
  readonly text: string;
  readonly start: { readonly line: number; readonly column: number };
}

/** Texts outside of quotes and code. */
function proseOf(tree: MdxNode): Prose[] {
  const found: Prose[] = [];
  const stack: MdxNode[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "blockquote") continue;
    if (node.type === "text" && node.position)
      found.push({ text: String(node.value ?? ""), start: node.position.start });
    stack.push(...(node.children ?? []).toReversed());
  }
  return found;
}

/** Finds words in those values of the front matter that are prose. */
export function checkValueWords(
  data: PostmortemFrontMatter,
  source: string,
  locate: (path: readonly (string | number)[]) => Position,
  rules: WordRules,
): PlacedMistake[] {
  let lines: readonly string[] | undefined;
  return valuesOf(data).flatMap(({ path, text, guesses }) =>
    mistakesIn(text, rules, guesses).map(({ word, mistake }) => {
      lines ??= source.split("\n");
      return { at: wordIn(lines, locate(path), word), mistake };
    }),
  );
}

interface Value {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly guesses: "told" | "allowed";
}

function valuesOf(data: PostmortemFrontMatter): Value[] {
  const found: Value[] = [];
  const add = (path: Value["path"], text: string | undefined, guesses: Value["guesses"] = "told"): void => {
    if (text !== undefined) found.push({ path, text, guesses });
  };
  for (const key of ["title", "summary", "mitigation", "resolution", "noActionsReason"] as const)
    add([key], data[key]);
  add(["detection", "gap"], data.detection?.gap);
  add(["impact", "statement"], data.impact?.statement);
  for (const [index, factor] of data.factors.entries()) {
    for (const key of ["summary", "introduced", "whyUndetected"] as const)
      add(["factors", index, key], factor[key]);
  }
  for (const [index, action] of data.actions.entries()) {
    for (const key of ["title", "noDueReason", "statusReason", "evaluation"] as const)
      add(["actions", index, key], action[key]);
  }
  for (const [index, text] of data.surprises.entries()) add(["surprises", index], text);
  for (const [index, text] of data.openQuestions.entries()) add(["openQuestions", index], text, "allowed");
  return found;
}

/** Where a word stands in a value that may go over several lines; else where the value begins. */
function wordIn(lines: readonly string[], start: Position, word: string): Position {
  for (let row = start.line - 1; row < lines.length; row++) {
    const line = lines[row] ?? "";
    if (row >= start.line && (!/^\s+\S/.test(line) || /^\s*(?:- )?[\w-]+:(?:\s|$)|^\s*- /.test(line))) break;
    const column = line.indexOf(word, row === start.line - 1 ? start.column - 1 : 0);
    if (column !== -1) return { line: row + 1, column: column + 1 };
  }
  return start;
}

/** What is left of other texts where nothing was written. */
const FILLER = /\b(?:XXX|lorem ipsum)\b/gi;

function mistakesIn(
  text: string,
  { isEnglish, isFinished }: WordRules,
  guesses: "told" | "allowed",
): { readonly index: number; readonly word: string; readonly mistake: Mistake }[] {
  const marks = isFinished ? [...text.matchAll(UNFINISHED), ...text.matchAll(FILLER)] : [];
  return [
    ...[...text.matchAll(MENTION)].map(({ index, 0: word }) => ({ index, word, mistake: mentioned(word) })),
    ...marks.map(({ index, 0: word }) => ({ index, word, mistake: unfinished(word) })),
    ...(isEnglish ? wordingsIn(text, guesses) : []),
  ];
}

function mentioned(word: string): Mistake {
  return {
    ...mention(word),
    hint: `Write ${quote(`\`${word}\``)}, or the person's name if they agreed to it.`,
  };
}
