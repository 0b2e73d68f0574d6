import type { z } from "zod";
import { type Problem, problemAt } from "../problem.ts";
import type { Source } from "../source.ts";
import { type PlacedMistake, splitFrontMatter } from "./frontmatter.ts";
import { everything, type Rescue, type Unread, validate } from "./schema.ts";
import { readYaml, type YamlContent } from "./yaml.ts";

/** A Markdown file with its front matter read: typed where it is right, the raw value where it is not. */
export interface MarkdownRecord<T> {
  readonly data: T | undefined;
  /** Keys of the front matter that are not in `data` because they are wrong. */
  readonly unread: Unread;
  /** The front matter as it was written, to read hints such as `kind` out of a broken one. */
  readonly raw: unknown;
  /** The YAML as text, where it is broken. */
  readonly brokenYaml: string | undefined;
  readonly body: string;
  readonly bodyLine: number;
  readonly mistakes: readonly PlacedMistake[];
  /** Where the values of the front matter stand. */
  readonly locate: YamlContent["locate"];
}

/** A record, if one can be made of the file, and everything wrong with the file. */
export interface Parsed<T> {
  readonly record: T | undefined;
  readonly problems: readonly Problem[];
}

/** Reads front matter and body of a Markdown file. */
export function parseMarkdownRecord<S extends z.ZodType>(
  source: Source,
  schema: S,
  rescue?: Rescue,
): MarkdownRecord<z.output<S>> {
  const split = splitFrontMatter(source.text);
  if ("mistake" in split) {
    const nothing = {
      data: undefined,
      unread: everything,
      raw: undefined,
      brokenYaml: undefined,
      body: "",
      bodyLine: 1,
    };
    return { ...nothing, mistakes: [split], locate: () => split.at };
  }
  const yaml = readYaml(split.yaml, split.yamlLine);
  const { value, unread, mistakes } = validate(schema, yaml, rescue);
  const { body, bodyLine } = split;
  const { value: raw, locate } = yaml;
  const brokenYaml = yaml.broken ? split.yaml : undefined;
  return { data: value, unread, raw, brokenYaml, body, bodyLine, mistakes, locate };
}

/** Reads a file that is YAML as a whole. */
export function parseYamlRecord<S extends z.ZodType>(
  source: Source,
  schema: S,
  rescue: Rescue,
): Parsed<z.output<S>> & { readonly unread: Unread } {
  const { value, unread, mistakes } = validate(schema, readYaml(source.text), rescue);
  return { ...parsed(source, value, mistakes), unread };
}

/** Puts mistakes into their file. Where there is no record, they are why the file is missing from the site. */
export function parsed<T>(
  source: Source,
  record: T | undefined,
  mistakes: readonly PlacedMistake[],
): Parsed<T> {
  const leavesOut = record === undefined;
  return {
    record,
    problems: mistakes.map(({ at, mistake }) => problemAt(source.file, at, mistake, leavesOut)),
  };
}
