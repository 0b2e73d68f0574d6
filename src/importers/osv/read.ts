import { readYaml } from "../../records/parse/yaml.ts";
import type { Tell } from "../importer.ts";
import { isObject, type Json, shownValue } from "../statuspage/value.ts";
import { normalLines } from "../text.ts";
import { shortened } from "./value.ts";

const EXPECTED = "Expected a record of OSV, an object with id, modified and what it is about.";
/** How deep values may be in each other: nobody writes more by hand, and walking deeper ones could fail. */
const DEEPEST = 60;

/** Reads the records in a file: one, a list, JSON Lines, or the `vulns` of an answer of OSV's API; JSON or YAML. */
export function readRecords(path: string, typed: string, tell: Tell): Json[] {
  const text = normalLines(typed).trim();
  if (text === "") {
    tell("not-imported", "The file is empty.");
    return [];
  }
  if (/\.ya?ml$/i.test(path)) return fromYaml(text, tell);
  const whole = parsed(text);
  if ("value" in whole) return recordsIn(whole.value, "", tell);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const first = lines.length > 1 ? parsed(lines[0] ?? "") : undefined;
  if (first && "value" in first && isObject(first.value)) return fromLines(lines, tell);
  const page = text.startsWith("<");
  tell(
    "not-imported",
    page ? `It is a page of HTML or XML. ${EXPECTED}` : `It is no JSON: ${whole.reason}. ${EXPECTED}`,
  );
  return [];
}

function fromYaml(text: string, tell: Tell): Json[] {
  const { value, broken, mistakes } = readYaml(text);
  if (!broken) return recordsIn(value, "", tell);
  tell(
    "not-imported",
    `It is broken YAML: ${mistakes[0]?.mistake.message ?? "it cannot be read."} ${EXPECTED}`,
  );
  return [];
}

function fromLines(lines: readonly string[], tell: Tell): Json[] {
  return lines.flatMap((line, index) => {
    const one = parsed(line);
    if ("value" in one) return recordsIn(one.value, `Line ${index + 1}: `, tell);
    tell("not-imported", `Line ${index + 1} is no JSON: ${one.reason}.`);
    return [];
  });
}

function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: error instanceof Error ? shortened(error.message) : "it cannot be read" };
  }
}

function recordsIn(value: unknown, place: string, tell: Tell): Json[] {
  if (Array.isArray(value)) {
    if (value.length === 0) tell("not-imported", `${place}It is an empty list. ${EXPECTED}`);
    return value.flatMap((one, index) => recordIn(one, `${place}Entry ${index + 1}: `, tell));
  }
  if (isObject(value) && Array.isArray(value["vulns"]) && value["id"] === undefined) {
    return recordsIn(value["vulns"], place, tell);
  }
  return recordIn(value, place, tell);
}

function recordIn(value: unknown, place: string, tell: Tell): Json[] {
  const refuse = (message: string): Json[] => {
    tell("not-imported", `${place}${message}`);
    return [];
  };
  if (!isObject(value))
    return refuse(`It is ${isTooDeep(value) ? "a list" : shortened(shownValue(value))}. ${EXPECTED}`);
  if (isTooDeep(value))
    return refuse(`Its values are more than ${DEEPEST} deep in each other, as in no record.`);
  const keys = shortened(Object.keys(value).slice(0, 20).join(", "));
  const id = value["id"];
  if (typeof id !== "string" || typeof value["modified"] !== "string") {
    return refuse(`It is an object with the keys ${keys}. ${EXPECTED}`);
  }
  const content = ["summary", "details", "affected", "aliases", "references", "withdrawn", "published"];
  if (content.some((key) => value[key] !== undefined)) return [value];
  return refuse(`It says nothing of ${shortened(id)} but ${keys}, as an index does. ${EXPECTED}`);
}

/** Whether values are too deep in each other; without recursion, which would be what to be afraid of. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
