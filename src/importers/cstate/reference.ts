import { linkDefinitions } from "../scan.ts";

/**
 * Repeats the link definitions (`[label]: address`) of one text in every other that uses them: what was one page at the
 * source becomes updates that are rendered one by one.
 */
export function shareDefinitions(texts: readonly string[]): string[] {
  const own = texts.map(linkDefinitions);
  const all = new Map(own.flatMap((definitions) => [...definitions]));
  return texts.map((text, index) => {
    const lower = text.toLowerCase();
    const missing = [...all].filter(
      ([label]) => !own[index]?.has(label) && lower.includes(`[${label.toLowerCase()}]`),
    );
    const lines = missing.map(([label, address]) => `[${label.toLowerCase()}]: ${address}`);
    return lines.length === 0 ? text : `${text}\n\n${lines.join("\n")}`;
  });
}
