import { parseVector } from "../../scores/vector.ts";
import type { Tell } from "../importer.ts";
import { isObject, shownValue } from "../statuspage/value.ts";
import { reportUnknown, shortened } from "./value.ts";

/** The CVSS vectors of a list of severities; other kinds of severity, and who said it, are reported. */
export function severityIn(value: unknown, tell: Tell): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
    const { type, score, source, ...rest } = isObject(one) ? one : {};
    reportUnknown(rest, [], "severity[].", tell);
    const vector =
      typeof score === "string" && /^CVSS_V[234]$/.test(String(type)) ? parseVector(score) : undefined;
    if (!vector || "code" in vector) {
      const why = vector && "code" in vector ? `${vector.message} ` : "Only CVSS vectors have a place here. ";
      tell("not-imported", `${why}Severity: ${shortened(shownValue(one))}`);
      return [];
    }
    if (source !== undefined)
      tell("not-imported", `Who gave a score has no place here: ${shortened(shownValue(source))}`);
    if (vector.text !== score)
      tell("adapted", `A vector is written in the order of its specification: ${shortened(vector.text)}`);
    return [vector.text];
  });
}
