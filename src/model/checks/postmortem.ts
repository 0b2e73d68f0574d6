import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import { isPublicReport, type Postmortem } from "../../records/postmortem.ts";
import type { Mistake, Position } from "../../records/problem.ts";
import { quote } from "../../records/quote.ts";
import { idOf, placesOf } from "../../records/source.ts";
import { type DueReport, dueReports } from "../postmortem-due.ts";
import { type Timeline, timelineOf } from "../timeline.ts";
import type { Known } from "./known.ts";
import { checkReferences } from "./postmortem/references.ts";
import { checkText } from "./postmortem/text.ts";
import { checkTimes } from "./postmortem/times.ts";

type Report = (file: string, position: Position, mistake: Mistake) => void;

/** Checks reports against the rest of the site and the clock, and which ones the severity policy misses. */
export function checkPostmortems(records: Records, known: Known, now: Instant, tell: Report): void {
  const timelines = timelinesOf(records, now);
  const context = {
    known,
    people: records.people,
    reports: new Map(records.postmortems.map((report) => [report.id, report])),
    playbooks: playbooksOf(records),
  };
  for (const report of records.postmortems) {
    const { file } = report.source;
    const place = placesOf(report.source);
    const at = (path: Parameters<typeof place>[0], mistake: Mistake) => tell(file, place(path), mistake);
    const own = [...new Set(report.incidents)].flatMap((id) => timelines.get(id) ?? []);
    checkReferences(report, context, at);
    checkTimes(report, own, { now, timeZone: known.timeZone }, at);
    if (isPublicReport(report))
      checkText(report, known, records.site.locale, (position, mistake) => tell(file, position, mistake));
  }
  checkDue(records, timelines, now, tell);
}

/** Incidents as they stand now, of those that need a report or have one. */
function timelinesOf({ incidents, postmortems, site }: Records, now: Instant): ReadonlyMap<string, Timeline> {
  const wanting = new Set(
    site.severities.filter(({ postmortem }) => postmortem?.required).map(({ id }) => id),
  );
  const reviewed = new Set(postmortems.flatMap((report) => report.incidents));
  return new Map(
    incidents
      .filter(({ id, severity }) => reviewed.has(id) || wanting.has(severity ?? ""))
      .map((incident) => [incident.id, timelineOf(incident, now)]),
  );
}

/** This version does not read playbooks; that it says so of each is how they are known. */
function playbooksOf({ problems }: Records): ReadonlySet<string> {
  const files = problems.map(({ file }) => file).filter((file) => file.startsWith("content/playbooks/"));
  return new Set(files.map(idOf));
}

const DAY = 24 * 60 * 60_000;

/** An incident that was over longer ago is not told any more: nobody would review it, and every check would say so. */
const OLDEST = 365 * DAY;

function checkDue(
  { postmortems, site }: Records,
  timelines: ReadonlyMap<string, Timeline>,
  now: Instant,
  tell: Report,
): void {
  const pairs = postmortems.flatMap((record) => record.incidents.map((incident) => ({ incident, record })));
  const reports = Map.groupBy(pairs, ({ incident }) => incident);
  for (const one of dueReports(timelines.values(), reports, site, now)) {
    const { timeline, due, state } = one;
    if (state !== "overdue" || due === undefined || (timeline.end ?? now) < now - OLDEST) continue;
    const { source, id } = timeline.record;
    const draft = reports.get(id)?.find(({ record }) => record.status === "draft")?.record;
    tell(source.file, placesOf(source)(["severity"]), overdue(one, due, draft, now));
  }
}

function overdue(
  { timeline, report }: DueReport<{ readonly record: Postmortem }>,
  due: Instant,
  draft: Postmortem | undefined,
  now: Instant,
): Mistake {
  const days = Math.floor((now - due) / DAY);
  const since = days === 0 ? "since today" : days === 1 ? "since yesterday" : `for ${days} days`;
  const begun = report?.record ?? draft;
  return {
    code: "postmortem-overdue",
    message: `The severity policy wants a final report on this, and it has been overdue ${since}.`,
    found: begun ? `${quote(begun.id)}, ${begun.status}` : "no report",
    expected: `a final report by ${writeHeadingInstant(due)}`,
    hint: begun
      ? `Finish ${begun.source.file}, then write status: final and published.`
      : `Begin one with: daymark new postmortem ${timeline.record.id}.`,
  };
}
