import { levelLabels, worst } from "../model/level.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { plainText, renderMarkdown } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import type { IncidentKind, Level, Status } from "../records/schema/vocabulary.ts";
import { incidentPath, link, servicePath } from "./page.ts";
import { durationText, type TimeView, timeView } from "./time.ts";
import { type UpdateView, updateView } from "./update.ts";

/** A service that a record names, with the level it has or had in it. */
export interface AffectedView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly level: Level | undefined;
  readonly label: string;
}

/** A record in a list. */
export interface RecordSummaryView {
  readonly id: string;
  readonly kind: IncidentKind;
  readonly title: string;
  readonly href: string;
  readonly status: Status;
  readonly word: string;
  readonly level: Level;
  readonly over: boolean;
  readonly start: TimeView;
  readonly end: TimeView | undefined;
  readonly duration: string | undefined;
  readonly services: readonly AffectedView[];
  /** The first words of the summary or the newest update, as plain text. */
  readonly excerpt: string;
}

/** A record that is not over, on the status page. */
export interface RecordCardView extends RecordSummaryView {
  readonly severity: string | undefined;
  readonly latest: UpdateView | undefined;
  /** What is known before any update: shown where there is none yet. */
  readonly summary: string;
  readonly nextUpdate: (TimeView & { readonly overdue: boolean; readonly late: string }) | undefined;
  readonly scheduled: ScheduleView | undefined;
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
  const { record } = timeline;
  return {
    id: record.id,
    kind: record.kind,
    title: record.title,
    href: link(model, incidentPath(record.id)),
    status: timeline.status,
    word: statusWord(timeline.status),
    level: timeline.worstLevel,
    over: timeline.phase === "over",
    start: timeView(timeline.start),
    end: timeline.end === undefined ? undefined : timeView(timeline.end),
    duration: durationOf(timeline),
    services: affectedViews(model, timeline),
    excerpt: excerpt(record.summary || timeline.updates.findLast((update) => !update.byClock)?.text || ""),
  };
}

/** A record as it stands on the status page while it is not over. */
export function cardView(model: SiteModel, timeline: Timeline): RecordCardView {
  const latest = timeline.updates.at(-1);
  const { nextUpdate, record } = timeline;
  return {
    ...summaryView(model, timeline),
    level: timeline.phase === "upcoming" ? "maintenance" : timeline.level,
    services: affectedViews(model, timeline, timeline.phase === "over" ? undefined : model.now),
    severity: severityLabel(model, timeline),
    latest: latest && updateView(model, latest, 4),
    summary: renderMarkdown(record.summary, { headingLevel: 4, base: model.origin.base }),
    nextUpdate:
      nextUpdate === undefined
        ? undefined
        : {
            ...timeView(nextUpdate),
            overdue: nextUpdate < model.now,
            late: durationText(model.now - nextUpdate),
          },
    scheduled: scheduleView(timeline),
  };
}

/** The label of a record's severity, if it has one that the policy knows. */
export function severityLabel(model: SiteModel, timeline: Timeline): string | undefined {
  const { severity } = timeline.record;
  return severity === undefined ? undefined : model.severities.get(severity)?.label;
}

/** The planned window, if there is one. */
export function scheduleView(timeline: Timeline): ScheduleView | undefined {
  const { scheduled } = timeline.record;
  if (!scheduled) return undefined;
  return {
    from: timeView(scheduled.from),
    to: timeView(scheduled.to),
    duration: durationText(scheduled.to - scheduled.from),
  };
}

/** How long the impact lasted, if it is over. */
export function durationOf(timeline: Timeline): string | undefined {
  if (timeline.end === undefined || timeline.record.kind === "notice" || timeline.status === "cancelled")
    return undefined;
  return durationText(timeline.end - timeline.start);
}

/** The services of a record with their worst level in it, or with the level that holds at a moment. */
export function affectedViews(model: SiteModel, timeline: Timeline, at?: number): AffectedView[] {
  return timeline.services.flatMap((id) => {
    const service = model.services.get(id);
    if (!service) return [];
    const own = timeline.impact.filter(
      (interval) =>
        interval.service === id &&
        (at === undefined || (interval.from <= at && at < (interval.to ?? Number.POSITIVE_INFINITY))),
    );
    const level = own.length === 0 ? undefined : worst(own.map((interval) => interval.level));
    const { name } = service.record;
    return [{ id, name, href: link(model, servicePath(id)), level, label: level ? levelLabels[level] : "" }];
  });
}

/** The beginning of a text, cut between words. */
export function excerpt(markdown: string): string {
  const text = plainText(markdown.slice(0, EXCERPT * 4));
  if (text.length <= EXCERPT) return text;
  return `${text.slice(0, text.lastIndexOf(" ", EXCERPT)).replace(/[,;:.\s]+$/, "")} …`;
}
