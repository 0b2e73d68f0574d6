import cvss from "ae-cvss-calculator";
import { type CvssVersion, parseVector } from "./vector.ts";

/** How bad it is, in the words of the CVSS specifications (3.1 section 5, 4.0 section 6), worst first. */
export const severityWords = ["critical", "high", "medium", "low", "none"] as const;
export type SeverityWord = (typeof severityWords)[number];

/** A vector and what it amounts to. */
export interface Score {
  readonly version: CvssVersion;
  readonly vector: string;
  /** Overall score, from 0 to 10 with one digit: temporal, threat and environmental metrics count where they are given. */
  readonly score: number;
  readonly severity: SeverityWord;
}

/** Many advisories have the same vector, and every page, feed and format asks for its score. */
const scores = new Map<string, Score | undefined>();

/** The score of a vector that `parseVector` accepts; undefined for any other. */
export function scoreOf(vector: string): Score | undefined {
  if (!scores.has(vector)) scores.set(vector, computed(vector));
  return scores.get(vector);
}

function computed(vector: string): Score | undefined {
  const parsed = parseVector(vector);
  if ("code" in parsed) return undefined;
  const overall = cvss.fromVector(parsed.text)?.calculateScores().overall;
  if (typeof overall !== "number" || !Number.isFinite(overall)) return undefined;
  return { version: parsed.version, vector: parsed.text, score: overall, severity: severityOf(overall) };
}

/** The word for a score; CVSS 2.0 has no words of its own, and gets those of 3.1. */
export function severityOf(score: number): SeverityWord {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "none";
}

/** Of several scores for one thing, the one of the newest CVSS version: that is the one to go by. */
export function leadingScore(vectors: readonly string[]): Score | undefined {
  return vectors
    .flatMap((vector) => scoreOf(vector) ?? [])
    .toSorted((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0))[0];
}
