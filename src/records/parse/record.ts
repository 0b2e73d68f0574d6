import type { z } from "zod";
import { type Problem, problemAt } from "../problem.ts";
import type { Source } from "../source.ts";
import { type PlacedMistake, splitFrontMatter } from "./frontmatter.ts";
import { validate } from "./schema.ts";
import { readYaml } from "./yaml.ts";

/** A Markdown file with its front matter read: typed where it is right, the raw value where it is not. */
export interface MarkdownRecord<T> {
  readonly data: T | undefined;
  /** The front matter as it was written, to read hints such as `kind` out of a broken one. */
  readonly raw: unknown;
  readonly body: string;
  readonly bodyLine: number;
  readonly problems: readonly Problem[];
}

/** A record, if the file is one, and everything wrong with the file. */
export interface Parsed<T> {
  readonly record: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads front matter and body of a Markdown file. */
export function parseMarkdownRecord<S extends z.ZodType>(source: Source, schema: S): MarkdownRecord<z.output<S>> {
  const split = splitFrontMatter(source.text);
  if ("mistake" in split) {
    return { data: undefined, raw: undefined, body: "", bodyLine: 1, problems: inFile(source, [split]) };
  }
  const yaml = readYaml(split.yaml, split.yamlLine);
  const result = validate(schema, yaml);
  return {
    data: result.value,
    raw: yaml.value,
    body: split.body,
    bodyLine: split.bodyLine,
    problems: inFile(source, result.mistakes),
  };
}

/** Reads a file that is YAML as a whole. */
export function parseYamlRecord<S extends z.ZodType>(
  source: Source,
  schema: S,
): Parsed<z.output<S>> {
  const result = validate(schema, readYaml(source.text));
  return { record: result.value, problems: inFile(source, result.mistakes) };
}

/** Puts mistakes into their file. */
export function inFile(source: Source, mistakes: readonly PlacedMistake[]): Problem[] {
  return mistakes.map(({ at, mistake }) => problemAt(source.file, at, mistake));
}
