import type { Incident } from "../../records/incident.ts";
import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { Update } from "../../records/parse/body.ts";
import type { Path } from "../../records/parse/yaml.ts";
import type { Mistake, Position } from "../../records/problem.ts";
import { quote } from "../../records/quote.ts";
import { finalStatuses, neutralStatuses, type Status } from "../../records/schema/vocabulary.ts";
import { placesOf } from "../../records/source.ts";
import { dayStart } from "../calendar.ts";
import { courseOf } from "../maintenance.ts";
import { type Known, type Report, unknownService } from "./known.ts";

/** Clocks of people and machines differ: a time this many milliseconds ahead still counts as now. */
export const clockSkew = 5 * 60_000;
const DAY = 24 * 60 * 60_000;

type Places = (path: Path) => Position;

/** Checks what an incident refers to, and its times against each other and the clock. */
export function checkIncident(incident: Incident, known: Known, now: Instant, report: Report): void {
  const at = placesOf(incident.source);
  checkIntervals(incident, known, now, report, at);
  checkReopened(incident, report);
  checkBegun(incident, now, report);
  checkUpdates(incident, now, report);
  checkPeople(incident, known, report, at);
  for (const [index, service] of incident.services.entries()) {
    if (!known.serviceIds.has(service)) report(at(["services", index]), unknownService(service, known));
  }
  const { severity } = incident;
  if (severity !== undefined && !known.severities.has(severity)) {
    report(at(["severity"]), {
      code: "severity-unknown",
      message: "This severity is not in the site's policy.",
      found: quote(severity),
      expected: `one of ${known.severities.list()}`,
      hint: known.severities.guess(severity, "Choose another, or add it to severities in content/site.yaml."),
    });
  }
  for (const [index, id] of incident.advisories.entries()) {
    if (known.drafts.has(id)) report(at(["advisories", index]), draftNamed(id));
    if (known.advisoryIds.has(id)) continue;
    report(at(["advisories", index]), {
      code: "advisory-unknown",
      message: "There is no such advisory.",
      found: quote(id),
      expected: `a file advisories/<year>/${id}.md`,
      hint: known.advisoryIds.guess(id, "Correct the id, or add the advisory first."),
    });
  }
  for (const [index, { id }] of incident.related.entries()) {
    if (known.incidentIds.has(id)) continue;
    report(at(["related", index, "id"]), {
      code: "incident-unknown",
      message: "There is no such incident.",
      found: quote(id),
      expected: "the file name of another incident, without .md",
      hint: known.incidentIds.guess(id, "Correct the id, or remove the entry."),
    });
  }
}

/** Names an advisory that nobody may know of yet. */
export function draftNamed(id: string): Mistake {
  return {
    code: "advisory-not-public",
    message: "This advisory is not public. The site leaves its id out, but whoever reads this file sees it.",
    found: quote(id),
    expected: "an advisory that is published",
    hint: "Name it when it is published.",
  };
}

function checkIntervals(incident: Incident, known: Known, now: Instant, report: Report, at: Places): void {
  const { scheduled, kind } = incident;
  if (scheduled && scheduled.to <= scheduled.from)
    report(at(["scheduled", "to"]), reversed(scheduled.to, scheduled.from));
  const over = lastStatus(incident.updates);
  for (const [index, interval] of incident.impact.entries()) {
    if (!known.serviceIds.has(interval.service)) {
      report(at(["impact", index, "service"]), unknownService(interval.service, known));
    }
    const { from, to } = interval;
    const future = (["from", "to"] as const).find(
      (key) => isFuture(interval[key], now) && kind === "incident",
    );
    if (future) report(at(["impact", index, future]), inFuture(future, interval[future] ?? now, now));
    else if (from !== undefined && to !== undefined && to < from)
      report(at(["impact", index, "to"]), reversed(to, from));
    if (to === undefined && from !== undefined && over && finalStatuses.includes(over.status)) {
      report(at(["impact", index]), {
        code: "interval-open",
        message: `The record is ${over.status}, but this impact has no end.`,
        found: `${interval.service}: ${interval.level} from ${writeHeadingInstant(from)}`,
        expected: "an end of every impact",
        hint: `Add "to: ${writeHeadingInstant(over.at)}", or the time at which the service worked again.`,
      });
    }
    const retired = known.services.get(interval.service)?.retired;
    const start = from ?? scheduled?.from;
    if (start !== undefined && retired !== undefined && start >= dayStart(retired, known.timeZone)) {
      report(at(["impact", index, "service"]), {
        code: "service-retired",
        message: "The service was retired before this impact began.",
        found: `${interval.service}, retired ${retired}`,
        expected: "a service that is in use",
        hint: "Correct the service or the time, or remove retired from the service.",
      });
    }
  }
}

/** Between a reopening and the others, something does not work. */
const TURNS: ReadonlySet<Status> = new Set(["reopened", "monitoring", "resolved"]);

/** A reopened incident is shown as going on, while all services would be shown as working. */
function checkReopened({ updates, impact }: Incident, report: Report): void {
  const inOrder = updates.toSorted((a, b) => a.at - b.at);
  const over = inOrder.findLast(({ status }) => TURNS.has(status));
  const last = impact.at(-1);
  if (over?.status !== "reopened" || !last) return;
  if (impact.some(({ to }) => to === undefined || to > over.at)) return;
  const entry = `- { service: ${last.service}, level: ${last.level}, from: ${writeHeadingInstant(over.at)} }`;
  report(
    { line: over.line, column: 1 },
    {
      code: "impact-missing",
      message: "The incident was reopened, but no impact is open, so it affects no service.",
      found: "an end of every impact before this update",
      expected: "an impact since the incident was reopened",
      hint: `Add "${entry}" to impact, with the service, the level and the time that are right.`,
    },
  );
}

/** Work that was called off is completed for some, and work that was done early was begun early. */
function checkBegun({ updates, scheduled }: Incident, now: Instant, report: Report): void {
  const last = lastStatus(updates);
  if (!scheduled || last?.status !== "completed") return;
  const written = updates.map((update) => ({ ...update, byClock: false })).sort((a, b) => a.at - b.at);
  if (courseOf(written, scheduled, now).span) return;
  report(
    { line: last.line, column: 1 },
    {
      code: "begin-missing",
      message:
        "The maintenance was completed before its window, and nobody wrote that it began, so it counts as called off.",
      found: `Completed ${writeHeadingInstant(last.at)}, planned from ${writeHeadingInstant(scheduled.from)}`,
      expected: "Cancelled, or an update In progress before this one",
      hint: 'If it was called off, write "Cancelled" instead. If the work was done early, add an update "In progress" with the time at which it began.',
    },
  );
}

/** The newest update that has a status of its own. */
function lastStatus(updates: readonly Update[]): Update | undefined {
  const inOrder = updates.toSorted((a, b) => a.at - b.at);
  return inOrder.findLast((update) => !neutralStatuses.includes(update.status));
}

/** Each update against the one before it, so that one wrong time is told once. */
function checkUpdates(incident: Incident, now: Instant, report: Report): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (const update of incident.updates) {
    const position = { line: update.line, column: 1 };
    if (isFuture(update.at, now)) {
      report(position, {
        code: "update-future",
        message: "This update lies in the future.",
        found: writeHeadingInstant(update.at),
        expected: `a time up to now, ${writeHeadingInstant(now)}`,
        hint: "Correct the day, the time or the zone.",
      });
      continue;
    }
    if (update.at < previous) {
      report(position, {
        code: "update-order",
        message: "This update is earlier than the one before it.",
        found: writeHeadingInstant(update.at),
        expected: `a time from ${writeHeadingInstant(previous)} on`,
        hint: "Correct one of the two times, or put the updates into the order of time, oldest first.",
      });
    }
    previous = update.at;
  }
}

function checkPeople(incident: Incident, known: Known, report: Report, at: Places): void {
  const check = (handle: string, position: () => Position): void => {
    if (known.people.has(handle)) return;
    report(position(), {
      code: "person-unknown",
      message: "This handle is not in content/people.yaml, so it is not shown.",
      found: quote(handle),
      expected: "a handle that may be shown publicly",
      hint: known.people.guess(handle, "Add it to content/people.yaml with the person's consent."),
    });
  };
  for (const [role, handle] of Object.entries(incident.roles)) check(handle, () => at(["roles", role]));
  let lines: readonly string[] | undefined;
  for (const update of incident.updates) {
    if (!update.postedBy) continue;
    check(update.postedBy, () => {
      lines ??= incident.source.text.split("\n");
      return postedByPlace(lines, update);
    });
  }
}

/** Whether a time lies ahead, by more than clocks differ. */
export function isFuture(time: Instant | undefined, now: Instant): boolean {
  return time !== undefined && time > now + clockSkew;
}

/** Where the handle of an update stands, among the lines of its file. */
function postedByPlace(lines: readonly string[], update: Update): Position {
  for (let index = update.line; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (/^\s*posted-by\b/i.test(line))
      return { line: index + 1, column: line.lastIndexOf(update.postedBy ?? "") + 1 };
  }
  return { line: update.line, column: 1 };
}

function reversed(to: Instant, from: Instant): Mistake {
  const nextDay = to + DAY;
  const overMidnight = nextDay > from && nextDay - from <= DAY / 2;
  return {
    code: "interval-reversed",
    message: "The end is not after the start.",
    found: `to ${writeHeadingInstant(to)}`,
    expected: `a time after ${writeHeadingInstant(from)}`,
    hint: `Correct one of the two times.${overMidnight ? ` If it ended on the next day, write ${writeHeadingInstant(nextDay)}.` : ""}`,
  };
}

function inFuture(key: "from" | "to", time: Instant, now: Instant): Mistake {
  return {
    code: "interval-future",
    message: `The impact of an incident cannot ${key === "from" ? "begin" : "end"} in the future.`,
    found: `${key} ${writeHeadingInstant(time)}`,
    expected: `a time up to now, ${writeHeadingInstant(now)}`,
    hint:
      key === "from"
        ? "Correct the time, or make it a maintenance."
        : 'Correct the time, or remove "to:" while it goes on.',
  };
}
