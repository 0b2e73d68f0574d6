import { compareDigits, compareLists, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT =
  /^\d+(?:\.\d+)*[a-z]?(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*(?:~[0-9a-f]+)?(?:-r\d+)?$/;

/** Suffixes in their order; the first four come before the release, the others after it. */
const SUFFIXES: readonly string[] = ["alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p"];
const LATE = SUFFIXES.indexOf("cvs");

/** One token of a version: its kind, then its text. */
interface Token {
  readonly kind: number;
  readonly text: string;
}

/*
 * The kinds in their order. Where one version ends, it comes before one that goes on, except with a suffix such as `_rc`
 * or with text that belongs to no version.
 */
const INVALID = 0;
const EARLY_SUFFIX = 1;
const END = 2;
const REVISION = 3;
const HASH = 4;
const SUFFIX_NUMBER = 5;
const LATE_SUFFIX = 6;
const LETTER = 7;
/** A number after a dot that begins with 0 is compared as text: 1.06 comes before 1.1. */
const ZERO_NUMBER = 8;
const NUMBER = 9;

/** One token after the first number; a dot alone is the start of text that belongs to no version. */
const TOKEN = /\.(\d+|(?=\.))|([a-z])|_([a-z]+)|(\d+)|~([0-9a-f]+)|-r(\d*)(?![a-z])|(\.)/y;

function tokensOf(text: string): readonly Token[] {
  const first = /^\d*/.exec(text)?.[0] ?? "";
  const tokens: Token[] = [{ kind: NUMBER, text: first }];
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = first.length;
  while (pattern.lastIndex < text.length) {
    const token = tokenOf(pattern.exec(text));
    tokens.push(token ?? { kind: INVALID, text: "" });
    if (!token) break;
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray | null): Token | undefined {
  if (!match) return undefined;
  const [, number, letter, suffix, suffixNumber, hash, revision] = match;
  if (number !== undefined) return { kind: /^(?:0|$)/.test(number) ? ZERO_NUMBER : NUMBER, text: number };
  if (letter !== undefined) return { kind: LETTER, text: letter };
  if (suffix !== undefined) return suffixToken(suffix);
  if (suffixNumber !== undefined) return { kind: SUFFIX_NUMBER, text: suffixNumber };
  if (hash !== undefined) return { kind: HASH, text: hash };
  if (revision !== undefined) return { kind: REVISION, text: revision };
  return { kind: INVALID, text: "" };
}

function suffixToken(suffix: string): Token | undefined {
  const place = SUFFIXES.indexOf(suffix);
  if (place === -1) return undefined;
  return { kind: place < LATE ? EARLY_SUFFIX : LATE_SUFFIX, text: String(place) };
}

function compareTokens(a: Token | undefined, b: Token | undefined): number {
  const kind = a?.kind ?? END;
  const order = kind - (b?.kind ?? END);
  if (order !== 0 || !a || !b) return order;
  const asText = kind === ZERO_NUMBER || kind === LETTER || kind === HASH;
  return asText ? compareText(a.text, b.text) : compareDigits(a.text, b.text);
}

/**
 * Alpine's apk, described in apk-package(5). What follows text that belongs to no version is not looked at, except after
 * a lone dot.
 */
export const alpine: VersionScheme = {
  name: "apk",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: (text) => tokensOf(text).some(({ kind }) => kind === EARLY_SUFFIX),
  compare: (a, b) => compareLists(tokensOf(a), tokensOf(b), compareTokens),
};
