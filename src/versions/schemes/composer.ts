import { compareDigits, compareLists, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT =
  /^v?\d+(?:\.\d+){0,3}(?:[._-]?(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+)*)?(?:[.-]?dev)?(?:\+[0-9a-z.-]+)?$/i;

/*
 * Ranks of what can stand at one place of a version, beside the words below: an unknown word first, the end of the version
 * and numbers after `rc`.
 */
const UNKNOWN_WORD = 0;
const END = 5;
const NUMBER = 6;

/** Where the words stand that PHP knows, by how they begin: `a` is `alpha`, `post` counts as `p`. */
const WORDS: readonly (readonly [start: string, rank: number])[] = [
  ["dev", 1],
  ["a", 2],
  ["b", 3],
  ["rc", 4],
  ["p", 7],
];

/** Composer fills up to as many numbers, so that 1.0, 1.0.0 and 1.0.0.0 are one version. */
const NUMBERS = 4;

/** Runs of digits and runs of letters without a leading `v`, `stable` and build metadata. */
function partsOf(text: string): readonly string[] {
  const [version = ""] = text
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .split("+", 1);
  const parts = version.match(/\d+|[^\d.#_-]+/g)?.filter((part) => part !== "stable") ?? [];
  const word = parts.findIndex((part) => !isNumber(part));
  const leading = word === -1 ? parts.length : word;
  if (leading === 0 || leading >= NUMBERS) return parts;
  const zeros: string[] = new Array(NUMBERS - leading).fill("0");
  return parts.slice(0, leading).concat(zeros, parts.slice(leading));
}

function isNumber(part: string): boolean {
  return /^\d/.test(part);
}

function rankOf(part: string | undefined): number {
  if (part === undefined) return END;
  if (isNumber(part)) return NUMBER;
  return WORDS.find(([start]) => part.startsWith(start))?.[1] ?? UNKNOWN_WORD;
}

function compareParts(a: string | undefined, b: string | undefined): number {
  const rank = rankOf(a);
  if (rank !== rankOf(b) || a === undefined || b === undefined) return rank - rankOf(b);
  if (rank === NUMBER) return compareDigits(a, b);
  return rank === UNKNOWN_WORD ? compareText(a, b) : 0;
}

/**
 * Composer, https://getcomposer.org/doc/articles/versions.md: numbers filled up to four, then the order of PHP's
 * `version_compare`. Branches (`dev-main`) come before all versions.
 */
export const composer: VersionScheme = {
  name: "Composer",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: (text) => partsOf(text).some((part) => rankOf(part) < END),
  beforePrereleases: "-dev",
  compare: (a, b) => compareLists(partsOf(a), partsOf(b), compareParts),
};
