import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appendUpdate, type ClosedImpact, closeImpacts, type NewUpdate } from "../../records/edit.ts";
import { parseIncident } from "../../records/incident.ts";
import { type Instant, parseInstant, writeHeadingInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { splitTrailers } from "../../records/parse/trailer.ts";
import type { Impact } from "../../records/schema/incident.ts";
import { type IncidentKind, incidentKinds } from "../../records/schema/vocabulary.ts";
import { decodeSource } from "../../records/source.ts";
import { printable, report } from "../report.ts";
import { type Io, UsageError } from "../verb.ts";
import { writeWhole } from "../write.ts";
import { type Examined, examineAppended, refuses, sourceOf } from "./examine.ts";

/** The text of a record's file, byte order mark and line ends included. Throws `UsageError` if it is not UTF-8. */
export function readText(root: string, file: string): string {
  const bytes = readFileSync(join(root, file));
  const source = decodeSource(file, bytes);
  if (!("text" in source))
    throw new UsageError(`${file}: ${source.message} Found ${source.found}. ${source.hint}`);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The kind of a record, also of one that cannot be read; an incident where nothing says otherwise. */
export function kindIn(file: string, text: string): IncidentKind {
  const { record } = parseIncident(sourceOf(file, text));
  const word = /^kind:[ \t]*["']?(\w+)/m.exec(text)?.[1];
  return record?.kind ?? incidentKinds.find((known) => known === word) ?? "incident";
}

/**
 * Puts an update at the end of a record's file and, where there is an `impactEnd`, ends its open impact then. The result
 * is read before it is written: if the update is not right, `UsageError` says why and nothing is written. What was wrong
 * in the file before is told. `before` is the text that the file had; undefined if it has another by now, and nothing
 * is written then.
 */
export function writeAppended(
  root: string,
  file: string,
  before: string,
  update: NewUpdate,
  impactEnd: Instant | undefined,
  io: Io,
): readonly ClosedImpact[] | undefined {
  const kind = kindIn(file, before);
  const { text: edited, closed } =
    impactEnd === undefined ? { text: before, closed: [] } : closeImpacts(before, impactEnd);
  for (const { service, from } of closed) {
    const start = parseInstant(from);
    if (impactEnd === undefined || typeof start === "object" || start <= impactEnd) continue;
    throw new UsageError(
      `the impact on ${service} begins at ${writeHeadingInstant(start)}, after its end at ${writeHeadingInstant(impactEnd)}. Give another end with --impact-end T.`,
    );
  }
  const text = appendUpdate(edited, update);
  const examined = examineAppended(file, text, update, kind);
  const wrong = examined.added.filter(refuses);
  if (wrong.length > 0) {
    throw new UsageError(
      `nothing was written to ${file}, because the update would be wrong:\n\n${report(wrong, "text").trimEnd()}`,
    );
  }
  if (impactEnd !== undefined)
    requireClosed(
      file,
      examineAppended(file, appendUpdate(before, update), update, kind),
      examined,
      impactEnd,
    );
  if (!writeWhole(join(root, file), text, before)) return undefined;
  const told = examined.added.filter((problem) => problem.code !== "placeholder-left");
  if (told.length > 0) io.err(report(told, "text"));
  if (examined.older.length > 0) {
    io.err(`${file} was wrong before, which is not mended by this:\n\n${report(examined.older, "text")}`);
  }
  return closed;
}

/** Says what was written. */
export function tellAppended(
  title: string,
  update: NewUpdate,
  closed: readonly ClosedImpact[],
  end: Instant,
  io: Io,
): void {
  io.err(`${printable(title)}: ${statusWord(update.status)} at ${writeHeadingInstant(update.at)}.\n`);
  const promised = splitTrailers(update.text.split("\n"), update.at).trailers.nextUpdate ?? update.nextUpdate;
  if (promised !== undefined) io.err(`Next update promised for ${writeHeadingInstant(promised)}.\n`);
  if (closed.length === 0) return;
  const which = closed.map(({ service, level }) => `${service} (${level})`).join(", ");
  const earlier = end === update.at ? ' If it was earlier, correct "to" in the file.' : "";
  io.err(`Impact on ${which} ended at ${writeHeadingInstant(end)}.${earlier}\n`);
}

/** The edit of the front matter must have ended every open impact, and done nothing else. */
function requireClosed(file: string, unedited: Examined, edited: Examined, end: Instant): void {
  const expected = (unedited.record?.impact ?? []).map(
    (one): Impact => (one.to === undefined && one.from !== undefined ? { ...one, to: end } : one),
  );
  const found = new Set(edited.record?.impact.map(written));
  if (expected.every((one) => found.has(written(one)))) return;
  throw new UsageError(
    `the impact in ${file} is written in a way that Daymark cannot end. Add "to: ${writeHeadingInstant(end)}" to each entry by hand, then run this again.`,
  );
}

function written({ service, level, from, to }: Impact): string {
  return JSON.stringify([service, level, from, to]);
}
