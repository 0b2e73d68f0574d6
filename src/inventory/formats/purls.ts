import type { Collector } from "../collector.ts";
import { linesOf } from "../line.ts";
import { shown, Unreadable } from "../mistake.ts";
import { addPurl } from "../purl.ts";

/** Reads purls, one on a line; empty lines and those that begin with # do not count. Gives back how many there are. */
export function readPurls(text: string, found: Collector): number {
  let count = 0;
  for (const { text: line, number } of linesOf(text)) {
    const purl = line.trim();
    if (purl === "" || purl.startsWith("#")) continue;
    count++;
    if (!addPurl(purl, undefined, found)) throw noPurl(purl, number);
  }
  return count;
}

function noPurl(text: string, line: number): Unreadable {
  return new Unreadable({
    message: `Line ${line} is no purl.`,
    found: shown(text),
    expected: "a package URL such as pkg:npm/%40acme/widget@1.4.2 on each line",
    hint: "Write type, name and version as in pkg:type/namespace/name@version; the namespace may be missing.",
    line,
  });
}
