import { compareDigits, compareLists } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT = /^(?:\d+:\d[0-9A-Za-z.+~:-]*|\d[0-9A-Za-z.+~-]*)$/;

interface DebianParts {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

/** `[epoch:]upstream[-revision]`; a missing epoch or revision is the same as 0. */
function parse(text: string): DebianParts {
  const epoch = /^(\d+):/.exec(text)?.[1];
  const rest = epoch === undefined ? text : text.slice(epoch.length + 1);
  const hyphen = rest.lastIndexOf("-");
  return {
    epoch: epoch ?? "0",
    upstream: hyphen === -1 ? rest : rest.slice(0, hyphen),
    revision: hyphen === -1 ? "" : rest.slice(hyphen + 1),
  };
}

/** Runs of digits, and every other character alone. */
function tokensOf(text: string): readonly string[] {
  return text.match(/\d+|\D/g) ?? [];
}

/** The end of a text is the number 0. A tilde comes before that, letters after all numbers, other characters last. */
function compareTokens(a = "0", b = "0"): number {
  return weightOf(a) - weightOf(b) || (isNumber(a) && isNumber(b) ? compareDigits(a, b) : 0);
}

function isNumber(token: string): boolean {
  return /^\d/.test(token);
}

function weightOf(token: string): number {
  if (isNumber(token)) return 0;
  if (token === "~") return -1;
  return token.charCodeAt(0) + (/^[A-Za-z]/.test(token) ? 0 : 0x10000);
}

/**
 * Debian Policy, section 5.6.12 (https://www.debian.org/doc/debian-policy/ch-controlfields.html#version). The order is
 * defined for any text.
 */
export const debian: VersionScheme = {
  name: "Debian Policy 5.6.12",
  isVersion: (text) => matches(STRICT, text),
  // A tilde in the revision marks a backport of a release.
  isPrerelease: (text) => parse(text).upstream.includes("~"),
  // Only what has two tildes comes earlier: 2.0.0~~git1.
  beforePrereleases: "~",
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareLists(tokensOf(left.upstream), tokensOf(right.upstream), compareTokens) ||
      compareLists(tokensOf(left.revision), tokensOf(right.revision), compareTokens)
    );
  },
};
