import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Status } from "../../records/schema/vocabulary.ts";
import { joinBlocks } from "../block.ts";
import type { ImportedFile, Tell } from "../importer.ts";
import { recordPath, recordText } from "../record.ts";
import { settleTexts } from "../statuspage/body.ts";
import { writeDay } from "./clock.ts";
import { withDefinitions } from "./definition.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./timeline.ts";

/** The first and the last moment of an incident that its report tells of. */
export interface Course {
  readonly start: Instant;
  readonly end: Instant;
  /** Only the day is known. */
  readonly isDay: boolean;
}

/** When an incident was, by its report; undefined where nothing says it. */
export function courseOf({ timeline, day }: Report): Course | undefined {
  const [first] = timeline.entries;
  const last = timeline.entries.at(-1);
  if (first && last) return { start: first.at, end: last.at, isDay: false };
  if (!day) return undefined;
  const noon = Date.parse(`${writeDay(day)}T12:00:00Z`);
  return { start: noon, end: noon, isDay: true };
}

const DAY_ONLY = "Only the day of this incident is known: noon stands for it.";
const TIMES_ONLY = "The time is that of the report on this incident.";

/**
 * The incident that a report is about: an update for each entry of its timeline, the last of which ends it. Nothing says
 * which services it affected. With `timesOnly`, its begin and its end without texts.
 */
export function incidentFile(
  report: Report,
  course: Course,
  { id, source, timesOnly, tell }: { id: string; source: string; timesOnly: boolean; tell: Tell },
): ImportedFile {
  const { entries } = report.timeline;
  const all = entries.map((entry) => ({ at: entry.at, text: entryText(entry, report) }));
  const ends = all.filter((_, index) => index === 0 || index === all.length - 1);
  const updates = course.isDay
    ? [{ at: course.start, text: DAY_ONLY }]
    : timesOnly
      ? ends.map(({ at }) => ({ at, text: TIMES_ONLY }))
      : all;
  const introduction = timesOnly ? "" : withDefinitions(report.introduction, report.definitions);
  const [summary = "", ...texts] = settleTexts([introduction, ...updates.map(({ text }) => text)], tell);
  const sections = updates.map(({ at }, index) => {
    const status: Status =
      index === updates.length - 1 ? "resolved" : index === 0 ? "investigating" : "update";
    return joinBlocks([`## ${statusWord(status)} — ${writeHeadingInstant(at)}`, texts[index] ?? ""]);
  });
  const facts = {
    title: report.title,
    kind: "incident",
    impact: [],
    services: [],
    comment: `Made from the report ${source}. Its updates are the report's timeline, which was written afterwards.`,
  } as const;
  const path = recordPath(new Date(course.start).getUTCFullYear(), id);
  return { path, text: recordText(facts, joinBlocks([summary, ...sections])), source };
}

function entryText(entry: Entry, report: Report): string {
  const { title, text, until, isAbout } = entry;
  const heading = title === "" ? "" : /[*_[\]]/.test(title) ? title : `**${title}**`;
  const notes = [
    ...(isAbout ? ["The time is an estimate."] : []),
    ...(until === undefined ? [] : [`Until ${writeHeadingInstant(until)}.`]),
  ];
  return withDefinitions(joinBlocks([heading, notes.join(" "), text]), report.definitions);
}
