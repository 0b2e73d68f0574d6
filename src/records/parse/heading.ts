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
const ALL_WORDS: readonly Status[] = [...new Set(Object.values(statuses).flat())];

/** Whether a line of text has the form of an update heading, whatever its level. */
export function looksLikeUpdate(text: string): boolean {
  const parts = split(text);
  return (
    parts !== undefined &&
    /^\d{1,4}[-:./]\d/.test(parts.time) &&
    nearest(slug(parts.word), ALL_WORDS) !== undefined
  );
}

/** Whether a line is nothing but a status word and a time, so that it must have been meant as a heading. */
export function isBareUpdate(text: string): boolean {
  return (
    looksLikeUpdate(text) &&
    /^\d{4}-\d{2}-\d{2}(?:T|\s)\s*\d{1,2}:\d{2}\S*(?:\s*[A-Za-z]{1,5})?$/.test(split(text)?.time ?? "")
  );
}

/** Reads the text of a level-2 heading: a status word, a dash or colon, an instant. */
export function parseUpdateHeading(
  text: string,
  kind: IncidentKind | undefined,
  underlined = false,
): UpdateHeading {
  const words = kind === undefined ? ALL_WORDS : statuses[kind];
  const parts = split(text);
  if (!parts)
    return { status: undefined, at: undefined, mistakes: [headingMistake(text, words, underlined)] };
  const mistakes: Mistake[] = [];
  const word = slug(parts.word);
  const status = words.find((known) => known === word);
  if (!status) mistakes.push(statusMistake(parts.word, words, kind));
  const at = parseInstant(parts.time);
  if (typeof at === "object") mistakes.push(at);
  return { status, at: typeof at === "object" ? undefined : at, mistakes };
}

/** A status as people write it: `In progress`. */
export function statusWord(status: Status): string {
  const words = status.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Takes `Identified — 2026-11-20 10:42 UTC` apart: letters, then dashes or colons of any script, then what begins with
 * a digit. No heading is longer than 200 characters; of a longer text nothing is looked at.
 */
function split(text: string): { readonly word: string; readonly time: string } | undefined {
  const digit = text.length > 200 ? -1 : text.search(/\d/);
  if (digit < 1) return undefined;
  const before = text.slice(0, digit).trim();
  let end = before.length;
  while (end > 0 && /[\s\p{Pd}\u2212:：]/u.test(before.charAt(end - 1))) end--;
  const word = before.slice(0, end);
  return end < before.length && /^\p{L}[\p{L}\s_-]*$/u.test(word)
    ? { word, time: text.slice(digit).trim() }
    : undefined;
}

function slug(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
}

function headingMistake(text: string, words: readonly string[], underlined: boolean): Mistake {
  const runs = text.slice(0, 200).match(/\p{L}[\p{L} _-]*/gu) ?? [];
  const near = runs.flatMap((run) => nearest(slug(run).replace(/-$/, ""), words) ?? [])[0];
  return {
    code: "heading-unknown",
    message: "A level-2 heading begins an update, but this one does not have the form of one.",
    found: underlined ? quote(`${text}\n---`) : quote(`## ${text}`),
    expected: `a status word, a dash and a time with its zone, as in ${FORM}`,
    hint: near
      ? `Write "## ${statusWord(near as Status)} — " and the time with its zone.`
      : underlined
        ? "The line of hyphens makes a heading of the text above it: put an empty line between them."
        : text === ""
          ? "Write a status word and a time after it, or remove it."
          : "If it is part of the text, make it a level-3 heading with ###.",
  };
}

function statusMistake(word: string, words: readonly string[], kind: IncidentKind | undefined): Mistake {
  const near = nearest(slug(word), words);
  const elsewhere = Object.entries(statuses).find(([, list]) =>
    (list as readonly string[]).includes(slug(word)),
  )?.[0];
  return {
    code: "status-unknown",
    message: `${quote(word)} is no status of ${kind === "incident" || !kind ? "an incident" : `a ${kind}`}.`,
    found: quote(word),
    expected: `one of ${alternatives(words.map((status) => statusWord(status as Status)))}`,
    hint: elsewhere
      ? `This word belongs to kind: ${elsewhere}. Use one of the list, or change the kind.`
      : near
        ? `Write ${statusWord(near as Status)}.`
        : "Use one of these words, or Update if the status has not changed.",
  };
}
