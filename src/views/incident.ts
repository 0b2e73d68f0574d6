import { dayKey } from "../model/calendar.ts";
import { advisoriesOf, type SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { renderMarkdown } from "../records/markdown.ts";
import { shownName } from "../records/person.ts";
import { type AdvisorySummaryView, advisorySummary } from "./advisory/summary.ts";
import { incidentPast, type MarkView, type PastView, updateMarks } from "./audit/mark.ts";
import { formerAnchors } from "./audit/permanent.ts";
import { monthPath } from "./history.ts";
import { type ImpactView, impactView } from "./impact.ts";
import { type LessonLinkView, lessonsNamingIncident, lessonsOfIncident } from "./lesson/back.ts";
import { editUrl, incidentPath, type LinkView, link, type PageView, pageView, rssPath } from "./page.ts";
import { excerpt, headlineView, type RecordHeadlineView } from "./record.ts";
import { durationText, monthText, type TimeView, timeView } from "./time.ts";
import { type UpdateView, updateView } from "./update.ts";

/** The page of an incident, a maintenance or a notice. */
export interface IncidentView {
  readonly page: PageView;
  readonly record: RecordHeadlineView;
  readonly summaryHtml: string;
  readonly impact: ImpactView | undefined;
  /** Newest first. */
  readonly updates: readonly (UpdateView & {
    readonly mark: MarkView | undefined;
    /** Anchors that it had before its time was corrected: links that were sent out lead to it for good. */
    readonly former: readonly string[];
  })[];
  readonly facts: readonly FactView[];
  /** Incidents that its file names, and reports on others that name it. */
  readonly related: readonly (LinkView & { readonly relation: string })[];
  /** Public advisories that belong to it. */
  readonly advisories: readonly AdvisorySummaryView[];
  /** Reports that review it. */
  readonly lessons: readonly LessonLinkView[];
  readonly tags: readonly string[];
  /** Undefined where there is no repository, and for a record whose file is gone. */
  readonly edit: string | undefined;
  readonly past: PastView;
  readonly feed: string;
}

/** One line of the list of facts: words, or a time. */
export interface FactView {
  readonly label: string;
  readonly text: string;
  readonly time?: TimeView;
  /** Words before the time. */
  readonly hint?: string;
}

const kindWords = { incident: "Incident", maintenance: "Maintenance", notice: "Notice" } as const;

/** Makes the page of one record. */
export function incidentView(model: SiteModel, timeline: Timeline): IncidentView {
  const { record } = timeline;
  const path = incidentPath(record.id);
  const past = incidentPast(model, timeline);
  const marks = updateMarks(model, record.id);
  const former = formerAnchors(
    model,
    record.id,
    timeline.updates.map(({ anchor }) => anchor),
  );
  const month = dayKey(timeline.start, model.site.timeZone).slice(0, 7);
  return {
    page: pageView(model, {
      title: record.title,
      description: excerpt(timeline) || kindWords[record.kind],
      path,
      twin: true,
      breadcrumbs: [
        { label: "History", href: link(model, "/history/") },
        { label: monthText(month), href: link(model, monthPath(month)) },
      ],
    }),
    record: headlineView(model, timeline),
    summaryHtml: renderMarkdown(record.summary, { headingLevel: 2, base: model.origin.base }),
    impact: impactView(model, timeline),
    updates: timeline.updates
      .map((update) => ({
        ...updateView(model, update, 3),
        mark: marks.get(update.anchor),
        former: former.get(update.anchor) ?? [],
      }))
      .reverse(),
    facts: [...factsOf(model, timeline), ...pastFacts(past)],
    related: [...relatedOf(model, timeline), ...lessonsNamingIncident(model, record.id)],
    advisories: advisoriesOf(model, record.id).map((state) => advisorySummary(model, state)),
    lessons: lessonsOfIncident(model, record.id),
    tags: record.tags,
    edit: model.removed.has(record.source.file) ? undefined : editUrl(model, record.source.file),
    past,
    feed: link(model, rssPath),
  };
}

/** What is known of a record, in lines: kind, severity, times, roles. */
export function factsOf(model: SiteModel, timeline: Timeline): FactView[] {
  const { record, start, end } = timeline;
  const facts: FactView[] = [{ label: "Kind", text: kindWords[record.kind] }];
  const severity = record.severity === undefined ? undefined : model.severities.get(record.severity);
  if (severity) facts.push({ label: "Severity", text: severity.label });
  if (record.type && record.type !== "unknown") facts.push({ label: "Type", text: words(record.type) });
  if (record.scheduled) {
    facts.push(timeFact("Planned from", record.scheduled.from), timeFact("Planned to", record.scheduled.to));
  }
  if (timeline.phase !== "upcoming" && timeline.tookPlace) facts.push(timeFact("Began", start));
  if (record.detected) {
    facts.push({
      label: "Noticed",
      text: "",
      time: timeView(record.detected.at),
      hint: `${words(record.detected.by)},`,
    });
  }
  if (end !== undefined && end > start && timeline.tookPlace) {
    facts.push(timeFact("Ended", end));
    if (record.kind !== "notice") facts.push({ label: "Lasted", text: durationText(end - start) });
  } else if (timeline.phase === "active") {
    facts.push({ label: "Lasting", text: `${durationText(model.now - start)} when this page was built` });
  }
  for (const [role, handle] of Object.entries(record.roles)) {
    const name = shownName(model.people, handle);
    if (name !== undefined) facts.push({ label: words(role), text: name });
  }
  return facts;
}

/** When a record was first published, and when what it says of facts last changed. */
function pastFacts({ published, modified, uncommitted }: PastView): FactView[] {
  const facts: FactView[] = [];
  if (published) facts.push({ label: "First published", text: "", time: published });
  else if (uncommitted) facts.push({ label: "First published", text: "not committed yet" });
  if (modified) facts.push({ label: "Facts last changed", text: "", time: modified });
  return facts;
}

function timeFact(label: string, at: number): FactView {
  return { label, text: "", time: timeView(at) };
}

/** `incident-commander` as `Incident commander`. */
function words(slug: string): string {
  const text = slug.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function relatedOf(model: SiteModel, timeline: Timeline): (LinkView & { relation: string })[] {
  return timeline.record.related.flatMap(({ id, relation }) => {
    const other = model.timelinesById.get(id);
    if (!other) return [];
    return [{ label: other.record.title, href: link(model, incidentPath(id)), relation: words(relation) }];
  });
}
