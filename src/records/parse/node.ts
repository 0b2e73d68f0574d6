import { z } from "zod";
import type { Mistake } from "../problem.ts";
import type { Path } from "./yaml.ts";

/*
 * Looks into schemas, so that messages use the words that stand at the field in its schema: message, documentation
 * and JSON Schema say the same.
 */

/** The keys that may stand in the group at a path. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  const node = inner(nodeAt(schema, path));
  return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
}

/** The description of the value at a path, as a part of a sentence; empty where the schema has none. */
export function describe(schema: z.ZodType, path: Path): string {
  const node = nodeAt(schema, path);
  const description = node?.meta()?.description ?? inner(node)?.meta()?.description ?? "";
  return description.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

/** What would be wrong with a text at a path; undefined if it would be right, or if no value type of ours says. */
export function mistakeOfText(schema: z.ZodType, path: Path, text: string): Mistake | undefined {
  const issue = nodeAt(schema, path)?.safeParse(text).error?.issues[0];
  return issue && mistakeOf(issue);
}

/** The mistake that one of our own value types put into a custom issue. */
export function mistakeOf(issue: z.core.$ZodIssue): Mistake | undefined {
  return issue.code === "custom" ? (issue.params?.["mistake"] as Mistake | undefined) : undefined;
}

/** Whether the value at a path may be left out. */
export function isOptional(schema: z.ZodType, path: Path): boolean {
  const node = nodeAt(schema, path);
  return node !== undefined && node !== inner(node);
}

function nodeAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let node: z.ZodType | undefined = schema;
  for (const step of path) {
    const container = inner(node);
    if (container instanceof z.ZodObject) {
      node = Object.hasOwn(container.shape, step) ? (container.shape[step] as z.ZodType) : undefined;
    } else if (container instanceof z.ZodArray) {
      node = container.element as z.ZodType;
    } else if (container instanceof z.ZodRecord) {
      node = container.valueType as z.ZodType;
    } else {
      return undefined;
    }
  }
  return node;
}

/** The type inside of `optional`, `default` and `prefault`. */
function inner(node: z.ZodType | undefined): z.ZodType | undefined {
  let current = node;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault
  ) {
    current = current.unwrap() as z.ZodType;
  }
  return current;
}
