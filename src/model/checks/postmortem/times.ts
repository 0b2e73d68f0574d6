import { type Instant, writeHeadingInstant } from "../../../records/instant.ts";
import type { Postmortem } from "../../../records/postmortem.ts";
import type { Mistake } from "../../../records/problem.ts";
import { quote } from "../../../records/quote.ts";
import { type KeyTimeName, keyTimes } from "../../../records/schema/vocabulary.ts";
import { dayKey } from "../../calendar.ts";
import type { Timeline } from "../../timeline.ts";
import { isFuture } from "../incident.ts";
import type { Tell } from "./references.ts";

const MINUTE = 60_000;
/** How far a report's time may be from the incident's: people round, and a review finds out more. */
const TOLERANCE = 15 * MINUTE;
/** The same of a time that is an estimate. */
const ESTIMATE = 60 * MINUTE;

/** Checks the times of a report against the clock and against the incidents that it reviews. */
export function checkTimes(
  report: Postmortem,
  incidents: readonly Timeline[],
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
  tell: Tell,
): void {
  checkClock(report, now, timeZone, tell);
  checkPublished(report, incidents, tell);
  checkFacts(report, incidents, tell);
  const facts = factsOf(incidents);
  for (const name of ["impactStart", "detected", "impactEnd", "resolved"] as const) {
    const { at: own, confidence } = report.times[name] ?? {};
    const theirs = facts[name];
    if (own === undefined || theirs === undefined || isFuture(own, now)) continue;
    if (Math.abs(own - theirs.at) <= (confidence === "estimated" ? ESTIMATE : TOLERANCE)) continue;
    tell(["times", name], {
      code: "times-contradict",
      message: `Times of this report and of ${theirs.of.record.id} contradict each other.`,
      found: `${name} ${writeHeadingInstant(own)}`,
      expected: `about ${writeHeadingInstant(theirs.at)}, ${theirs.from}`,
      hint: `Correct the time here, or ${theirs.where} in the incident if the review found out more.`,
    });
  }
}

/** A time of the incidents and where it comes from. */
interface Fact {
  readonly at: Instant;
  readonly of: Timeline;
  readonly from: string;
  readonly where: string;
}

/** The earliest begins and latest ends of the incidents that are over. */
function factsOf(incidents: readonly Timeline[]): Partial<Record<KeyTimeName, Fact>> {
  const over = incidents.filter((one) => one.phase === "over" && one.record.kind === "incident");
  if (over.length !== incidents.length) return {};
  const begins = over.flatMap((of) =>
    of.impact.map(({ from }): Fact => ({ at: from, of, from: "where its impact begins", where: "impact" })),
  );
  const ends = over.flatMap((of) =>
    of.impact.flatMap(({ to }): Fact[] =>
      to === undefined ? [] : [{ at: to, of, from: "where its impact ends", where: "impact" }],
    ),
  );
  const detections = over.flatMap((of): Fact[] =>
    of.record.detected ? [{ at: of.record.detected.at, of, from: "its detected.at", where: "detected" }] : [],
  );
  const closes = over.flatMap((of): Fact[] => {
    const last = of.updates.findLast(({ status }) => status === "resolved");
    return last ? [{ at: last.at, of, from: "its resolved update", where: "the heading" }] : [];
  });
  const earliest = (facts: readonly Fact[]) => facts.toSorted((a, b) => a.at - b.at)[0];
  const latest = (facts: readonly Fact[]) => facts.toSorted((a, b) => b.at - a.at)[0];
  const found = {
    impactStart: earliest(begins),
    detected: earliest(detections),
    impactEnd: latest(ends),
    resolved: latest(closes),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fact]) => fact !== undefined));
}

function checkClock(report: Postmortem, now: Instant, timeZone: string, tell: Tell): void {
  for (const name of keyTimes) {
    const at = report.times[name]?.at;
    if (isFuture(at, now)) tell(["times", name], ahead(writeHeadingInstant(at ?? now), now));
  }
  if (isFuture(report.published, now))
    tell(["published"], ahead(writeHeadingInstant(report.published ?? now), now));
  const today = dayKey(now, timeZone);
  for (const [index, { on }] of report.reviews.entries())
    if (on > today) tell(["reviews", index, "on"], ahead(on, now));
  for (const [index, { done, due, status, statusReason }] of report.actions.entries()) {
    if (done !== undefined && done > today) tell(["actions", index, "done"], ahead(done, now));
    const isOver = status === "done" || status === "wont-do";
    const isOpen = report.status === "final" || report.status === "in-review";
    if (due === undefined || due >= today || isOver || !isOpen) continue;
    tell(["actions", index, "due"], overdue(due, today, statusReason !== undefined));
  }
}

function ahead(found: string, now: Instant): Mistake {
  return {
    code: "time-order",
    message: "This lies in the future.",
    found,
    expected: `a time up to now, ${writeHeadingInstant(now)}`,
    hint: "Correct the day, the time or the zone.",
  };
}

function overdue(due: string, today: string, isExplained: boolean): Mistake {
  const days = Math.round((Date.parse(today) - Date.parse(due)) / (24 * 60 * MINUTE));
  return {
    code: "action-overdue",
    message: `This action was to be done ${days === 1 ? "yesterday" : `${days} days ago`}.`,
    found: `due: ${due}`,
    expected: "an action that is done in time, or a new day that can be kept",
    hint: isExplained
      ? "Write status: done with the day, or move due."
      : "Write status: done with the day, move due, or write status: delayed with statusReason.",
  };
}

/** A report that is final before its incident was over. */
function checkPublished(report: Postmortem, incidents: readonly Timeline[], tell: Tell): void {
  const end = report.times.impactEnd?.at;
  if (report.published !== undefined && end !== undefined && report.published < end) {
    tell(["published"], {
      code: "time-unusual",
      message: "The report was published before the impact was over.",
      found: writeHeadingInstant(report.published),
      expected: `a time after impactEnd, ${writeHeadingInstant(end)}`,
      hint: "Correct one of the two times.",
    });
  }
  if (report.status !== "final") return;
  for (const [index, id] of report.incidents.entries()) {
    const timeline = incidents.find(({ record }) => record.id === id);
    if (!timeline || timeline.phase === "over") continue;
    tell(["incidents", index], {
      code: "incident-open",
      message: "The report is final, and this incident is not over.",
      found: `${quote(id)}, ${timeline.status}`,
      expected: "an incident that is over",
      hint: "Write status: in-review until it is over, or add the last update to the incident.",
    });
  }
}

/** What a report and its only incident say of the same thing; with several incidents they may differ. */
function checkFacts(report: Postmortem, incidents: readonly Timeline[], tell: Tell): void {
  const [incident] = incidents;
  if (!incident || incidents.length > 1) return;
  const { id, type, detected } = incident.record;
  const differ = (path: Parameters<Tell>[0], own: string, theirs: string | undefined, key: string): void => {
    if (theirs === undefined || own === theirs || own === "unknown" || theirs === "unknown") return;
    tell(path, {
      code: "facts-contradict",
      message: `This report and ${id} say different things.`,
      found: quote(own),
      expected: `${quote(theirs)}, as ${key} of the incident`,
      hint: `Correct it here, or ${key} in the incident if the review found out more.`,
    });
  };
  // Of a near miss the incident cannot have known.
  if (report.type !== "near-miss") differ(["type"], report.type, type, "type");
  if (report.detection) differ(["detection", "source"], report.detection.source, detected?.by, "detected.by");
}
