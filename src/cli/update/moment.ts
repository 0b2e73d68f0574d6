import { clockSkew } from "../../model/checks/incident.ts";
import { parseDuration } from "../../records/duration.ts";
import {
  type Instant,
  parseInstant,
  parseInstantAfter,
  writeHeadingInstant,
  writeInstant,
} from "../../records/instant.ts";
import type { Mistake } from "../../records/problem.ts";
import { UsageError } from "../verb.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** How times are written, for messages. */
const PAST = "2026-11-20T10:42Z, 10:42Z (the last one) or 30m (ago)";
const LATER = "2026-11-20T10:42Z, 10:42Z (the next one) or 30m";

/** How times are written, for `--help`. */
export const timesHelp =
  "T is 2026-11-20T10:42Z, '2026-11-20 10:42 UTC', 10:42Z (the last one; for what is to come, the next one) or 30m\n" +
  "(m, h, d; ago, or from now).";

/** The full minute at or before an instant: what people read off a clock. */
export function fullMinute(instant: Instant): Instant {
  return Math.floor(instant / MINUTE) * MINUTE;
}

/**
 * Reads a time that has been: an instant, a bare time (`10:42 UTC`, the last one before `now`), or how long ago (`30m`).
 * Throws `UsageError` naming the option, also for a bare time of more than 12 hours ago.
 */
export function pastMoment(option: string, text: string, now: Instant): Instant {
  const ago = lengthOf(text.replace(/^-\s*|\s*ago$/g, ""));
  if (ago !== undefined) return fullMinute(now - ago);
  const instant = accepted(option, text, parseInstantAfter(text, fullMinute(now) - DAY + clockSkew));
  if (instant <= now + clockSkew) {
    requireNear(option, text, instant, now);
    return instant;
  }
  throw new UsageError(
    `--${option} ${text} lies in the future: it is ${clock(now)}. Expected a time up to now, such as ${PAST}.`,
  );
}

/** Throws `UsageError` for a bare time that was more than half a day ago: perhaps the next one was meant. */
function requireNear(option: string, text: string, instant: Instant, now: Instant): void {
  if (typeof parseInstant(text) !== "object" || instant >= fullMinute(now) - DAY / 2) return;
  throw new UsageError(
    `--${option} ${text} was more than 12 hours ago. Write it in full: ${writeInstant(instant)} if that is meant; ${writeInstant(instant + DAY)} is still to come.`,
  );
}

/**
 * Reads a time that comes after `after`: an instant, a bare time (the next one), or how long after (`30m`).
 * Throws `UsageError` naming the option.
 */
export function laterMoment(option: string, text: string, after: Instant): Instant {
  const length = lengthOf(text.replace(/^(?:\+|in\s)\s*/, ""));
  if (length !== undefined) return fullMinute(after + length);
  const instant = accepted(option, text, parseInstantAfter(text, after));
  if (instant > after) return instant;
  throw new UsageError(
    `--${option} ${text} is not after ${clock(after)}. Expected a later time, such as ${LATER}.`,
  );
}

/** Reads an instant or a bare time near `now`, past or coming: the next one, unless it is written in full. */
export function anyMoment(option: string, text: string, now: Instant): Instant {
  const length = lengthOf(text.replace(/^(?:\+|in\s)\s*/, ""));
  return length === undefined
    ? accepted(option, text, parseInstantAfter(text, now))
    : fullMinute(now + length);
}

function clock(instant: Instant): string {
  return writeHeadingInstant(fullMinute(instant));
}

function lengthOf(text: string): number | undefined {
  const length = parseDuration(text);
  return typeof length === "object" ? undefined : length;
}

function accepted(option: string, text: string, read: Instant | Mistake): Instant {
  if (typeof read !== "object") return read;
  // A number is meant to be a length of time; of anything else the hint says what is wrong.
  const hint = /^\d{1,3}\s*[a-z]*$/i.test(text)
    ? `For a length of time write ${text.replace(/\D+/g, "")}m, or h or d.`
    : read.hint;
  throw new UsageError(
    `--${option} ${JSON.stringify(text)}: ${read.message} Expected ${read.expected}, or 30m. ${hint}`,
  );
}
