import { MAX_LINE } from "./limit.ts";
import { shown, Unreadable } from "./mistake.ts";

/** One line of a text, without its end (LF or CR LF). */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a text, one at a time: fifty million empty ones must not become a list. */
export function* linesOf(text: string): Generator<Line, void, undefined> {
  let start = 0;
  for (let number = 1; start <= text.length; number++) {
    const next = text.indexOf("\n", start);
    const end = next === -1 ? text.length : next;
    if (end - start > MAX_LINE) throw tooLong(number, text.slice(start, start + 100));
    yield { number, text: text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end) };
    start = end + 1;
  }
}

/** How many spaces a line begins with. */
export function indentOf(text: string): number {
  let indent = 0;
  while (text.charCodeAt(indent) === 32) indent++;
  return indent;
}

function tooLong(line: number, start: string): Unreadable {
  return new Unreadable({
    message: `Line ${line} is too long to be part of a lockfile.`,
    found: shown(start),
    expected: `lines of at most ${MAX_LINE} characters`,
    hint: "Check that this is the file that the package manager wrote, with its line ends.",
    line,
  });
}
