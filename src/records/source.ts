import { type Position, type Problem, problemAt } from "./problem.ts";
import { splitFrontMatter } from "./parse/frontmatter.ts";
import { type Path, readYaml } from "./parse/yaml.ts";
import { quote } from "./quote.ts";

/** A file as it was read, with line ends made `\n` and without a byte order mark. */
export interface Source {
  /** Path relative to the site's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Decodes a file strictly as UTF-8. A byte order mark and Windows line ends are accepted and removed. */
export function decodeSource(file: string, bytes: Uint8Array): Source | Problem {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return notUtf8(file, 1, "a UTF-16 file");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return notUtf8(file, firstBrokenLine(bytes), "bytes that are no UTF-8");
  }
  const nul = text.indexOf("\0");
  if (nul !== -1) return notUtf8(file, text.slice(0, nul).split("\n").length, "a NUL byte");
  if (text.trim() === "") {
    return problemAt(file, { line: 1, column: 1 }, {
      code: "file-empty",
      message: "The file is empty.",
      found: "no text",
      expected: "a record",
      hint: "Write the record, or delete the file.",
    });
  }
  return { file, text: text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text };
}

/** The file name without folder and ending. */
export function idOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

/**
 * Where a value of the front matter stands. The YAML is read again for it: positions are needed for problems
 * only, and keeping every document would cost far more memory than the records themselves.
 */
export function positionOf(source: Source, path: Path, what: "key" | "value" = "value"): Position {
  if (source.file.endsWith(".yaml")) return readYaml(source.text).locate(path, what);
  const split = splitFrontMatter(source.text);
  return "mistake" in split ? split.at : readYaml(split.yaml, split.yamlLine).locate(path, what);
}

function notUtf8(file: string, line: number, found: string): Problem {
  return problemAt(file, { line, column: 1 }, {
    code: "encoding-invalid",
    message: "The file is not UTF-8 text.",
    found,
    expected: "text in UTF-8",
    hint: `Save ${quote(file)} again with the encoding UTF-8.`,
  });
}

function firstBrokenLine(bytes: Uint8Array): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let start = 0;
  let line = 1;
  while (start <= bytes.length) {
    const end = bytes.indexOf(10, start);
    try {
      strict.decode(bytes.subarray(start, end === -1 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end === -1) return line;
    start = end + 1;
    line++;
  }
  return line;
}
