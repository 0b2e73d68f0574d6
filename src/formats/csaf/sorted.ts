import { jsonLines } from "../json.ts";

/** A value as a JSON file, with the keys of all its objects in alphabetical order (CSAF 2.0, test 6.2.13). */
export function sortedJson(value: object): string {
  return jsonLines(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, own]) => [key, sorted(own)]));
}
