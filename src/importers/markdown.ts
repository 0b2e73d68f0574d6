import type { Instant } from "../records/instant.ts";
import { ID } from "../records/schema/value.ts";
import {
  byPlace,
  type Import,
  type ImportedFile,
  type ReportLine,
  type Review,
  type SourceFile,
  teller,
} from "./importer.ts";
import { type Day, writeDay } from "./markdown/clock.ts";
import { courseOf, incidentFile } from "./markdown/incident.ts";
import { rewriteLinks } from "./markdown/link.ts";
import { draftText } from "./markdown/record.ts";
import { type Report, readReport } from "./markdown/report.ts";
import { reviewOf } from "./markdown/review.ts";
import type { Zone } from "./markdown/zone.ts";
import { slug, takeId } from "./slug.ts";
import { normalLines } from "./text.ts";

/** A file that may be a report. */
export interface ReportSource extends SourceFile {
  /** Why it could not be read; its text is empty then. */
  readonly unreadable?: string;
}

/** What a person may say about reports that do not say it themselves. */
export interface MarkdownOptions {
  readonly now: Instant;
  /** Handle of who sees to all of them. */
  readonly owner?: string | undefined;
  /** Zone of times without one, and answer to abbreviations that several regions use. */
  readonly zone?: Zone | undefined;
  /** Ids of incidents that the site has already. */
  readonly incidents?: readonly string[];
  /** Leave the texts of timelines out of incidents, which are public as soon as the site is built. */
  readonly timesOnly?: boolean;
}

/**
 * Makes drafts of reports in free form: all of their text, with what can be recognised in it as front matter, and an
 * incident for each. Nothing is read or written, and the same sources give the same files, whatever their order.
 */
export function importMarkdown(sources: readonly ReportSource[], options: MarkdownOptions): Import {
  const lines: ReportLine[] = [];
  const reviews: Review[] = [];
  const ordered = sources.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const taken = new Set<string>();
  const ids = new Map(ordered.map(({ path }) => [path, takeId(idOf(path), taken)]));
  // Which files are reports is only known when all were read; links to others are not rewritten.
  const linked = new Map(
    ordered.flatMap((source) => {
      const reason = whyNot(source, read(source, new Map(), []));
      return reason === undefined ? [[source.path, ids.get(source.path) ?? ""] as const] : [];
    }),
  );
  const takenIncidents = new Set<string>();
  const files = ordered.flatMap((source) => {
    const own: ReportLine[] = [];
    const report = read(source, linked, own);
    const reason = whyNot(source, report);
    if (reason !== undefined || !report) {
      teller(lines, source.path)("not-imported", reason ?? "");
      return [];
    }
    lines.push(...own);
    const made = recordsOf(source, report, ids.get(source.path) ?? "", takenIncidents, options, lines);
    reviews.push(made.review);
    return made.files;
  });
  return { files, report: lines.sort(byPlace), reviews };

  function read(
    source: ReportSource,
    links: ReadonlyMap<string, string>,
    report: ReportLine[],
  ): Report | undefined {
    if (source.unreadable !== undefined) return undefined;
    const tell = teller(report, source.path);
    return readReport(normalLines(source.text.toWellFormed()), {
      id: ids.get(source.path) ?? "",
      zone: options.zone,
      now: options.now,
      tell,
      link: (text, line) => rewriteLinks(text, { path: source.path, ids: links, tell, line }),
    });
  }
}

/** Why a file is no report. */
function whyNot(source: ReportSource, report: Report | undefined): string | undefined {
  if (source.unreadable !== undefined || !report) return source.unreadable ?? "It cannot be read.";
  if (source.text.trim() === "") return "It is empty.";
  if (courseOf(report) || report.incidents.length > 0) return undefined;
  const template = report.hasPlaceholders ? " It looks like a template." : "";
  return `Nothing says on which day it was.${template} If it is a report, put the day into the name of the file, such as 2026-11-20-${slug(report.title, "report")}.md, or above the text: date: 2026-11-20 between two lines of three hyphens.`;
}

/** The draft of a report, and its incident unless it names some. */
function recordsOf(
  { path: source }: ReportSource,
  report: Report,
  id: string,
  takenIncidents: Set<string>,
  { owner, incidents: there = [], timesOnly = false }: MarkdownOptions,
  lines: ReportLine[],
): { readonly files: ImportedFile[]; readonly review: Review } {
  const tell = teller(lines, source);
  for (const { line, message, isMissed } of report.timeline.remarks) {
    const outcome = isMissed || /day and no time/.test(message) ? "kept-as-text" : "adapted";
    tell(outcome, message, report.bodyLine + line);
  }
  const course = report.incidents.length > 0 ? undefined : courseOf(report);
  const incidentId = course && takeId(withDay(id, report.day), takenIncidents);
  const incident =
    course && incidentId !== undefined
      ? incidentFile(report, course, { id: incidentId, source, timesOnly, tell })
      : undefined;
  if (course?.isDay)
    tell("adapted", "No time of its timeline is known: the incident is put at noon of its day.");
  const day = course && new Date(course.start).toISOString().slice(0, 10);
  const sameDay = there.filter((one) => one !== incidentId && day !== undefined && one.startsWith(day));
  if (incident && sameDay.length > 0)
    tell(
      "adapted",
      `The site has incidents of that day: ${sameDay.join(", ")}. If one of them is meant, name it in incidents and delete ${incident.path}.`,
    );
  const path = `content/postmortems/${id}.md`;
  const review = reviewOf(report, {
    source,
    path,
    owner: owner !== undefined,
    isOwn: incident !== undefined,
  });
  const incidents = incidentId === undefined ? report.incidents : [incidentId];
  const text = draftText(report, { incidents, owner, source, missing: review.missing });
  tell("record", [path, ...(incident ? [incident.path] : [])].join(", "));
  return { files: [{ path, text, source }, ...(incident ? [incident] : [])], review };
}

/** The name of a report's file as an id; that of its folder, where the file is called index. */
function idOf(path: string): string {
  const parts = path.replace(/\.(?:md|markdown|mdown|mkd)$/i, "").split("/");
  const name = /^(?:index|readme)$/i.test(parts.at(-1) ?? "") ? (parts.at(-2) ?? parts.at(-1)) : parts.at(-1);
  return name !== undefined && ID.test(name) && !/\.mdx?$/i.test(name) ? name : slug(name ?? "", "report");
}

/** The id of a report's incident: it begins with a day. */
function withDay(id: string, day: Day | undefined): string {
  return /^\d{4}-\d{2}-\d{2}/.test(id) || !day ? id : `${writeDay(day)}-${id}`;
}
