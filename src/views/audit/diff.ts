import { type ChangeObject, diffLines, diffWordsWithSpace } from "diff";
import { counted } from "../count.ts";

/** How a text changed, word by word. */
export interface DiffView {
  readonly segments: readonly SegmentView[];
  /** Whether it is too large to be shown at once. */
  readonly large: boolean;
  /** `12 lines`, for what is folded. */
  readonly size: string;
  /** How many characters are not shown, because nobody would read so many here. */
  readonly omitted: number;
}

/** A stretch of text. `skip` stands for unchanged text that is left out. */
export interface SegmentView {
  readonly kind: "same" | "insert" | "delete" | "skip";
  readonly text: string;
}

/**
 * Insertions and deletions beyond which words are no longer compared. The cost grows with its square: some 30 ms at
 * worst. A limit of time instead would let the same commit give other pages on another machine.
 */
const MOST_EDITS = 600;
/** The same for lines, which are compared where there is too much for words. */
const MOST_LINES = 400;
/** Texts that are larger are shown before and after, and not compared. */
const MOST_CHARACTERS = 400_000;
/** What is shown of unchanged text beside a change. */
const CONTEXT = 120;
const LARGE_LINES = 40;
const LARGE_CHARACTERS = 3000;
/** What is shown at most of each kind of segment. */
const SHOWN_CHARACTERS = 15_000;
/** How many comparisons of the costliest kind a page may have, some two seconds in all. */
const MOST_WORK = 50;

/** Compares two texts. */
export type Compare = (before: string, after: string) => DiffView;

/**
 * What compares the texts of one page, and stops comparing when it has had enough: then texts are shown as they were
 * before and after. Texts are made fit to be shown before, since a name may fall apart in the comparison.
 */
export function comparer(): Compare {
  let work = 0;
  return (before, after) => {
    if (before === "" || after === "" || work >= MOST_WORK) return viewOf(wholeOf(before, after));
    work += (before.length + after.length) / MOST_CHARACTERS;
    const changes = changesOf(before, after);
    if (!changes) {
      work += 1;
      return viewOf(wholeOf(before, after));
    }
    const edits = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
    work += (edits / MOST_EDITS) ** 2;
    return viewOf(changes.map(segmentOf));
  };
}

function viewOf(all: readonly SegmentView[]): DiffView {
  const { segments, omitted } = capped(shortened(joined(all.filter((segment) => segment.text !== ""))));
  const text = segments.map((segment) => segment.text).join("");
  const lines = text.split("\n").length;
  return {
    segments,
    large: lines > LARGE_LINES || text.length > LARGE_CHARACTERS,
    size: counted(lines, "line"),
    omitted,
  };
}

function wholeOf(before: string, after: string): SegmentView[] {
  return [
    { kind: "delete", text: before },
    { kind: "insert", text: after },
  ];
}

/** Compares words, or else lines; undefined where there is too much of both. */
function changesOf(before: string, after: string): ChangeObject<string>[] | undefined {
  if (before.length + after.length > MOST_CHARACTERS) return undefined;
  return (
    diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS }) ??
    diffLines(before, after, { maxEditLength: MOST_LINES })
  );
}

function segmentOf({ added, removed, value }: ChangeObject<string>): SegmentView {
  return { kind: added ? "insert" : removed ? "delete" : "same", text: value };
}

/** Takes changes together between which only a space is the same: a rewritten sentence is one change, not ten. */
function joined(segments: readonly SegmentView[]): SegmentView[] {
  const result: SegmentView[] = [];
  let deleted = "";
  let inserted = "";
  let between = "";
  const flush = (): void => {
    if (deleted !== "") result.push({ kind: "delete", text: deleted });
    if (inserted !== "") result.push({ kind: "insert", text: inserted });
    if (between !== "") result.push({ kind: "same", text: between });
    deleted = inserted = between = "";
  };
  for (const { kind, text } of segments) {
    if (kind === "same") {
      const isOpen = deleted !== "" && inserted !== "";
      if (isOpen && /^[^\S\n]+$/.test(text)) between = text;
      else {
        flush();
        result.push({ kind, text });
      }
      continue;
    }
    if (between !== "") {
      deleted += between;
      inserted += between;
      between = "";
    }
    if (kind === "delete") deleted += text;
    else inserted += text;
  }
  flush();
  return result;
}

/** Leaves out long stretches that did not change, but for some words beside each change. */
function shortened(segments: readonly SegmentView[]): SegmentView[] {
  return segments.flatMap((segment, index): SegmentView[] => {
    const { kind, text } = segment;
    const isFirst = index === 0;
    const isLast = index === segments.length - 1;
    if (kind !== "same" || text.length <= CONTEXT * (isFirst || isLast ? 1.5 : 2.5)) return [segment];
    const begin = isFirst ? "" : text.slice(0, boundary(text, CONTEXT, -1));
    const end = isLast ? "" : text.slice(boundary(text, text.length - CONTEXT, 1));
    return [
      ...(begin === "" ? [] : [{ kind, text: begin }]),
      { kind: "skip" as const, text: "…" },
      ...(end === "" ? [] : [{ kind, text: end }]),
    ];
  });
}

/** A place between words, at most 30 characters before or after another one; never within a character. */
function boundary(text: string, at: number, step: 1 | -1): number {
  for (let place = at; Math.abs(place - at) <= 30; place += step)
    if (/\s/.test(text[place] ?? " ")) return place;
  return /[\udc00-\udfff]/.test(text[at] ?? "") ? at + 1 : at;
}

function capped(segments: readonly SegmentView[]): { segments: SegmentView[]; omitted: number } {
  const room = {
    same: SHOWN_CHARACTERS,
    skip: SHOWN_CHARACTERS,
    delete: SHOWN_CHARACTERS,
    insert: SHOWN_CHARACTERS,
  };
  let omitted = 0;
  const shown: SegmentView[] = [];
  for (const segment of segments) {
    const text = segment.text.slice(0, room[segment.kind]).toWellFormed();
    if (text !== "") shown.push({ ...segment, text });
    omitted += segment.text.length - text.length;
    room[segment.kind] -= text.length;
  }
  return { segments: shown, omitted };
}
