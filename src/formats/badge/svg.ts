import { singleLine } from "../../views/line.ts";
import { type BadgeSign, coloursOf, type Pair, palette, shapes } from "./palette.ts";
import { cut } from "./width.ts";

/** What a badge says. */
export interface Badge {
  /** What it is about. */
  readonly label: string;
  /** What is said of it. */
  readonly word: string;
  readonly sign: BadgeSign;
  /** BCP 47 tag of the label's language. */
  readonly language: string;
}

const HEIGHT = 20;
const SIZE = 11;
const PAD = 7;
const SIGN = 12;
const GAP = 4;
/** The longest label, in units of the font's size. The title has it whole. */
const MOST = 24;

/**
 * A badge as SVG. Colours are attributes, and a style sheet within changes them where dark is preferred: a host that
 * forbids styles within leaves the light ones. Widths of texts are given, so that any font fits. No script, no
 * reference to anything else.
 */
export function badgeSvg(badge: Badge): string {
  const { sign, language } = badge;
  const [label, word] = [cut(singleLine(badge.label), MOST), cut(singleLine(badge.word), MOST)];
  const [labelWidth, wordWidth] = [Math.ceil(label.width * SIZE), Math.ceil(word.width * SIZE)];
  const signWidth = sign === "none" ? 0 : SIGN + GAP;
  const edge = PAD + labelWidth + PAD;
  const width = edge + PAD + signWidth + wordWidth + PAD;
  const { ink, tint } = coloursOf(sign);
  const title = escapeXml(`${singleLine(badge.label)}: ${singleLine(badge.word)}`);
  const radius = 4;
  const right = `M${edge} .5H${width - radius - 0.5}a${radius} ${radius} 0 0 1 ${radius} ${radius}v${HEIGHT - 2 * radius - 1}a${radius} ${radius} 0 0 1-${radius} ${radius}H${edge}z`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}" xml:lang="${escapeXml(language)}">`,
    `<title>${title}</title>`,
    `<style>@media(prefers-color-scheme:dark){${dark({ s: palette.surface, l: palette.ink, t: tint, w: ink })}.b{stroke:${palette.line[1]}}${sign === "none" ? "" : `.g{stroke:${tint[1]}}`}}</style>`,
    `<rect class="s b" x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="${radius}" fill="${palette.surface[0]}" stroke="${palette.line[0]}"/>`,
    `<path class="t b" d="${right}" fill="${tint[0]}" stroke="${palette.line[0]}"/>`,
    ...(sign === "none" ? [] : [signSvg(sign, edge + PAD, ink, tint)]),
    `<g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="${SIZE}" text-anchor="middle">`,
    textSvg(label.text, PAD + labelWidth / 2, labelWidth, "l", palette.ink),
    textSvg(word.text, edge + PAD + signWidth + wordWidth / 2, wordWidth, "w", ink),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function signSvg(sign: Exclude<BadgeSign, "none">, x: number, ink: Pair, tint: Pair): string {
  const [area, line] = shapes[sign];
  return [
    `<g transform="translate(${x} ${(HEIGHT - SIGN) / 2})scale(${SIGN / 24})">`,
    `<path class="w" d="${area}" fill="${ink[0]}"/>`,
    `<path class="g" d="${line}" fill="none" stroke="${tint[0]}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>`,
    "</g>",
  ].join("");
}

/** A text stands in the middle of its place: so it does whichever way it is read. */
function textSvg(text: string, x: number, width: number, name: string, [light]: Pair): string {
  const direction = isRightToLeft(text) ? ' direction="rtl"' : "";
  return `<text class="${name}" x="${x}" y="14" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${light}"${direction}>${escapeXml(text)}</text>`;
}

function dark(fills: Readonly<Record<string, Pair>>): string {
  return Object.entries(fills)
    .map(([name, [, colour]]) => `.${name}{fill:${colour}}`)
    .join("");
}

/** As HTML's dir=auto decides: by the first letter that has a direction. */
function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u.test(text);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
