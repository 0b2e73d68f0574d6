import { ENOUGH } from "../../../model/metrics/figure.ts";
import { durationText } from "../../time.ts";

/** A sentence in which figures stand out. */
export type Sentence = readonly (string | { readonly figure: string })[];

/** Something to stand out in a sentence. */
export function figure(text: string | number): { readonly figure: string } {
  return { figure: String(text) };
}

/** A duration that is not broken over two lines. */
export function tightDuration(duration: number): string {
  return durationText(duration).replaceAll(" ", "\u00a0");
}

/** `5 min, 20 min and 2 h`. */
export function andList(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** `34 of 36`, not broken over two lines. */
export function ofText(part: number, total: number): string {
  return `${part}\u00a0of\u00a0${total}`;
}

/** ` (94 %)`, never rounded up; empty where there are too few for a share to say anything. */
export function percentText(part: number, total: number): string {
  return total < ENOUGH ? "" : ` (${Math.floor((part / total) * 100)}\u00a0%)`;
}

/**
 * How many records a figure comes from, and why the others are not in it: `11 of 14 incidents; 2 without a time of
 * detection, 1 still going on.` There is one reason for each record that is not.
 */
export function countText(known: number, total: string, reasons: readonly string[]): string {
  const kinds = [...Map.groupBy(reasons, (reason) => reason)]
    .toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([reason, own]) => `${own.length} ${reason}`);
  return `${known} of ${total}${kinds.length > 0 ? `; ${kinds.join(", ")}` : ""}.`;
}
