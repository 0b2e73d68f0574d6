import { z } from "zod";
import type { Mistake } from "../problem.ts";
import type { Path } from "./yaml.ts";

/*
 * Looks into schemas, so that messages use the words that stand at the field in its schema: message, documentation
 * and JSON Schema say the same.
 */

/** The keys that may stand in the group at a path. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  const node = kinds(nodeAt(schema, path)).find((one) => one instanceof z.ZodObject);
  return node ? Object.keys(node.shape) : [];
}

/** The description of the value at a path, as a part of a sentence; empty where the schema has none. */
export function describe(schema: z.ZodType, path: Path): string {
  const node = nodeAt(schema, path);
  const description = node?.meta()?.description ?? inner(node)?.meta()?.description ?? "";
  return description.replace(/\.$/, "").replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

/** What would be wrong with a text at a path; undefined if it would be right, or if no value type of ours says. */
export function mistakeOfText(schema: z.ZodType, path: Path, text: string): Mistake | undefined {
  const issue = singled(nodeAt(schema, path)?.safeParse(text).error?.issues ?? [])[0];
  return issue && mistakeOf(issue);
}

/**
 * Issues with those of one branch in the place of each union's: of the branch for values of the type that was written,
 * or of the first one where none is. A branch that wants another type has that to say of the whole, and nothing else.
 */
export function singled(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const isOther = (one: z.core.$ZodIssue): boolean => one.code === "invalid_type" && one.path.length === 0;
    const branch = issue.errors.find((found) => !found.some(isOther)) ?? issue.errors[0];
    if (!branch) return [issue];
    return singled(branch.map((one) => ({ ...one, path: [...issue.path, ...one.path] })));
  });
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
  for (const step of path) node = kinds(node).flatMap((kind) => childOf(kind, step) ?? [])[0];
  return node;
}

function childOf(container: z.ZodType, step: string | number): z.ZodType | undefined {
  if (container instanceof z.ZodObject) {
    return Object.hasOwn(container.shape, step) ? (container.shape[step] as z.ZodType) : undefined;
  }
  if (container instanceof z.ZodArray) return container.element as z.ZodType;
  return container instanceof z.ZodRecord ? (container.valueType as z.ZodType) : undefined;
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

/** The types that a value may be written in: what a transform takes, and every branch of a union. */
function kinds(node: z.ZodType | undefined): z.ZodType[] {
  const type = inner(node);
  if (type instanceof z.ZodPipe) return kinds(type.in as z.ZodType);
  if (type instanceof z.ZodUnion) return type.options.flatMap((one) => kinds(one as z.ZodType));
  return type ? [type] : [];
}
