import type { z } from "zod";
import type { PlacedMistake } from "./frontmatter.ts";
import { empty, meantKey, missing, notAMap, unknownKey, wrongType, wrongValue } from "./mistake.ts";
import { keysAt, mistakeOf, singled } from "./node.ts";
import type { YamlContent } from "./yaml.ts";

/** Names of what could not be read. */
export interface Unread {
  has(name: string): boolean;
}

/** Nothing at all could be read. */
export const everything: Unread = { has: () => true };

/** How much of a broken record may be left out. */
export interface Rescue {
  /** Values for required keys that cannot be read. */
  readonly instead: Readonly<Record<string, unknown>>;
  /** Keys without which the rest means something else. */
  readonly essential?: readonly string[];
  /** Whether keys may be used even where the YAML around them is broken. */
  readonly brokenYaml?: boolean;
}

/** What fits the schema, and everything that does not. */
export interface Validated<T> {
  /** Undefined where no record can be made of it. */
  readonly value: T | undefined;
  /** Keys on the top level that were left out of the value. */
  readonly unread: Unread;
  readonly mistakes: readonly PlacedMistake[];
}

/**
 * Holds YAML against a schema and tells every mistake with its place. With `rescue`, keys on the top level that are
 * wrong are left out, and the rest is used: one bad date must not take an incident off the page.
 */
export function validate<S extends z.ZodType>(
  schema: S,
  yaml: YamlContent,
  rescue?: Rescue,
): Validated<z.output<S>> {
  const value = yaml.broken ? yaml.value : (yaml.value ?? {});
  if (!isMap(value)) {
    const mistakes = yaml.broken ? yaml.mistakes : [{ at: yaml.locate([]), mistake: notAMap(value) }];
    return { value: undefined, unread: everything, mistakes };
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success && !yaml.broken)
    return { value: result.data, unread: new Set(), mistakes: yaml.mistakes };
  const issues = singled(result.error?.issues ?? []);
  const mistakes = yaml.broken ? yaml.mistakes : [...yaml.mistakes, ...placed(schema, issues, yaml)];
  const unread = topKeys(schema, issues);
  const usable =
    rescue && (!yaml.broken || rescue.brokenYaml) ? usableKeys(value, unread, rescue) : undefined;
  const rescued = usable && schema.safeParse(usable);
  if (!rescued?.success) return { value: undefined, unread: everything, mistakes };
  return { value: rescued.data, unread: yaml.broken || yaml.value === null ? everything : unread, mistakes };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The keys on the top level that are wrong, and those that were meant by misspelt ones. */
function topKeys(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): ReadonlySet<string> {
  const keys = issues.flatMap((issue) => {
    if (issue.path.length > 0) return [String(issue.path[0])];
    return issue.code === "unrecognized_keys" ? [...issue.keys, ...meantKeys(schema, issue)] : [];
  });
  return new Set(keys);
}

function meantKeys(schema: z.ZodType, issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  const known = keysAt(schema, pathOf(issue));
  return issue.keys.flatMap((key) => meantKey(key, known) ?? []);
}

function usableKeys(
  value: Record<string, unknown>,
  unread: ReadonlySet<string>,
  rescue: Rescue,
): Record<string, unknown> | undefined {
  if (rescue.essential?.some((key) => unread.has(key))) return undefined;
  return {
    ...rescue.instead,
    ...Object.fromEntries(Object.entries(value).filter(([key]) => !unread.has(key))),
  };
}

/**
 * Puts every issue in its place. A required key that is only misspelt is not reported as missing too, and neither is a
 * value that a number sign made a comment.
 */
function placed(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], yaml: YamlContent): PlacedMistake[] {
  const told = new Set(yaml.mistakes.map(({ at }) => at.line));
  const meant = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    for (const key of meantKeys(schema, issue)) meant.add([...pathOf(issue), key].join("\n"));
  }
  return issues.flatMap((issue): PlacedMistake[] => {
    const path = pathOf(issue);
    const key = yaml.locate(path, "key");
    const own = mistakeOf(issue);
    if (own) return [{ at: yaml.locate(path), mistake: own }];
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, path);
      return issue.keys.map((one) => ({
        at: yaml.locate([...path, one], "key"),
        mistake: unknownKey(path, one, known),
      }));
    }
    if (issue.code === "invalid_key") {
      return issue.issues.map((one) => ({
        at: key,
        mistake: mistakeOf(one) ?? wrongValue(schema, one, path),
      }));
    }
    if (issue.input === undefined) {
      return meant.has(path.join("\n")) ? [] : [{ at: key, mistake: missing(schema, issue, path) }];
    }
    if (issue.input === null)
      return told.has(key.line) ? [] : [{ at: key, mistake: empty(schema, issue, path) }];
    const written = yaml.written(path);
    const mistake =
      issue.code === "invalid_type"
        ? wrongType(schema, issue, path, written)
        : wrongValue(schema, issue, path);
    return [{ at: yaml.locate(path), mistake }];
  });
}

function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  return issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
}
