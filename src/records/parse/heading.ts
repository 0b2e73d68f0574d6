import { type Instant, parseInstant } from "../instant.ts";
import { nearest } from "../nearest.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import { type IncidentKind, type Status, statuses } from "../schema/vocabulary.ts";

/** What an update heading says. A part that cannot be read is undefined, and a mistake tells why. */
export interface UpdateHeading {
  readonly status: Status | undefined;
  readonly at: Instant | undefined;
  readonly mistakes: readonly Mistake[];
}

const FORM = "## Identified — 2026-11-20 10:42 UTC";

/** Splits `Identified — 2026-11-20 10:42 UTC` where a dash or colon is followed by a digit; or at the first dash. */
const HEADING = /^(?<word>\p{L}[\p{L}\s-]*?)\s*(?:—|–|-|:)+\s*(?<time>\d.*)$/u;

/** Whether a line of text has the form of an update heading, whatever its level. */
export function looksLikeUpdate(text: string): boolean {
  const word = HEADING.exec(text.trim())?.groups?.["word"];
  return word !== undefined && nearest(slug(word), Object.values(statuses).flat()) !== undefined;
}

/** Reads the text of a level-2 heading: a status word, a dash or colon, an instant. */
export function parseUpdateHeading(text: string, kind: IncidentKind | undefined): UpdateHeading {
  const words = kind === undefined ? [...new Set(Object.values(statuses).flat())] : statuses[kind];
  const groups = HEADING.exec(text.trim())?.groups;
  if (!groups) return { status: undefined, at: undefined, mistakes: [headingMistake(text, words)] };
  const mistakes: Mistake[] = [];
  const word = slug(groups["word"] ?? "");
  const status = words.find((known) => known === word);
  if (!status) mistakes.push(statusMistake(groups["word"] ?? "", words, kind));
  const at = parseInstant(groups["time"] ?? "");
  if (typeof at === "object") mistakes.push(at);
  return { status, at: typeof at === "object" ? undefined : at, mistakes };
}

/** A status as people write it: `In progress`. */
export function statusWord(status: Status): string {
  const words = status.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function slug(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
}

function headingMistake(text: string, words: readonly string[]): Mistake {
  const near = nearest(slug(text.split(/\s*[—–:]\s*|\s-\s/)[0] ?? ""), words);
  return {
    code: "heading-unknown",
    message: "A level-2 heading begins an update, and this one has not the form of one.",
    found: quote(`## ${text}`),
    expected: `a status word, a dash and a time with its zone, as in ${FORM}`,
    hint: near
      ? `Add the time with its zone: ## ${statusWord(near as Status)} — 2026-11-20 10:42 UTC.`
      : "If it is part of the text, make it a level-3 heading with ###.",
  };
}

function statusMistake(word: string, words: readonly string[], kind: IncidentKind | undefined): Mistake {
  const near = nearest(slug(word), words);
  const elsewhere = Object.entries(statuses).find(([, list]) => (list as readonly string[]).includes(slug(word)))?.[0];
  return {
    code: "status-unknown",
    message: `${quote(word)} is no status of ${kind === "incident" || !kind ? "an incident" : `a ${kind}`}.`,
    found: quote(word),
    expected: `one of ${alternatives(words)}`,
    hint: near
      ? `Write ${statusWord(near as Status)}.`
      : elsewhere
        ? `This word belongs to kind: ${elsewhere}; use one of the list, or change the kind.`
        : "Use one of these words, or update if the status has not changed.",
  };
}
