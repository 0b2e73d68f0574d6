import { parse, TomlError } from "smol-toml";
import type { Table } from "./json.ts";
import { MAX_DEPTH, MAX_DOTS, MAX_TOML } from "./limit.ts";
import { linesOf } from "./line.ts";
import { shown, Unreadable } from "./mistake.ts";

/** Parses TOML 1.0 of bounded depth. Keys such as `__proto__` become keys like any other. */
export function parseToml(text: string): Table {
  if (text.length > MAX_TOML) {
    throw new Unreadable({
      message: "The file is too large for TOML.",
      found: `${text.length} characters`,
      expected: `at most ${MAX_TOML}`,
      hint: "Check the parts of the project one by one.",
    });
  }
  measure(text);
  try {
    return parse(text, { maxDepth: MAX_DEPTH, integersAsBigInt: "asNeeded" });
  } catch (error) {
    // The message's other lines quote the text, however long.
    const [reason = ""] = error instanceof Error ? error.message.slice(0, 500).split("\n") : [];
    throw new Unreadable({
      message: "The TOML cannot be read.",
      found: shown(reason),
      expected: "TOML as the package manager wrote it",
      hint: "Use the whole file, unchanged; if it was merged by git, let the package manager write it again.",
      ...(error instanceof TomlError && { line: error.line }),
    });
  }
}

/** Refuses TOML whose keys would become too many tables: each dot in a key is one more, inside of the one before. */
function measure(text: string): void {
  let dots = 0;
  for (const { number, text: line } of linesOf(text)) {
    dots += line.replace(/"[^"]*"|'[^']*'/g, "").split(".").length - 1;
    if (dots > MAX_DOTS) {
      throw new Unreadable({
        message: "The TOML has too many dots in its keys.",
        found: `more than ${MAX_DOTS}`,
        expected: `at most ${MAX_DOTS}`,
        hint: "No package manager writes such a file. Check where it comes from.",
        line: number,
      });
    }
  }
}
