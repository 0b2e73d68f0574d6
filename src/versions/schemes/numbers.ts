import { compareDigits, compareLists } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

/** Numbers one by one; a list that ends comes before the same one with more: 1.0 before 1.0.0. */
function compareNumbers(a: string, b: string): number {
  return compareLists(numbersOf(a), numbersOf(b), (left, right) => {
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    return compareDigits(left, right);
  });
}

/** The runs of digits in a text; whatever stands between them separates. */
function numbersOf(text: string): readonly string[] {
  return text.match(/\d+/g) ?? [];
}

/**
 * Haskell's Package Versioning Policy, https://pvp.haskell.org: numbers with dots. Anything else in a text separates
 * numbers, so that a text without one comes first.
 */
export const hackage: VersionScheme = {
  name: "PVP",
  isVersion: (text) => matches(/^\d+(?:\.\d+)*$/, text),
  isPrerelease: () => false,
  compare: compareNumbers,
};

/** R's `package_version`, from "Writing R Extensions", 1.1.1: at least two numbers, with dots or hyphens, which are alike. */
export const cran: VersionScheme = {
  name: "R package_version",
  isVersion: (text) => matches(/^\d+(?:[.-]\d+)+$/, text),
  isPrerelease: () => false,
  compare: compareNumbers,
};
