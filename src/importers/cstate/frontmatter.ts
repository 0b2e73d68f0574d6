import { splitFrontMatter } from "../../records/parse/frontmatter.ts";
import type { Tell } from "../importer.ts";
import { fold } from "../text.ts";
import { readYaml, type YamlFields, type YamlReading } from "./yaml.ts";

/** The two halves of a notice's file. */
export interface Notice {
  readonly fields: YamlFields;
  readonly body: string;
  /** Line on which the body begins. */
  readonly bodyLine: number;
}

/** Lines that cState's own template puts into every file. */
const BOILERPLATE = /^#\s*(?:possible severity levels|you can use):?\s*:?\s*down, disrupted, notice$/i;

/** Reads a notice's file, whose line ends are `\n`. Undefined, with the reason reported, if it has no front matter. */
export function readNotice(text: string, tell: Tell): Notice | undefined {
  const split = splitFrontMatter(text);
  if ("mistake" in split) {
    tell("not-imported", `${split.mistake.message} ${split.mistake.hint}`, split.at.line);
    return undefined;
  }
  const yaml = readYaml(split.yaml, split.yamlLine);
  reportRemarks(yaml, tell);
  for (const comment of yaml.comments) {
    if (!BOILERPLATE.test(comment.text))
      tell("not-imported", `A comment is left out: ${comment.text}`, comment.line);
  }
  if (!yaml.root.map) {
    tell("not-imported", "The front matter has no keys.", split.yamlLine);
    return undefined;
  }
  return { fields: yaml.root.map, body: split.body, bodyLine: split.bodyLine };
}

/** Reports what is wrong with a YAML document. */
export function reportRemarks(yaml: YamlReading, tell: Tell): void {
  for (const error of yaml.errors)
    tell("adapted", `The YAML is broken here, and read as far as it goes: ${fold(error.text)}`, error.line);
  for (const pair of yaml.repeated)
    tell("not-imported", `A key is given twice, and only the first counts: ${fold(pair.text)}`, pair.line);
}
