import { type Instant, parseInstant } from "../../records/instant.ts";
import { fold } from "../text.ts";
import { cleaned } from "./body.ts";

/** An object of JSON of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where it is none. */
export function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text; empty where it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A text on one line, without control characters; empty where it is none. */
export function lineOf(value: unknown): string {
  return fold(cleaned(textOf(value)).replace(/[\p{Cc}\p{Cs}]/gu, " "));
}

/** A moment to the second: no reader sees fractions, and they would make headings long. */
export function instantOf(value: unknown): Instant | undefined {
  const instant = parseInstant(textOf(value));
  return typeof instant === "object" ? undefined : Math.floor(instant / 1000) * 1000;
}

/** Whether a value says anything. */
export function saysSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.values(value).some(saysSomething);
  return value !== null && value !== undefined && value !== "" && value !== false;
}

/** A value as it is shown in the report, on one line. */
export function shownValue(value: unknown): string {
  return fold(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}
