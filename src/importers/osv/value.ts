import { z } from "zod";
import { type Instant, parseInstant } from "../../records/instant.ts";
import type { AdvisoryFrontMatter } from "../../records/schema/advisory.ts";
import type { Tell } from "../importer.ts";
import { isObject, shownValue } from "../statuspage/value.ts";
import { fold } from "../text.ts";

/** A value for the report: on one line, and not longer than a line. */
export function shortened(text: string): string {
  const line = fold(text);
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** What no XML may hold, and so no feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** Text that a file can hold: control characters and halves of surrogate pairs become U+FFFD. */
export function textIn(value: unknown): string {
  return typeof value === "string" ? value.toWellFormed().replace(CONTROL, "\ufffd") : "";
}

/** A time; undefined, with the reason reported, where there is none. */
export function timeIn(value: unknown, key: string, tell: Tell): Instant | undefined {
  if (value === undefined || value === null) return undefined;
  const instant = parseInstant(typeof value === "string" ? value : "");
  if (typeof instant === "number") return instant;
  tell("not-imported", `${key} is no time with its zone: ${shortened(shownValue(value))}`);
  return undefined;
}

/** The entries of a list that a schema accepts, as they were written; the others are reported. */
export function listIn(value: unknown, schema: z.ZodType, key: string, tell: Tell): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    tell("not-imported", `${key} is no list: ${shortened(shownValue(value))}`);
    return [];
  }
  return value.flatMap((one: unknown) => {
    if (typeof one === "string" && schema.safeParse(one).success) return [one.trim()];
    tell("not-imported", `An entry of ${key} has no place here: ${shortened(shownValue(one))}`);
    return [];
  });
}

/** Reports keys of an object that OSV does not define. */
export function reportUnknown(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  place: string,
  tell: Tell,
): void {
  for (const [key, value] of Object.entries(object)) {
    if (known.includes(key)) continue;
    tell("not-imported", `OSV defines no ${shortened(place + key)}: ${shortened(shownValue(value))}`);
  }
}

const passedOn = z.record(z.string(), z.json());

/** What a database adds of its own, as it is; undefined, with the reason reported, where it is no object. */
export function specificIn(value: unknown, key: string, tell: Tell): AdvisoryFrontMatter["databaseSpecific"] {
  if (value === undefined || value === null) return undefined;
  const parsed = passedOn.safeParse(isObject(value) ? cleanedSpecific(value, key, tell) : value);
  if (parsed.success) return parsed.data;
  tell("not-imported", `${key} is no object of JSON: ${shortened(shownValue(value))}`);
  return undefined;
}

/** Without keys that would change objects themselves, and with text that every reader of JSON accepts. */
function cleanedSpecific(value: unknown, key: string, tell: Tell): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map((one) => cleanedSpecific(one, key, tell));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      if (name !== "__proto__") return [[name.toWellFormed(), cleanedSpecific(one, key, tell)] as const];
      tell("not-imported", `A key __proto__ in ${key} is left out: ${shortened(shownValue(one))}`);
      return [];
    }),
  );
}
