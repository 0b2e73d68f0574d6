import type { Level } from "../../records/schema/vocabulary.ts";

/** What a badge can say: a level, or nothing about one. */
export type BadgeSign = Level | "none";

/** Colours for light and for dark surroundings. */
export type Pair = readonly [light: string, dark: string];

/** Colours of src/styles/tokens.css as sRGB: pictures are shown where no style sheet of ours is. */
export const palette = {
  surface: ["#ffffff", "#131d27"],
  line: ["#d5dbe3", "#2e3945"],
  ink: ["#12202f", "#e5ecf3"],
  operational: ["#0b6f49", "#65d49e"],
  maintenance: ["#3057a3", "#97bdf4"],
  degraded: ["#845a00", "#f1c45e"],
  partial: ["#a44600", "#f4a76a"],
  major: ["#ae1419", "#f98f87"],
  "operational-tint": ["#e0f7e9", "#112d21"],
  "maintenance-tint": ["#e8f1ff", "#1a2941"],
  "degraded-tint": ["#fff1cc", "#37290f"],
  "partial-tint": ["#ffebd9", "#412210"],
  "major-tint": ["#ffe7e5", "#481b19"],
} as const satisfies Readonly<Record<string, Pair>>;

/** The colour of a sign and its word, and the one behind them. */
export function coloursOf(sign: BadgeSign): { readonly ink: Pair; readonly tint: Pair } {
  return sign === "none"
    ? { ink: palette.ink, tint: palette.surface }
    : { ink: palette[sign], tint: palette[`${sign}-tint`] };
}

/** One shape for each level in a square of 24, as src/components/Sprite.astro has them: an area, and a line on it. */
export const shapes = {
  operational: ["M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z", "m7 12.4 3.4 3.4L17 9"],
  maintenance: ["M12 .6 23.4 12 12 23.4.6 12z", "M7.6 12h.1m4.25 0h.1m4.25 0h.1"],
  degraded: ["M12 1.5 23.6 22H.4z", "M12 9.5v5m0 3.4v.1"],
  partial: ["M1.5 1.5h21v21h-21z", "M7 12h10"],
  major: ["M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z", "m8 8 8 8m0-8-8 8"],
} as const satisfies Readonly<Record<Level, readonly [area: string, line: string]>>;
