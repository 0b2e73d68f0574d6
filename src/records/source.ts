import { splitFrontMatter } from "./parse/frontmatter.ts";
import { type Path, readYaml, type YamlContent } from "./parse/yaml.ts";
import { fileProblem, type Mistake, type Position, type Problem } from "./problem.ts";

/** A file as it was read, with line ends made `\n` and without a byte order mark. */
export interface Source {
  /** Path relative to the site's folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** What no XML may hold, and so no feed: escape sequences of a terminal come in with pasted logs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Decodes a file strictly as UTF-8. Control characters become U+FFFD. A byte order mark and Windows line ends are accepted and removed. */
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
    return fileProblem(file, {
      code: "file-empty",
      message: "The file is empty.",
      found: "no text",
      expected: "a record",
      hint: "Write the record, or delete the file.",
    });
  }
  return {
    file,
    text: (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text).replace(CONTROL, "\ufffd"),
  };
}

/** The text of any bytes, for people who want to see what was there: what is no UTF-8, and control characters, become U+FFFD. */
export function decodeLoosely(bytes: Uint8Array | undefined): string {
  if (!bytes) return "";
  const text = new TextDecoder("utf-8").decode(bytes).replaceAll("\0", "\ufffd");
  return text.replace(/\r\n?/g, "\n").replace(CONTROL, "\ufffd");
}

/** The file name without folder and ending. */
export function idOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

/**
 * Looks up where values of the front matter stand. The YAML is read again for it, once, when the first place is asked
 * for: keeping every document would cost far more memory than the records themselves.
 */
export function placesOf(source: Source): (path: Path, what?: "key" | "value") => Position {
  let locate: YamlContent["locate"] | undefined;
  return (path, what) => {
    locate ??= locatorOf(source);
    return locate(path, what);
  };
}

function locatorOf(source: Source): YamlContent["locate"] {
  if (source.file.endsWith(".yaml")) return readYaml(source.text).locate;
  const split = splitFrontMatter(source.text);
  return "mistake" in split ? () => split.at : readYaml(split.yaml, split.yamlLine).locate;
}

function notUtf8(file: string, line: number, found: string): Problem {
  const mistake: Mistake = {
    code: "encoding-invalid",
    message: "The file is not UTF-8 text.",
    found,
    expected: "text in UTF-8",
    hint: "Save the file again with the encoding UTF-8.",
  };
  return fileProblem(file, mistake, line);
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
