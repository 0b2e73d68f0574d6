import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { Tell } from "../importer.ts";
import { quoted } from "../text.ts";
import { readTime, type SourceTime } from "./time.ts";
import { isTrue, type YamlFields, type YamlValue } from "./yaml.ts";

/** The end of a notice that is over. */
export interface Ending {
  /** Undefined where the source does not say when, or says what cannot be. */
  readonly at?: Instant;
  /** What readers must be told of it. */
  readonly note?: string;
}

/** What a notice says of its end. */
export interface End {
  /** Undefined while it goes on. */
  readonly ending?: Ending;
  /** `resolvedWhen`, if that is a time after the start: the planned end of what is not over. */
  readonly until?: Instant;
}

/** Reads `resolved` and `resolvedWhen`. An end that cannot be is reported, and never made into another time. */
export function readEnd(fields: YamlFields, start: Instant, tell: Tell): End {
  const when = fields.get("resolvedWhen");
  const over = isOver(fields, tell);
  if (!over && !when?.text) return {};
  const time = readWhen(when?.text ?? "", start);
  const line = (when ?? fields.get("resolved"))?.line;
  if ("problem" in time) {
    const effect = over ? ", so no impact is written" : "";
    tell("adapted", `resolvedWhen: ${time.problem} The end is not known${effect}.`, line);
    return over ? { ending: { note: time.note } } : {};
  }
  for (const note of time.notes) tell("adapted", `resolvedWhen: ${note}`, line);
  return over ? { ending: { at: time.at }, until: time.at } : { until: time.at };
}

/** The time in `resolvedWhen`; or what is wrong with it, and what readers must be told. */
function readWhen(
  text: string,
  start: Instant,
): SourceTime | { readonly problem: string; readonly note: string } {
  if (text === "")
    return { problem: "It is missing.", note: "The source says that this is over, but not since when." };
  const time = readTime(text);
  if (typeof time === "string") {
    return { problem: time, note: `The source gives the end as ${quoted(text)}; the real end is not known.` };
  }
  if (time.at >= start) return time;
  const end = writeHeadingInstant(time.at);
  return {
    problem: `${end} is before date.`,
    note: `The source gives the end as ${end}, before its start; the real end is not known.`,
  };
}

function isOver(fields: YamlFields, tell: Tell): boolean {
  const resolved = fields.get("resolved");
  if (resolved?.text && !/^(?:true|yes|on|y|false|no|off|n)$/i.test(resolved.text)) {
    tell("adapted", `resolved is ${quoted(resolved.text)}, taken as false.`, resolved.line);
  }
  if (resolved?.text || !fields.get("resolvedWhen")?.text) return isTrue(resolved);
  const line = fields.get("resolvedWhen")?.line;
  tell("adapted", "resolved is missing; with a resolvedWhen it is taken as true.", line);
  return true;
}

/**
 * The end of an informational post. cState never counts one as active, and shows it on top only if it is pinned: so
 * without an end of its own it is over from the start, or goes on while it is pinned.
 */
export function informationalEnding(
  ending: Ending | undefined,
  start: Instant,
  pin: YamlValue | undefined,
  tell: Tell,
): Ending | undefined {
  if (ending || isTrue(pin)) return ending;
  tell("adapted", "An informational post without a pin is never active in cState: it ends when it begins.");
  return { at: start };
}
