import type { Instant } from "../../records/instant.ts";
import type { KeyTimeName } from "../../records/schema/vocabulary.ts";
import { type Entry, entryWords } from "./timeline.ts";

/** Key times as far as entries of a timeline say that they are. */
export type FoundTimes = Partial<Readonly<Record<KeyTimeName, Instant>>>;

const THING = "(?:incident|outage|impact|degradation|disruption|downtime)";
/** By key: whether the last entry that says so counts, and what it says at the beginning of a sentence. */
const SAYINGS: readonly (readonly [key: KeyTimeName, takesLast: boolean, saying: RegExp])[] = [
  [
    "impactStart",
    false,
    new RegExp(
      `^(?:the )?(?:(?:start|beginning) of (?:the )?${THING}\\b|(?:${THING}|problems?) (?:starts?|started|begins?|began)\\b)`,
      "i",
    ),
  ],
  [
    "detected",
    false,
    /^(?:we )?first (?:notice|report)(?:d|ed|s)?\b|^(?:the )?(?:problem|outage|incident) (?:is|was) (?:first )?(?:noticed|detected)\b/i,
  ],
  ["declared", false, /^(?:the |an )?incident (?:is |was )?(?:declared|opened)\b/i],
  [
    "impactEnd",
    true,
    new RegExp(
      `^(?:the )?(?:${THING} (?:ends?|ended|is over|was over)\\b|end of (?:the )?${THING}\\b|services? (?:is |was |are |were )?(?:fully )?(?:restored|resumes?|resumed|recovered)\\b)|\\bbringing the ${THING} to an end\\b`,
      "i",
    ),
  ],
  ["resolved", true, /^(?:the )?incident (?:is |was |has been )?(?:resolved|closed)\b/i],
];
/** A sentence with one of these may say the opposite, or ask. */
const DOUBT =
  /\b(?:not|no|never|cannot|without|unless|if|whether|maybe|might|would|should|expected|believ\w+|seems?|appears?|suspect\w*)\b|n['’]t\b|\?/i;

/**
 * The key times that a timeline says in so many words. What depends on the reader is left out: a time that is not there
 * is counted as missing, and one that is wrong is not.
 */
export function readKeyTimes(entries: readonly Entry[]): FoundTimes {
  const found = new Map<KeyTimeName, Instant>();
  for (const entry of entries) {
    const sentences = entryWords(entry)
      .slice(0, 5000)
      .split(/(?<=[.!?])\s|\n/)
      .map((sentence) => sentence.trim());
    for (const [key, takesLast, saying] of SAYINGS) {
      if (!takesLast && found.has(key)) continue;
      if (sentences.some((sentence) => saying.test(sentence) && !DOUBT.test(sentence)))
        found.set(key, entry.at);
    }
  }
  const start = found.get("impactStart");
  // An end before the beginning is one of something else.
  const sensible = [...found].filter(
    ([key, at]) => start === undefined || (key !== "impactEnd" && key !== "resolved") || at >= start,
  );
  return Object.fromEntries(sensible) as FoundTimes;
}
