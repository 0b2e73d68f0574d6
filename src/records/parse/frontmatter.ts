import type { Mistake, Position } from "../problem.ts";
import { quote } from "../quote.ts";

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

/** Splits a record, whose line ends are `\n`, at its two `---` lines. */
export function splitFrontMatter(text: string): FrontMatterSplit | PlacedMistake {
  const lines = text.split("\n");
  const first = lines[0] ?? "";
  if (!/^---\s*$/.test(first)) {
    const start = lines.findIndex((line) => line.trim() !== "");
    const found = lines[Math.max(start, 0)] ?? "";
    return {
      at: { line: Math.max(start, 0) + 1, column: 1 },
      mistake: {
        code: "front-matter-missing",
        message: "The file does not begin with front matter.",
        found: quote(found),
        expected: EXPECTED,
        hint: missingHint(found, start),
      },
    };
  }
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line));
  if (end === -1) {
    return {
      at: { line: 1, column: 1 },
      mistake: {
        code: "front-matter-unclosed",
        message: "The front matter has no end.",
        found: "one line --- and no second one",
        expected: EXPECTED,
        hint: "Put a line of three hyphens between the last key and the text.",
      },
    };
  }
  return {
    yaml: `${lines.slice(1, end).join("\n")}\n`,
    yamlLine: 2,
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
  };
}

function missingHint(found: string, start: number): string {
  if (/^\+{3}\s*$/.test(found)) return "This is TOML. Write YAML between two lines of three hyphens.";
  if (/^---\s*$/.test(found) && start > 0) return "Remove the empty lines before the first ---.";
  if (/^\s*-{2,}\s*$/.test(found)) return "The first line must be exactly three hyphens, without spaces before them.";
  return "Make --- the first line of the file.";
}
