/**
 * A value as the text of a JSON file on one line, with a line end. Halves of surrogate pairs, which strict parsers refuse
 * (RFC 8259, section 8.2), come out as U+FFFD.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, wellFormed)}\n`;
}

/** The same on several lines, for people. */
export function jsonLines(value: unknown): string {
  return `${JSON.stringify(value, wellFormed, 2)}\n`;
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}
