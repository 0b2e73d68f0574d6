import { linkDefinitions } from "../scan.ts";

/** The link definitions of a report, to be put below pieces of it. */
export type Definitions = ReadonlyMap<string, string>;

/** Reads the definitions of a text. */
export function definitionsOf(text: string): Definitions {
  return linkDefinitions(text);
}

/** A piece of a report with the definitions of the links in it below, which stand elsewhere in the report. */
export function withDefinitions(text: string, definitions: Definitions): string {
  const used = new Map<string, string>();
  for (const [, label = ""] of text.matchAll(/\[([^[\]]{1,200})\]/g)) {
    const target = definitions.get(label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase());
    if (target !== undefined) used.set(label.replace(/\s+/g, " "), target);
  }
  if (used.size === 0) return text;
  return `${text}\n\n${[...used].map(([label, target]) => `[${label}]: ${target}`).join("\n")}`.trimStart();
}
