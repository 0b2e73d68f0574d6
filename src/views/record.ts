import { levelLabels, worst, worstFirst } from "../model/level.ts";
import type { SiteModel } from "../model/site.ts";
import { holdsAt, type Timeline } from "../model/timeline.ts";
import { plainText, renderMarkdown } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import type { IncidentKind, Level, Status } from "../records/schema/vocabulary.ts";
import { type StaleView, staleView } from "./audit/mark.ts";
import { cutText } from "./cut.ts";
import { incidentPath, link, servicePath } from "./page.ts";
import { durationText, type TimeView, timeView } from "./time.ts";
import { type UpdateView, updateView } from "./update.ts";

/** A service that a record names, with the level it has or had in it. */
export interface AffectedView {
  readonly name: string;
  readonly href: string;
  readonly level: Level | undefined;
  readonly label: string;
}

/** What is said of a record wherever it is named. */
interface RecordView {
  readonly kind: IncidentKind;
  readonly title: string;
  readonly href: string;
  readonly status: Status;
  readonly word: string;
  readonly over: boolean;
  readonly duration: string | undefined;
  /** Worst level: of all time where the record is over or in a list, else of the moment. */
  readonly level: Level;
  readonly label: string;
  readonly services: readonly AffectedView[];
}

/** A record in a list. */
export interface RecordSummaryView extends RecordView {
  readonly start: TimeView;
  /** The first words of the summary or the first update, as plain text. */
  readonly excerpt: string;
}

/** The top of a record's own page. */
export interface RecordHeadlineView extends RecordView {
  /** The colour and the sign that it is shown in. */
  readonly sign: Level | "notice";
  readonly severity: string | undefined;
  readonly nextUpdate: NextUpdateView | undefined;
  readonly scheduled: ScheduleView | undefined;
}

/** A record that is not over, on the status page. */
export interface RecordCardView extends RecordHeadlineView {
  readonly latest: UpdateView | undefined;
  /** What it is about, as HTML. */
  readonly summary: string;
  /** That another version is shown than the record's file holds. */
  readonly stale: StaleView | undefined;
}

/** The promised next update. */
export interface NextUpdateView extends TimeView {
  readonly overdue: boolean;
  /** By how much. */
  readonly late: string;
}

/** The planned window of a maintenance. */
export interface ScheduleView {
  readonly from: TimeView;
  readonly to: TimeView;
  readonly duration: string;
}

const EXCERPT = 160;

/** A record as it stands in lists. */
export function summaryView(model: SiteModel, timeline: Timeline): RecordSummaryView {
  return { ...recordView(model, timeline), start: timeView(timeline.start), excerpt: excerpt(timeline) };
}

/** A record as it stands at the top of its own page. */
export function headlineView(model: SiteModel, timeline: Timeline): RecordHeadlineView {
  const { nextUpdate, phase, record } = timeline;
  const { severity } = record;
  const view = recordView(model, timeline, phase === "over" ? undefined : model.now);
  return {
    ...view,
    sign: signOf(view),
    severity: severity === undefined ? undefined : model.severities.get(severity)?.label,
    nextUpdate:
      nextUpdate === undefined
        ? undefined
        : {
            ...timeView(nextUpdate),
            overdue: nextUpdate < model.now,
            late: durationText(model.now - nextUpdate),
          },
    scheduled: record.scheduled && {
      from: timeView(record.scheduled.from),
      to: timeView(record.scheduled.to),
      duration: durationText(record.scheduled.to - record.scheduled.from),
    },
  };
}

/** A record as it stands on the status page while it is not over. */
export function cardView(model: SiteModel, timeline: Timeline): RecordCardView {
  const latest = timeline.updates.at(-1);
  return {
    ...headlineView(model, timeline),
    latest: latest && updateView(model, latest, 4),
    summary: renderMarkdown(timeline.record.summary, { headingLevel: 4, base: model.origin.base }),
    stale: staleView(model, "incident", timeline.record),
  };
}

/** The beginning of what a record says, as plain text, cut between words. */
export function excerpt(timeline: Timeline): string {
  const { record, updates } = timeline;
  const markdown = record.summary || updates.find((update) => update.text !== "")?.text || "";
  return cutText(plainText(markdown.slice(0, EXCERPT * 4)), EXCERPT);
}

/** `at` is the moment whose levels are wanted; without it, the worst of all time. */
function recordView(model: SiteModel, timeline: Timeline, at?: number): RecordView {
  const { record } = timeline;
  const level =
    at === undefined ? timeline.worstLevel : timeline.phase === "upcoming" ? "maintenance" : timeline.level;
  return {
    kind: record.kind,
    title: record.title,
    href: link(model, incidentPath(record.id)),
    status: timeline.status,
    word: statusWord(timeline.status),
    over: timeline.phase === "over",
    duration: durationOf(timeline),
    level,
    label: levelLabels[level],
    services: affectedViews(model, timeline, at),
  };
}

/** What is over is green; what goes on without a level is not. */
function signOf({ kind, over, level }: RecordView): Level | "notice" {
  if (kind === "notice") return "notice";
  if (over) return "operational";
  return level === "operational" ? "degraded" : level;
}

/** How long the impact lasted, if it is over and that is known: no incident ends in the minute in which it began. */
function durationOf(timeline: Timeline): string | undefined {
  const { end, start, status, record } = timeline;
  if (end === undefined || end === start || record.kind === "notice" || status === "cancelled")
    return undefined;
  return durationText(end - start);
}

function affectedViews(model: SiteModel, timeline: Timeline, at: number | undefined): AffectedView[] {
  const views = timeline.services.flatMap((id): AffectedView[] => {
    const service = model.services.get(id);
    if (!service) return [];
    const own = timeline.impact.filter(
      (interval) => interval.service === id && (at === undefined || holdsAt(interval, at)),
    );
    const { name } = service.record;
    const ended = timeline.impact.some((one) => one.service === id && (one.to ?? model.now) < model.now);
    const recovered = own.length === 0 && at !== undefined && ended;
    const level = own.length === 0 ? undefined : worst(own.map((interval) => interval.level));
    return [
      {
        name,
        href: link(model, servicePath(id)),
        level: recovered ? "operational" : level,
        label: recovered ? "No longer affected" : level ? levelLabels[level] : "",
      },
    ];
  });
  return views.sort((a, b) => worstFirst(a.level, b.level));
}
