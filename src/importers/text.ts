/** A text without byte order mark and with `\n` as its only line end. */
export function normalLines(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

/** A text on one line, every run of white space one space. */
export function fold(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Markdown links of a text that must be plain: `[help desk](https://…)` becomes `help desk (https://…)`. */
export function plainLinks(text: string): string {
  return text.replace(/\[([^[\]]{1,200})\]\(([^()\s]{1,2000})\)/g, "$1 ($2)");
}

/** A value in quotes as it is shown in the report: whole, as what is not in a record must be there. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}

/** The number of the line on which an offset lies, where the text itself begins on `firstLine`. */
export function lineAt(text: string, offset: number, firstLine: number): number {
  let line = firstLine;
  for (let index = text.indexOf("\n"); index !== -1 && index < offset; index = text.indexOf("\n", index + 1))
    line++;
  return line;
}
