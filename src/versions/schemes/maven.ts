import { compareDigits, compareLists, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT = /^[0-9A-Za-z][0-9A-Za-z._+-]*$/;

/** Words with a place before the release, in their order. `cr` is another word for `rc`. */
const BEFORE_RELEASE: readonly string[] = ["alpha", "beta", "milestone", "rc", "snapshot"];
/** Words that mean the release itself. */
const RELEASE: ReadonlySet<string> = new Set(["", "ga", "final", "release"]);
/** Words that mean something else when a digit follows at once. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

/** One token of a version: where it stands among others, then its text. */
interface Token {
  readonly kind: number;
  readonly text: string;
}

/*
 * The kinds in their order. Words before the release have their index in the list above. `release` is one that something
 * follows. Hyphens before numbers come before dots: 2.0-1 is earlier than 2.0.1.
 */
const END = BEFORE_RELEASE.length;
const RELEASE_WORD = END + 1;
const SERVICE_PACK = END + 2;
const WORD = END + 3;
const HYPHEN_NUMBER = END + 4;
const DOT_NUMBER = END + 5;

/**
 * Splits at dots, hyphens and between digits and other characters, which counts as a hyphen. Tokens that mean nothing (0,
 * `final`, ...) are left out at the end, before each hyphen and before each word, since `.word` and `-word` are the same.
 * That also makes the order transitive: a 0 that stays has a number above 0 behind it.
 */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const trim = (): void => {
    while (tokens.length > 1 && meansNothing(tokens.at(-1))) tokens.pop();
  };
  let separator = ".";
  let wasSeparator = true;
  const parts = text.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  const add = (part: string, next: string | undefined): void => {
    const token = tokenOf(part, separator, next);
    if (separator === "-" || token.kind < HYPHEN_NUMBER) trim();
    tokens.push(token);
  };
  for (const [index, part] of parts.entries()) {
    if (part === "." || part === "-") {
      if (wasSeparator) add("0", undefined);
      separator = part;
      wasSeparator = true;
    } else {
      if (!wasSeparator) separator = "-";
      add(part, parts[index + 1]);
      wasSeparator = false;
    }
  }
  trim();
  return tokens;
}

function tokenOf(part: string, separator: string, next: string | undefined): Token {
  if (/^\d/.test(part)) return { kind: separator === "-" ? HYPHEN_NUMBER : DOT_NUMBER, text: part };
  const long = next !== undefined && /^\d/.test(next) ? SHORT.get(part) : undefined;
  const word = long ?? (part === "cr" ? "rc" : part);
  if (RELEASE.has(word)) return { kind: RELEASE_WORD, text: "" };
  const early = BEFORE_RELEASE.indexOf(word);
  if (early !== -1) return { kind: early, text: "" };
  return word === "sp" ? { kind: SERVICE_PACK, text: "" } : { kind: WORD, text: word };
}

function meansNothing(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === RELEASE_WORD || (token.kind >= HYPHEN_NUMBER && /^0+$/.test(token.text));
}

function compareTokens(a: Token | undefined, b: Token | undefined): number {
  const kind = a?.kind ?? END;
  const order = kind - (b?.kind ?? END);
  if (order !== 0 || !a || !b) return order;
  return kind === WORD ? compareText(a.text, b.text) : compareDigits(a.text, b.text);
}

/**
 * Maven, https://maven.apache.org/pom.html#version-order-specification. The order is defined for any text. Pre-releases
 * are the words that Maven puts before a release; `1.0-preview` comes after 1.0.
 */
export const maven: VersionScheme = {
  name: "Maven version order",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: (text) => tokensOf(text).some(({ kind }) => kind < END),
  // Only what is before an alpha without a number comes earlier: 2.0.0-alpha-SNAPSHOT.
  beforePrereleases: "-alpha",
  compare: (a, b) => compareLists(tokensOf(a), tokensOf(b), compareTokens),
};
