import { scoreOf } from "../../scores/cvss.ts";
import { type CvssVersion, parseVector } from "../../scores/vector.ts";

/** A vector and its base score, as the JSON schemas of FIRST for CVSS 2.0, 3.0, 3.1 and 4.0 have them. */
export interface CvssJson {
  readonly baseScore: number;
  /** Undefined in version 2.0, which has no words. */
  readonly baseSeverity?: string;
  readonly vectorString: string;
  readonly version: CvssVersion;
}

/** How many parts of a vector, the prefix counted, are its base metrics. */
const BASE_PARTS: Readonly<Record<CvssVersion, number>> = { "2.0": 6, "3.0": 9, "3.1": 9, "4.0": 12 };

/** The first vector of each version of CVSS, newest version first. Texts that are no vector are left out. */
export function cvssOf(vectors: readonly string[]): CvssJson[] {
  const first = new Map<CvssVersion, CvssJson>();
  for (const vector of vectors) {
    const json = cvssJson(vector);
    if (json && !first.has(json.version)) first.set(json.version, json);
  }
  return [...first.values()].toSorted((a, b) => (a.version < b.version ? 1 : -1));
}

function cvssJson(vector: string): CvssJson | undefined {
  const parsed = parseVector(vector);
  if ("code" in parsed) return undefined;
  const { version, text } = parsed;
  const score = scoreOf(text.split("/").slice(0, BASE_PARTS[version]).join("/"));
  if (!score) return undefined;
  const severity = version === "2.0" ? {} : { baseSeverity: score.severity.toUpperCase() };
  return { baseScore: score.score, ...severity, vectorString: text, version };
}
