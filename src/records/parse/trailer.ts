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

const TRAILERS = ["Next-update", "Posted-by"] as const;
const LINE = /^([A-Za-z]+(?:[- ][A-Za-z]+)*) ?:(?: +|$)(.*)$/;

/**
 * Reads the trailers at the end of an update, as git reads them at the end of a commit message: the last lines
 * that have the form `Token: value`. A line counts as a trailer if its token is known, nearly known, or written with
 * a hyphen as only trailers are; `Workaround: use the mirror` remains text.
 */
export function splitTrailers(lines: readonly string[], at: Instant | undefined): TrailerSplit {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
  let start = end;
  while (start > 0 && isTrailer(lines[start - 1] ?? "")) start--;
  const mistakes: { line: number; mistake: Mistake }[] = [];
  const trailers: { nextUpdate?: Instant; postedBy?: string } = {};
  const seen = new Set<string>();
  for (let index = start; index < end; index++) {
    const [, token = "", value = ""] = LINE.exec((lines[index] ?? "").trim()) ?? [];
    const known = TRAILERS.find((trailer) => trailer.toLowerCase() === token.toLowerCase());
    const mistake = known
      ? seen.has(known)
        ? repeated(known, lines[index] ?? "")
        : read(known, value.trim(), at, trailers)
      : unknown(token);
    if (known) seen.add(known);
    if (mistake) mistakes.push({ line: index, mistake });
  }
  return { trailers, textLines: start, mistakes };
}

function isTrailer(line: string): boolean {
  const token = LINE.exec(line.trim())?.[1];
  if (token === undefined || /^\s{4}/.test(line)) return false;
  if (near(token) !== undefined) return true;
  return /^[A-Z][a-z]+(?:-[a-z]+)+$/.test(token);
}

function near(token: string): string | undefined {
  const hyphenated = token.replaceAll(" ", "-");
  return nearest(hyphenated, TRAILERS);
}

function read(
  token: (typeof TRAILERS)[number],
  value: string,
  at: Instant | undefined,
  into: { nextUpdate?: Instant; postedBy?: string },
): Mistake | undefined {
  if (token === "Posted-by") {
    const handle = value.replace(/^@/, "");
    if (!ID.test(handle)) {
      return invalid(`Posted-by: ${value}`, "a handle from content/people.yaml", "Write the handle alone: Posted-by: alice.");
    }
    into.postedBy = handle;
    return undefined;
  }
  const instant = parseInstantAfter(value, at ?? 0);
  if (typeof instant === "object") return instant;
  if (at !== undefined && instant < at) {
    return invalid(
      `Next-update: ${value}`,
      "a time after the update itself",
      "Correct the day, or write the time alone: Next-update: 10:40 UTC.",
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
    hint: guess ? `Write ${guess}:` : "If it is part of the text, write another line of text below it.",
  };
}

function repeated(token: string, line: string): Mistake {
  return {
    code: "trailer-repeated",
    message: `${token} is given twice in one update.`,
    found: quote(line.trim()),
    expected: `${token} once per update`,
    hint: "Remove one of the lines.",
  };
}

function invalid(found: string, expected: string, hint: string): Mistake {
  return { code: "trailer-invalid", message: "This trailer cannot be read.", found: quote(found), expected, hint };
}
