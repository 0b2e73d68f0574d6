import type { Instant } from "../../records/instant.ts";
import type { Part } from "./part.ts";

/** The parts of a notice by what they are. */
export interface Cast {
  /** The first message. */
  readonly opening?: Part;
  /** The last message, where there is one and the notice is over. */
  readonly closing?: Part;
  /** Unmarked text before a marked first message. */
  readonly preface?: Part;
  /** All parts but the preface, oldest first. */
  readonly inOrder: readonly Part[];
}

/** Finds out which part is which. `over`: whether the notice is over; `end`: when, if that is known. */
export function castParts(parts: readonly Part[], over: boolean, end: Instant | undefined): Cast {
  const ordered = isNewestFirst(parts) ? parts.toReversed() : parts;
  const unmarked = ordered.find((part) => !part.marker && !part.time);
  const marked = ordered.find((part) => part.marker?.role === "opening");
  const opening = marked ?? unmarked ?? firstDated(ordered);
  const preface = unmarked === opening ? undefined : unmarked;
  const closing = over
    ? (ordered.findLast((part) => part.marker?.role === "closing") ??
      ordered.findLast(
        (part) => part !== opening && part.time && part.time.at === end && !part.marker?.status,
      ))
    : undefined;
  return {
    ...(opening && { opening }),
    ...(closing && { closing }),
    ...(preface && { preface }),
    inOrder: ordered.filter((part) => part !== preface),
  };
}

/** Sites put the newest part on top, mostly. The times tell; where there are none, the roles do. */
function isNewestFirst(parts: readonly Part[]): boolean {
  const times = parts.flatMap((part) => part.time?.at ?? []);
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  if (first !== last) return first > last;
  const roles = parts.flatMap((part) => part.marker?.role ?? []);
  const opening = roles.indexOf("opening");
  const closing = roles.indexOf("closing");
  if (opening === -1) return closing === 0 && roles.length > 1;
  return closing === -1 ? opening > 0 : closing < opening;
}

/** The oldest part with a time, unless its label says that it is not the first message. */
function firstDated(ordered: readonly Part[]): Part | undefined {
  const first = ordered.find((part) => part.time);
  if (!first?.marker) return first;
  return first.marker.bare || first.marker.status ? first : undefined;
}
