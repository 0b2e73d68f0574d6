import type { Term } from "../../records/term.ts";

/** Where a term stands in a text: UTF-16 code units. */
export interface Found {
  readonly term: Term;
  readonly start: number;
  readonly end: number;
}

/** A term or one of its aliases, to be looked for. */
interface Name {
  readonly term: Term;
  /** Matches the name where it begins: words with any one break of a line, or spaces, between them. */
  readonly pattern: RegExp;
}

/** Names that begin with the same word: thousands of them take no longer to try than one of each length. */
interface Names {
  /** Lengths that occur, the longest first. */
  readonly lengths: number[];
  /** By the whole name, in lower case, with one space between its words. */
  readonly byText: Map<string, Name[]>;
}

/** The names of terms by the first word of each, in lower case. */
export type Finder = ReadonlyMap<string, Names>;

/** Names that can stand between brackets as they are, in any text: others are explained in the glossary and never linked. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} "'’%()+,./:#-]*$/u;

/** What a name begins with. */
const FIRST = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/u;

/** Longest name, in UTF-16 code units; in a text, the white space between its words may be longer. */
const LONGEST = 100;

const known = new WeakMap<readonly Term[], Finder>();

/** Makes what terms are found by, once for a list. The first term that claims a name has it. */
export function termFinder(terms: readonly Term[]): Finder {
  const made = known.get(terms);
  if (made) return made;
  const names = new Map<string, Names>();
  const claimed = new Set<string>();
  for (const term of terms) {
    for (const text of [term.term, ...term.aliases]) {
      const name = text.normalize("NFC").replace(/\s+/g, " ");
      // An abbreviation such as CAP or SAFE is no word in lower case.
      const isAbbreviation = /\p{Lu}\P{Ll}*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name);
      const claim = isAbbreviation ? name : name.toLowerCase();
      const first = FIRST.exec(name)?.[0];
      if (first === undefined || name.length > LONGEST || !PLAIN.test(name) || claimed.has(claim)) continue;
      claimed.add(claim);
      const source = name.split(" ").map(escaped).join("(?:[ \\t]+|[ \\t]?\\r?\\n[ \\t]*)");
      const pattern = new RegExp(source, isAbbreviation ? "yu" : "iyu");
      const key = first.toLowerCase();
      const own = names.get(key) ?? { lengths: [], byText: new Map<string, Name[]>() };
      names.set(key, own);
      const lower = name.toLowerCase();
      if (!own.lengths.includes(lower.length)) own.lengths.push(lower.length);
      own.byText.set(lower, [...(own.byText.get(lower) ?? []), { term, pattern }]);
    }
  }
  for (const { lengths } of names.values()) lengths.sort((a, b) => b - a);
  known.set(terms, names);
  return names;
}

/**
 * What may begin a name, and what none begins in: an escaped sign, and a reference such as `&amp;`, whose letters are no
 * word.
 */
const WORD =
  /\\.|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/**
 * Finds terms in a piece of a text, from its beginning; of two that begin at the same place, the longer one. What stands
 * before and after the piece belongs to no word of it: signs of emphasis, say.
 */
export function* findTerms(text: string, finder: Finder, from: number, to: number): Generator<Found> {
  const word = new RegExp(WORD);
  word.lastIndex = from;
  for (let match = word.exec(text); match && match.index < to; match = word.exec(text)) {
    const start = match.index;
    const end = endOf(text, finder.get(match[0].toLowerCase()), start, { from, to });
    if (end === undefined) continue;
    yield { term: end.term, start, end: end.at };
    word.lastIndex = end.at;
  }
}

function endOf(
  text: string,
  names: Names | undefined,
  start: number,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly term: Term; readonly at: number } | undefined {
  if (!names || isJoinedBefore(text.slice(Math.max(from, start - 4), start))) return undefined;
  const ahead = text
    .slice(start, start + 3 * LONGEST)
    .replace(/\s+/g, " ")
    .toLowerCase();
  for (const length of names.lengths) {
    for (const { term, pattern } of names.byText.get(ahead.slice(0, length)) ?? []) {
      pattern.lastIndex = start;
      if (!pattern.test(text)) continue;
      const at = pattern.lastIndex;
      if (at <= to && !isJoinedAfter(text.slice(at, Math.min(to, at + 4)))) return { term, at };
    }
  }
  return undefined;
}

/** Whether what stands before a name belongs to the same word, name of a host, path or address. */
function isJoinedBefore(before: string): boolean {
  return /(?:[\p{L}\p{M}\p{N}_/\\@#$&=+!]|[\p{L}\p{N}][-.:’'])$/u.test(before);
}

/** The same of what stands after it. A full stop or a colon ends a sentence where no letter follows. */
function isJoinedAfter(after: string): boolean {
  return /^(?:[\p{L}\p{M}\p{N}_/\\@=+]|[-.:][\p{L}\p{N}]|\()/u.test(after);
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
