import type { HistoryKind, RecordHistory, UpdateMark } from "../../history/revision.ts";
import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { PublishedAdvisory } from "../../records/advisory.ts";
import type { Incident } from "../../records/incident.ts";
import type { Instant } from "../../records/instant.ts";
import type { Postmortem } from "../../records/postmortem.ts";
import type { Service } from "../../records/service.ts";
import { counted } from "../count.ts";
import { type LinkView, link } from "../page.ts";
import { durationText, type TimeView, timeView } from "../time.ts";
import { revisionAnchor, trailPath } from "./path.ts";
import { absenceSentence, hasHistory, historyOf } from "./state.ts";

/** A record that has a page of its own. */
export type ShownRecord = Incident | PublishedAdvisory | Postmortem | Service;

/** What a record's own page says of its past. */
export interface PastView {
  /** The link to its history; undefined where there is none. */
  readonly link: LinkView | undefined;
  /** Why there is no history. */
  readonly absence: string | undefined;
  /** That it was published long after the fact; undefined where it was not. */
  readonly late: string | undefined;
  readonly published: TimeView | undefined;
  /** When facts last changed, if that was after it was published. */
  readonly modified: TimeView | undefined;
  /** Whether it is not committed yet, and so published by nothing but this build. */
  readonly uncommitted: boolean;
  readonly stale: StaleView | undefined;
}

/** That what is shown is not what the record's file holds now. */
export interface StaleView {
  /** A sentence without its end: `The newest change could not be read; showing the version of`. */
  readonly text: string;
  readonly time: TimeView | undefined;
  /** What stands after the time. */
  readonly rest: string;
  readonly href: string | undefined;
}

/** That an update was changed after it was published, with a link to the difference. */
export interface MarkView {
  readonly text: string;
  readonly href: string;
}

/** A record that is first published later than this after its start is told to be late, unless its severity says otherwise. */
const LATE = 30 * 60_000;

/** What is known of an incident's past. */
export function incidentPast(model: SiteModel, timeline: Timeline): PastView {
  const history = historyOf(model, "incident", timeline.record.id);
  return {
    ...pastOf(model, "incident", timeline.record, history),
    late: lateSentence(model, timeline, history?.published),
  };
}

/** What is known of a service's past. */
export function servicePast(model: SiteModel, record: Service): PastView {
  return pastOf(model, "service", record, historyOf(model, "service", record.id));
}

/** What is known of a report's past. */
export function postmortemPast(model: SiteModel, record: Postmortem): PastView {
  return pastOf(model, "postmortem", record, historyOf(model, "postmortem", record.id));
}

/** What is known of an advisory's past. Its own times of publication and change go before those of git. */
export function advisoryPast(model: SiteModel, { record, modified }: AdvisoryState): PastView {
  const past = pastOf(model, "advisory", record, historyOf(model, "advisory", record.id));
  const { published } = record;
  return {
    ...past,
    published: timeView(published),
    modified: modified > published ? timeView(modified) : undefined,
  };
}

function pastOf(
  model: SiteModel,
  kind: HistoryKind,
  record: ShownRecord,
  history: RecordHistory | undefined,
): PastView {
  const { published, modified } = history ?? {};
  const count = history?.revisions.length ?? 0;
  const label = `History (${counted(count, "revision")})`;
  const isLater = modified !== undefined && (published === undefined || modified > published);
  return {
    link: hasHistory(model) ? { label, href: link(model, trailPath(kind, record.id)) } : undefined,
    absence: absenceSentence(model),
    late: undefined,
    published: published === undefined ? undefined : timeView(published),
    modified: isLater ? timeView(modified) : undefined,
    uncommitted: count > 0 && history?.revisions.every(({ commit }) => commit === undefined) === true,
    stale: staleView(model, kind, record),
  };
}

/** Says that another version of a record is shown than its file holds; undefined where that is not so. */
export function staleView(
  model: SiteModel,
  kind: HistoryKind,
  { id, source }: ShownRecord,
): StaleView | undefined {
  const restored = model.restored.get(source.file);
  const removed = model.removed.get(source.file);
  const trail = hasHistory(model) ? link(model, trailPath(kind, id)) : undefined;
  if (removed) {
    const { removal } = removed;
    const href = trail && `${trail}#${revisionAnchor(removal?.commit)}`;
    const rest = "; this is its last version.";
    return removal
      ? { text: "Removed from the repository on", time: timeView(removal.at), rest, href }
      : { text: "Removed, not committed yet", time: undefined, rest, href };
  }
  if (!restored) return undefined;
  const newest = historyOf(model, kind, id)?.revisions.at(-1);
  const isDraft = model.problems.some(
    ({ file, code }) => file === source.file && code === "report-withdrawn",
  );
  return {
    text: `The newest change ${isDraft ? "is not public" : "could not be read"}; showing the version of`,
    time: timeView(restored.at),
    rest: ".",
    href: trail && newest ? `${trail}#${revisionAnchor(newest.commit?.hash)}` : trail,
  };
}

function lateSentence(
  model: SiteModel,
  timeline: Timeline,
  published: Instant | undefined,
): string | undefined {
  if (published === undefined) return undefined;
  const { record, start } = timeline;
  const planned = record.scheduled?.from;
  const severity = record.severity === undefined ? undefined : model.severities.get(record.severity);
  const delay = published - (planned ?? start);
  if (delay <= (planned === undefined ? (severity?.firstUpdateWithin ?? LATE) : LATE)) return undefined;
  return planned === undefined
    ? `Published ${minutesText(delay)} after the stated start`
    : `Announced ${minutesText(delay)} after the planned start`;
}

/** The marks of a record's updates, by their anchors. */
export function updateMarks(model: SiteModel, id: string): ReadonlyMap<string, MarkView> {
  const updates = historyOf(model, "incident", id)?.updates ?? new Map<string, UpdateMark>();
  const marks = [...updates].flatMap(([anchor, mark]) => {
    const text = markText(mark);
    if (text === undefined) return [];
    const commit = mark.uncommitted === undefined ? mark.edits.at(-1)?.commit : undefined;
    const href = `${link(model, trailPath("incident", id))}#${revisionAnchor(commit)}`;
    return [[anchor, { text, href }] as const];
  });
  return new Map(marks);
}

function markText({ published, edits, uncommitted }: UpdateMark): string | undefined {
  if (uncommitted === "added") return "Not committed yet";
  if (uncommitted === "edited") return "Edited, not committed yet";
  const last = edits.at(-1);
  if (!last) return undefined;
  const when =
    published === undefined
      ? `on ${timeView(last.at).text}`
      : `${minutesText(last.at - published)} after publication`;
  return edits.length === 1 ? `Edited ${when}` : `Edited ${edits.length} times, last ${when}`;
}

/** A delay: in minutes up to two hours, as people compare it with what was promised. */
function minutesText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes >= 60 && minutes < 120 ? `${minutes} min` : durationText(ms);
}
