import { exactNames, partsOf } from "../../search/exact.ts";
import { HIDDEN } from "../../search/hidden.ts";

/** What Pagefind keeps of a page, as far as it is used here. */
export interface Fragment {
  readonly url: string;
  /** The text with `<` and `>` as references. */
  readonly raw_content: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly anchors: readonly { readonly id: string; readonly text: string; readonly location: number }[];
  /** Words that were found, by their number in the text. */
  readonly weighted_locations: readonly { readonly balanced_score: number; readonly location: number }[];
}

/** A piece of a text; `found` if it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** A page that was found. */
export interface Result {
  readonly href: string;
  readonly title: readonly Piece[];
  readonly kind: string;
  readonly date: string;
  readonly id: string;
  readonly excerpt: readonly Piece[];
  /** The sections in which it was found, the best first. */
  readonly sections: readonly SectionResult[];
}

/** A section of a page that was found. */
export interface SectionResult {
  readonly href: string;
  readonly title: readonly Piece[];
  readonly excerpt: readonly Piece[];
}

/** Words in an excerpt, and how many of them stand before the first that was found. */
const LENGTH = 30;
const BEFORE = 6;
const MOST_SECTIONS = 3;
/** What a name that was looked for exactly counts in an excerpt. */
const EXACT = 100;

/** Makes a result of what Pagefind keeps. All of it is text: nothing is taken for HTML. */
export function resultOf(fragment: Fragment, exact: readonly string[]): Result {
  const { url, meta, filters, anchors } = fragment;
  const words = wordsOf(fragment.raw_content);
  const marks = marksOf(words, fragment.weighted_locations, new Set(exact));
  const headings = anchors.filter(({ id }) => id !== "").toSorted((a, b) => a.location - b.location);
  const title = splitWords(meta["title"] ?? url);
  const first = headings[0]?.location ?? words.length;
  const sections = headings.map(({ id, text, location }, index) => {
    const own = splitWords(text);
    const end = headings[index + 1]?.location ?? words.length;
    return {
      score: scoreOf(marks, location, end),
      view: {
        href: `${url.replace(/#.*$/, "")}#${id}`,
        title: marked(own, marks, location),
        excerpt: excerptOf(words, marks, location + own.length, end),
      },
    };
  });
  return {
    href: url,
    title: marked(title, marks, 0),
    kind: filters["kind"]?.[0] ?? "",
    date: meta["date"] ?? "",
    id: meta["id"]?.split(" ")[0] ?? "",
    excerpt: excerptOf(words, marks, title.length, first),
    sections: sections
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST_SECTIONS)
      .map(({ view }) => view),
  };
}

type Marks = ReadonlyMap<number, number>;

/** Words as Pagefind counts them. In languages without spaces, it puts a sign of no width (U+200B) between them. */
function wordsOf(raw: string): string[] {
  const text = raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return text.includes("\u200b") ? text.split("\u200b") : splitWords(text);
}

function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** What is to be marked, and how much it counts. A name of the glossary that is hidden marks the word that stands for it. */
function marksOf(
  words: readonly string[],
  locations: Fragment["weighted_locations"],
  exact: ReadonlySet<string>,
): Marks {
  const marks = new Map<number, number>();
  const add = (at: number, score: number): void => {
    let place = at;
    while (place > 0 && words[place]?.startsWith(HIDDEN)) place--;
    marks.set(place, (marks.get(place) ?? 0) + score);
  };
  for (const { location, balanced_score } of locations) add(location, balanced_score);
  if (exact.size > 0) {
    for (const [at, word] of words.entries()) {
      const names = exactNames(word);
      if (names.some((name) => exact.has(name) || partsOf(name).some((part) => exact.has(part))))
        add(at, EXACT);
    }
  }
  return marks;
}

function scoreOf(marks: Marks, from: number, to: number): number {
  let sum = 0;
  for (const [at, score] of marks) if (at >= from && at < to) sum += score;
  return sum;
}

/** The words around what was found, or the first ones where nothing was. */
function excerptOf(words: readonly string[], marks: Marks, from: number, to: number): Piece[] {
  const shown = [...words.keys()].slice(from, to).filter((at) => !words[at]?.startsWith(HIDDEN));
  if (shown.length === 0) return [];
  const start = startOf(shown, marks);
  const end = Math.min(shown.length, start + LENGTH);
  const pieces = piecesOf(
    shown.slice(start, end).map((at) => ({ text: words[at] ?? "", found: marks.has(at) })),
  );
  return [
    ...(start > 0 ? [{ text: "… ", found: false }] : []),
    ...pieces,
    ...(end < shown.length ? [{ text: " …", found: false }] : []),
  ];
}

/** Where the window with most of what was found begins, with a few words before the first of it. */
function startOf(shown: readonly number[], marks: Marks): number {
  const scores = shown.map((at) => marks.get(at) ?? 0);
  let sum = scores.slice(0, LENGTH - BEFORE).reduce((all, score) => all + score, 0);
  let best = { start: 0, sum };
  for (let start = 1; start + LENGTH - BEFORE <= shown.length; start++) {
    sum += (scores[start + LENGTH - BEFORE - 1] ?? 0) - (scores[start - 1] ?? 0);
    if (sum > best.sum) best = { start, sum };
  }
  const first = scores.findIndex((score, index) => index >= best.start && score > 0);
  const start = first === -1 ? best.start : first;
  return Math.max(0, Math.min(start - BEFORE, shown.length - LENGTH));
}

/** A short text, all of it, of which the first word is number `from`. */
function marked(words: readonly string[], marks: Marks, from: number): Piece[] {
  return piecesOf(words.map((text, index) => ({ text, found: marks.has(from + index) })));
}

/** Words with spaces between them, as few pieces as there can be. */
function piecesOf(words: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, { text, found }] of words.entries()) {
    const last = pieces.at(-1);
    const space = index === 0 ? "" : " ";
    if (last?.found === found) pieces[pieces.length - 1] = { text: `${last.text}${space}${text}`, found };
    else if (last && found) {
      pieces[pieces.length - 1] = { text: `${last.text}${space}`, found: false };
      pieces.push({ text, found });
    } else pieces.push({ text: `${last ? space : ""}${text}`, found });
  }
  return pieces;
}
