import { weaknessTable } from "./weaknesses.ts";

const NAMES: ReadonlyMap<string, string> = new Map(
  weaknessTable
    .trim()
    .split("\n")
    .map((line) => {
      const space = line.indexOf(" ");
      return [`CWE-${line.slice(0, space)}`, line.slice(space + 1)] as const;
    }),
);

/** The official name of a weakness, such as `CWE-22`; undefined for an id that is none in the list. */
export function weaknessName(id: string): string | undefined {
  return NAMES.get(id);
}
