import type { CvssVersion } from "../../scores/vector.ts";
import { parseVector } from "../../scores/vector.ts";
import type { OsvSeverity } from "./shape.ts";

const TYPES = {
  "2.0": "CVSS_V2",
  "3.0": "CVSS_V3",
  "3.1": "CVSS_V3",
  "4.0": "CVSS_V4",
} as const satisfies Record<CvssVersion, OsvSeverity["type"]>;

/** Vectors as OSV has them, each once. */
export function osvSeverity(vectors: readonly string[]): OsvSeverity[] {
  return [...new Set(vectors)].flatMap((vector) => {
    const parsed = parseVector(vector);
    return "code" in parsed ? [] : [{ type: TYPES[parsed.version], score: parsed.text }];
  });
}
