import { clockSkew } from "../../model/checks/incident.ts";
import type { Incident } from "../../records/incident.ts";
import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { parseBody } from "../../records/parse/body.ts";
import { splitFrontMatter } from "../../records/parse/frontmatter.ts";
import {
  finalStatuses,
  type IncidentKind,
  neutralStatuses,
  type Status,
} from "../../records/schema/vocabulary.ts";
import { readNow } from "../now.ts";
import { type Input, type Io, textOption, UsageError } from "../verb.ts";
import { sourceOf } from "./examine.ts";
import { fullMinute, pastMoment } from "./moment.ts";

/*
 * What a file said before: an update has to fit what comes before it.
 */

/** An update that a file has. */
export interface Past {
  readonly status: Status;
  readonly at: Instant;
}

/** The updates that a file has, also where its front matter is broken. */
export function updatesIn(file: string, text: string, kind: IncidentKind): readonly Past[] {
  const split = splitFrontMatter(sourceOf(file, text).text);
  return "mistake" in split ? [] : parseBody(split.body, split.bodyLine, kind).updates;
}

/** `--at`, or now; never before the newest update, since updates are written in the order of time. */
export function momentOf(past: readonly Past[], input: Input, io: Io): Instant {
  const now = readNow(input, io);
  const newest = Math.max(...past.map((update) => update.at));
  const given = textOption(input, "at");
  const at = given === undefined ? fullMinute(now) : pastMoment("at", given, now);
  if (at >= newest) return at;
  if (given === undefined && newest <= now + clockSkew) return newest;
  throw new UsageError(
    `the newest update is of ${writeHeadingInstant(newest)}, and a new one cannot come before it. ${
      given === undefined
        ? `It is ${writeHeadingInstant(at)} by this clock: correct the clock or that update.`
        : "Give a later --at, or leave it out."
    }`,
  );
}

/** The status of a record after an update: an update or a correction leaves it as it was. */
export function lasting(status: Status, past: readonly Past[]): Status {
  if (!neutralStatuses.includes(status)) return status;
  return past.findLast((update) => !neutralStatuses.includes(update.status))?.status ?? status;
}

/** Throws `UsageError` for a status that cannot follow those before it. */
export function requireFitting(status: Status, kind: IncidentKind, past: readonly Past[]): void {
  if (neutralStatuses.includes(status)) return;
  const last = past.findLast((update) => !neutralStatuses.includes(update.status));
  const over = last !== undefined && finalStatuses.includes(last.status);
  if (status === "reopened") {
    if (over) return;
    throw new UsageError(
      "this incident is not over, so it cannot be reopened. Use --status update, identified or monitoring.",
    );
  }
  if (!over) return;
  const anew =
    last.status === "cancelled"
      ? " If it takes place after all, announce it anew: daymark new maintenance TITLE --from T --to T"
      : "";
  const since = `this ${kind} is ${last.status} since ${writeHeadingInstant(last.at)}`;
  throw new UsageError(
    finalStatuses.includes(status)
      ? `${since}. To add something, use daymark update --status update, or correction.${anew}`
      : `${since}. Use --status update or correction${kind === "incident" ? ", or reopened if it goes on" : ""}.${anew}`,
  );
}

/** Throws `UsageError` for the end of a maintenance that has not begun: it is called off, or its begin is missing. */
export function requireBegun(
  status: Status,
  record: Incident | undefined,
  past: readonly Past[],
  id: string,
  now: Instant,
): void {
  const begin = record?.scheduled?.from;
  if (status !== "completed" || begin === undefined || begin <= now + clockSkew) return;
  if (past.some((update) => update.status === "in-progress" || update.status === "verifying")) return;
  throw new UsageError(
    `this maintenance has not begun: it is planned from ${writeHeadingInstant(begin)}. To call it off: daymark update ${id} --status cancelled. If the work was done earlier, say first when it began: daymark update ${id} --status in-progress --at T`,
  );
}
