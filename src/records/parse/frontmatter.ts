import type { Mistake, Position } from "../problem.ts";
import { quote } from "../quote.ts";
import { looksLikeUpdate } from "./heading.ts";

/** A text file split into its YAML front matter and the Markdown below it. */
export interface FrontMatterSplit {
  readonly yaml: string;
  /** Line on which the YAML begins. */
  readonly yamlLine: number;
  readonly body: string;
  /** Line on which the body begins. */
  readonly bodyLine: number;
}

/** A mistake and where it is. */
export interface PlacedMistake {
  readonly mistake: Mistake;
  readonly at: Position;
}

const EXPECTED = "front matter: a line ---, keys such as title:, and another line ---";
const FENCE = /^---\s*$/;
/** What a phone or a word processor makes of three hyphens, and other counts of them. */
const NEARLY_FENCE = /^\s*[-\u2010-\u2015\u2212]+\s*$/;
/** An empty line, an indented one, a key, an entry of a list, a comment, the end of a group. */
const FRONT_MATTER_LINE = /^(?:\s*$|\s+\S|[\w"'-]+ *:|- |#(?!#)|[}\]])/;

/** Splits a record, whose line ends are `\n`, at its two `---` lines. */
export function splitFrontMatter(text: string): FrontMatterSplit | PlacedMistake {
  const lines = text.split("\n");
  if (!FENCE.test(lines[0] ?? "")) return withoutFrontMatter(lines);
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  // A line --- below an update is a rule in the text: the front matter was not closed before it.
  if (end === -1 || lines.slice(1, end).some(isUpdate)) return withoutEnd(lines);
  return {
    yaml: `${lines.slice(1, end).join("\n")}\n`,
    yamlLine: 2,
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
  };
}

function withoutFrontMatter(lines: readonly string[]): PlacedMistake {
  const start = Math.max(
    lines.findIndex((line) => line.trim() !== ""),
    0,
  );
  const found = lines[start] ?? "";
  return {
    at: { line: start + 1, column: 1 },
    mistake: {
      code: "front-matter-missing",
      message: "The file does not begin with front matter.",
      found: quote(found),
      expected: EXPECTED,
      hint: missingHint(found, start),
    },
  };
}

function missingHint(found: string, start: number): string {
  if (/^\+{3}\s*$/.test(found)) return "This is TOML. Write YAML between two lines of three hyphens.";
  if (/^[{[]/.test(found)) return "This is JSON. Write YAML between two lines of three hyphens.";
  if (FENCE.test(found) && start > 0) return "Remove the empty lines before the first ---.";
  if (NEARLY_FENCE.test(found)) return "The first line must be exactly three hyphens: ---.";
  if (/^[\w-]+:(?:\s|$)/.test(found)) return "Put a line of three hyphens, ---, above this line.";
  return 'Put a line ---, a line that begins with "title:", and another line --- at the top of the file.';
}

function isUpdate(line: string): boolean {
  return line.startsWith("## ") && looksLikeUpdate(line.slice(3));
}

/** Points to the line that was meant as the end, or to the first one that can be no part of the front matter. */
function withoutEnd(lines: readonly string[]): PlacedMistake {
  const index = lines.findIndex(
    (line, at) => at > 0 && (NEARLY_FENCE.test(line) || !FRONT_MATTER_LINE.test(line)),
  );
  const line = lines[index] ?? "";
  const hint = NEARLY_FENCE.test(line)
    ? "This line must be exactly three hyphens: ---."
    : index === -1
      ? "Put a line of three hyphens, ---, below the last key."
      : "Put a line of three hyphens, ---, above this line.";
  return {
    at: { line: 1 + (index === -1 ? lines.findLastIndex((one) => one.trim() !== "") : index), column: 1 },
    mistake: {
      code: "front-matter-unclosed",
      message: "The front matter has no end.",
      found: index === -1 ? "one line --- and no second one" : quote(line),
      expected: EXPECTED,
      hint,
    },
  };
}
