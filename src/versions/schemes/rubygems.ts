import { compareDigits, compareLists, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT = /^\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Runs of digits and runs of letters; a hyphen stands for `.pre.`. Zeros that end the numbers before a word do not count. */
function segmentsOf(text: string): readonly string[] {
  const segments = text.replaceAll("-", ".pre.").match(/\d+|[A-Za-z]+/g) ?? [];
  const word = segments.findIndex((segment) => !isNumber(segment));
  if (word === -1) return segments;
  let end = word;
  while (end > 0 && /^0+$/.test(segments[end - 1] ?? "")) end--;
  return segments.slice(0, end).concat(segments.slice(word));
}

function isNumber(segment: string): boolean {
  return /^\d/.test(segment);
}

/** Words before numbers; a list that ends goes on with zeros. */
function compareSegments(a = "0", b = "0"): number {
  const numeric = { a: isNumber(a), b: isNumber(b) };
  if (numeric.a && numeric.b) return compareDigits(a, b);
  return Number(numeric.a) - Number(numeric.b) || compareText(a, b);
}

/**
 * Ruby's `Gem::Version`, https://docs.ruby-lang.org/en/master/Gem/Version.html: any letter makes a pre-release. Characters
 * other than letters and digits separate, so that a text without either is the version 0.
 */
export const rubygems: VersionScheme = {
  name: "Gem::Version",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: (text) => /[A-Za-z-]/.test(text),
  beforePrereleases: ".a",
  compare: (a, b) => compareLists(segmentsOf(a), segmentsOf(b), compareSegments),
};
