/** What is left of a text after cutting, and how wide it is about, in units of its font's size. */
export interface Cut {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** About how wide signs are in Verdana and its like, in units of the font's size. The first that fits counts. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/\p{Extended_Pictographic}\ufe0f|\p{Emoji_Presentation}|\p{Regional_Indicator}/u, 1.3],
  [/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u, 1],
  [/[ijlIft.,:;!'|()[\]\u00a0 ]/u, 0.4],
  [/[mwMW@%]/u, 0.95],
  [/[\p{sc=Arabic}\p{sc=Hebrew}]/u, 0.56],
  [/\p{Lu}/u, 0.73],
  [/\p{sc=Latin}/u, 0.6],
];
const OTHER = 0.65;

/** Cuts a text between what readers take for letters, so that it is at most so wide. */
export function cut(text: string, most: number): Cut {
  let width = 0;
  let room = "";
  let roomWidth = 0;
  let long = "";
  for (const { segment } of segmenter.segment(text)) {
    const next = width + widthOf(segment);
    if (next > most) return { text: `${room.trimEnd()}…`, width: roomWidth + 1 };
    long += segment;
    width = next;
    // A place that leaves room for the ellipsis.
    if (width + 1 <= most) [room, roomWidth] = [long, width];
  }
  return { text, width };
}

/** One sign with what stands above and below it. */
function widthOf(segment: string): number {
  const visible = segment.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "");
  if (visible === "") return 0;
  // In scripts such as Devanagari, one such sign has several letters side by side.
  return widths.find(([pattern]) => pattern.test(segment))?.[1] ?? OTHER * [...visible].length;
}
