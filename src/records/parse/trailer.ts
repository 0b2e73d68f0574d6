import { type Instant, parseInstantAfter } from "../instant.ts";
import { nearest } from "../nearest.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import { ID } from "../schema/value.ts";

/** The trailers of an update. */
export interface Trailers {
  readonly nextUpdate?: Instant;
  readonly postedBy?: string;
}

/** Trailers taken off the end of an update's lines. */
export interface TrailerSplit {
  readonly trailers: Trailers;
  /** Number of lines, from the start, that are text. */
  readonly textLines: number;
  /** Mistakes with the index of their line. */
  readonly mistakes: readonly { readonly line: number; readonly mistake: Mistake }[];
}

const EXPECTED = "a time with its zone, such as 10:40 UTC or 2026-11-20 10:40 UTC";
/** Text below trailers was moved there, or is an update that was appended without its heading. */
const TEXT_BELOW =
  "Move it to the end of the update, or put a heading such as ## Update — 2026-11-20 11:02 UTC above the new text.";
const TRAILERS = ["Next-update", "Posted-by"] as const;
const LINE = /^([A-Za-z]+(?:[- ][A-Za-z]+)*) ?[:：]\s*(.*)$/;
/** A trailer that lacks its colon. Only the hyphen tells it from a sentence. */
const WITHOUT_COLON = /^(next-update|posted-by)\s+[^\s:：]/i;

/**
 * Reads the trailers at the end of an update, as git reads them at the end of a commit message: the last lines
 * that have the form `Token: value`. A line counts as a trailer if its token is known, nearly known, or made as only
 * trailers are (`Reported-by`, `Next-review`); `Workaround: use the mirror` remains text. `at` is the time of the
 * update, where it is known.
 */
export function splitTrailers(lines: readonly string[], at: Instant | undefined): TrailerSplit {
  const start = trailerStart(lines);
  const mistakes = misplacedTrailers(lines.slice(0, start), TEXT_BELOW);
  const trailers: { nextUpdate?: Instant; postedBy?: string } = {};
  const seen = new Set<string>();
  for (const [index, text] of lines.entries()) {
    const line = text.trim();
    if (index < start || line === "") continue;
    const [, token = "", value = ""] = LINE.exec(line) ?? WITHOUT_COLON.exec(line) ?? [];
    const known = knownTrailer(token);
    const mistake = !known
      ? unknown(token)
      : seen.has(known)
        ? repeated(known, line)
        : LINE.test(line)
          ? read(known, value.trim(), at, trailers)
          : withoutColon(known, line);
    if (known) seen.add(known);
    if (mistake) mistakes.push({ line: index, mistake });
  }
  return { trailers, textLines: start, mistakes };
}

/** Index of the first line of which only trailers and empty lines follow. */
function trailerStart(lines: readonly string[]): number {
  let start = lines.length;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? "";
    if (isTrailer(line)) start = index;
    else if (line.trim() !== "") break;
  }
  return start;
}

/**
 * Trailers with text below them, or without an update above them: they would be shown as text and promise nothing.
 * One report for those that follow each other.
 */
export function misplacedTrailers(
  lines: readonly string[],
  hint = "Move it to the end of the update.",
): { line: number; mistake: Mistake }[] {
  const found: { line: number; mistake: Mistake }[] = [];
  let fenced = false;
  let last = -1;
  for (const [index, line] of lines.entries()) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) fenced = !fenced;
    const token = fenced ? undefined : knownTrailer(LINE.exec(line)?.[1] ?? "");
    if (!token) continue;
    if (last !== index - 1 || last === -1)
      found.push({ line: index, mistake: misplacedMistake(token, line, hint) });
    last = index;
  }
  return found;
}

function misplacedMistake(token: string, line: string, hint: string): Mistake {
  return {
    code: "trailer-misplaced",
    message: `${token} is not at the end of an update, so it is not read.`,
    found: quote(line.trim()),
    expected: "trailers in the last lines of an update",
    hint,
  };
}

function knownTrailer(token: string): (typeof TRAILERS)[number] | undefined {
  return TRAILERS.find((trailer) => trailer.toLowerCase() === token.toLowerCase());
}

function isTrailer(line: string): boolean {
  if (/^(?: {4}|\t)/.test(line)) return false;
  const token = LINE.exec(line.trim())?.[1];
  if (token === undefined) return WITHOUT_COLON.test(line.trim());
  return near(token) !== undefined || /^(?:next-[a-z-]+|[a-z]+(?:-[a-z]+)*-by)$/i.test(token);
}

function near(token: string): string | undefined {
  return nearest(token.replaceAll(" ", "-"), TRAILERS);
}

function read(
  token: (typeof TRAILERS)[number],
  value: string,
  at: Instant | undefined,
  into: { nextUpdate?: Instant; postedBy?: string },
): Mistake | undefined {
  if (token === "Posted-by") {
    const handle = value.replace(/^@/, "");
    if (ID.test(handle)) into.postedBy = handle;
    else
      return invalid(
        value,
        "This is no handle.",
        "a handle from content/people.yaml",
        "Write the handle alone: letters, digits and hyphens.",
      );
    return undefined;
  }
  const instant = parseInstantAfter(value, at ?? 0);
  if (typeof instant === "object") return { ...instant, code: "trailer-invalid", expected: EXPECTED };
  if (at !== undefined && instant < at) {
    return invalid(
      value,
      "The next update is before this one.",
      "a time after the update itself",
      "Correct the day, or write the time of day alone with its zone.",
    );
  }
  into.nextUpdate = instant;
  return undefined;
}

function unknown(token: string): Mistake {
  const guess = near(token);
  return {
    code: "trailer-unknown",
    message: `There is no trailer ${quote(token)}.`,
    found: quote(token),
    expected: alternatives(TRAILERS),
    hint: guess
      ? `Write ${guess}:`
      : "Remove it; or, if it is part of the text, write another line of text below it.",
  };
}

function withoutColon(token: string, line: string): Mistake {
  return {
    code: "trailer-invalid",
    message: `There is no colon after ${token}.`,
    found: quote(line),
    expected: `${token}: and the value`,
    hint: `Put a colon after ${token}.`,
  };
}

function repeated(token: string, line: string): Mistake {
  return {
    code: "trailer-repeated",
    message: `${token} is given twice in one update.`,
    found: quote(line),
    expected: `${token} once per update`,
    hint: "Remove one of the lines.",
  };
}

function invalid(value: string, message: string, expected: string, hint: string): Mistake {
  return { code: "trailer-invalid", message, found: quote(value), expected, hint };
}
