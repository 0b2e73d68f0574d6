import { printable } from "../report.ts";

/** No side of a difference is shown with more characters. */
const WIDTH = 120;
/** As many characters before the difference are shown. */
const BEFORE = 40;

/**
 * Where two contents differ first, in three lines for people: place, what was found, what was expected. For what is no
 * text in UTF-8, their sizes.
 */
export function firstDifference(found: Uint8Array, expected: Uint8Array): readonly string[] {
  const [one, other] = [textOf(found), textOf(expected)];
  if (one === undefined || other === undefined) {
    return [`${bytes(found.length)}, expected ${bytes(expected.length)}`];
  }
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const line = one.slice(0, at).split("\n").length;
  const start = at === 0 ? 0 : one.lastIndexOf("\n", at - 1) + 1;
  return [
    `line ${line}, column ${at - start + 1}`,
    `found     ${excerpt(one, start, at)}`,
    `expected  ${excerpt(other, start, at)}`,
  ];
}

/** The line around a place, cut to 120 characters; control characters, which could rewrite a terminal, replaced. */
function excerpt(text: string, start: number, at: number): string {
  if (at >= text.length) return "(the file ends here)";
  const end = text.indexOf("\n", at);
  const last = end === -1 ? text.length : end;
  const from = Math.max(start, at - BEFORE);
  const before = from > start ? "…" : "";
  const room = WIDTH - before.length;
  const after = last - from > room ? "…" : "";
  const shown = text.slice(from, Math.min(last, from + room - after.length)).toWellFormed();
  const line = `${before}${printable(shown.replaceAll("\t", " "))}${after}`;
  return line === "" ? "(an empty line)" : line;
}

function textOf(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function bytes(size: number): string {
  return `${size.toLocaleString("en")} byte${size === 1 ? "" : "s"}`;
}
