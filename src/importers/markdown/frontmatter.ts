import { readYaml, type YamlFields, type YamlValue } from "../cstate/yaml.ts";
import type { Tell } from "../importer.ts";
import { fold } from "../text.ts";

/** A report's file taken apart. */
export interface ReportFile {
  /** By key in small letters without `-`, `_` and spaces; the first one where several are alike. */
  readonly fields: YamlFields;
  /** The lines between its fences; empty without front matter. */
  readonly frontMatter: string;
  readonly language: "yaml" | "toml";
  /** Whether all of it could be read. */
  readonly isRead: boolean;
  readonly body: string;
  /** Line on which the body begins. */
  readonly bodyLine: number;
}

/** Takes a report apart. Front matter is optional; one that cannot be read is text. */
export function splitReport(text: string, tell: Tell): ReportFile {
  const plain: ReportFile = {
    fields: new Map(),
    frontMatter: "",
    language: "yaml",
    isRead: true,
    body: text,
    bodyLine: 1,
  };
  const lines = text.split("\n");
  const fence = /^(?:---|\+\+\+)\s*$/.exec(lines[0] ?? "")?.[0].trim();
  if (fence === undefined) return plain;
  const isEnd = (line: string): boolean =>
    line.trimEnd() === fence || (fence === "---" && line.trimEnd() === "...");
  const end = lines.findIndex((line, index) => index > 0 && isEnd(line));
  if (end === -1) return plain;
  const frontMatter = lines.slice(1, end).join("\n");
  const split = { frontMatter, body: lines.slice(end + 1).join("\n"), bodyLine: end + 2 };
  if (fence === "+++") {
    tell("kept-as-text", "The front matter is TOML, which is not read: it is at the end of the text.", 1);
    return { fields: new Map(), language: "toml", isRead: false, ...split };
  }
  const { root, errors } = readYaml(frontMatter, 2);
  // A rule at the top is no front matter.
  if (!root.map) return frontMatter.trim() === "" ? { ...plain, ...split, frontMatter: "" } : plain;
  for (const error of errors)
    tell("adapted", `The YAML is broken here, and read as far as it goes: ${fold(error.text)}`, error.line);
  const fields = new Map<string, YamlValue>();
  for (const [key, value] of root.map) {
    const name = key.toLowerCase().replace(/[-_ ]/g, "");
    if (!fields.has(name)) fields.set(name, value);
  }
  return { fields, language: "yaml", isRead: errors.length === 0, ...split };
}
