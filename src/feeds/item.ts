import type { HistoryKind, Revision, UpdateMark } from "../history/revision.ts";
import type { AdvisoryChange } from "../model/advisory.ts";
import type { TimelineUpdate } from "../model/maintenance.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Instant } from "../records/instant.ts";
import { renderMarkdown } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import { shownName } from "../records/person.ts";
import type { ActionStatus, IncidentKind, PostmortemStatus, Status } from "../records/schema/vocabulary.ts";
import { permanentAddress } from "../views/audit/permanent.ts";
import { historyOf } from "../views/audit/state.ts";
import type { FeedFacts } from "../views/feed.ts";
import { absolute, incidentPath } from "../views/page.ts";
import { timeView } from "../views/time.ts";
import { blockViews, clockSentence, summaryLabel } from "../views/update.ts";
import { advisoryItems } from "./advisory.ts";
import { lines, part } from "./html.ts";
import { lessonItems } from "./lesson.ts";
import { newestFirst } from "./order.ts";

/**
 * One entry of a feed, before it has any format: one update, one stage of a maintenance, or one change of an advisory or a
 * postmortem.
 */
export interface FeedItem {
  /** Permanent and unique: the record's address, and the update's anchor or the revision. */
  readonly id: string;
  /** Where to read on. */
  readonly url: string;
  readonly title: string;
  readonly facts: ItemFacts;
  readonly published: Instant;
  /** Last change of facts that the audit history knows of, never before `published`. */
  readonly updated: Instant;
  readonly author: string | undefined;
  /** Kind, status, severity, and services or packages. */
  readonly categories: readonly string[];
  /** The whole text as HTML with absolute links. Made anew each time, so that nothing is kept. */
  html(): string;
}

/** What programs want to know of an entry. */
export interface ItemFacts extends FeedFacts {
  /** Id of the record; of an action item, its report's and its own: `2026-10-06-sign-in/alert-on-expiry`; of a digest, its month. */
  readonly record: string;
  /** Kind of the record; for what was changed, of the file: `incident`, `service`, `site`. */
  readonly kind: HistoryKind | IncidentKind | "action" | "digest";
  /** Status word of the update, the report or the action item; for what was changed, what happened to it. */
  readonly status: Status | PostmortemStatus | ActionStatus | Revision["kind"] | AdvisoryChange["kind"];
}

/** All entries of a site, newest first. Those of the same moment are in the reverse order of their ids. */
export function feedItems(model: SiteModel): FeedItem[] {
  const updates = model.timelines.flatMap((timeline) => {
    const { id } = timeline.record;
    const marks = historyOf(model, "incident", id)?.updates;
    const page = { now: absolute(model, incidentPath(id)), first: permanentAddress(model, "incident", id) };
    return timeline.updates.map((update) =>
      feedItem(model, timeline, update, marks?.get(update.anchor), page),
    );
  });
  return [...updates, ...advisoryItems(model), ...lessonItems(model)].sort(newestFirst);
}

function feedItem(
  model: SiteModel,
  timeline: Timeline,
  update: TimelineUpdate,
  mark: UpdateMark | undefined,
  page: { readonly now: string; readonly first: string },
): FeedItem {
  const { record } = timeline;
  const url = `${page.now}#${update.anchor}`;
  const severity = record.severity === undefined ? undefined : model.severities.get(record.severity)?.label;
  const services = timeline.services.flatMap((id) => model.services.get(id)?.record ?? []);
  return {
    id: `${page.first}#${mark?.id ?? update.anchor}`,
    url,
    title: `[${statusWord(update.status)}] ${record.title}`,
    facts: {
      record: record.id,
      kind: record.kind,
      status: update.status,
      severity: severity === undefined ? undefined : record.severity,
      services: services.map(({ id }) => id),
    },
    published: update.at,
    updated: Math.max(update.at, ...(mark?.edits ?? []).filter((edit) => edit.material).map(({ at }) => at)),
    author: update.postedBy === undefined ? undefined : shownName(model.people, update.postedBy),
    categories: [
      record.kind,
      update.status,
      ...(severity === undefined ? [] : [severity]),
      ...services.map(({ name }) => name),
    ],
    html: () => itemHtml(model, timeline, update),
  };
}

/** With the first update that people wrote, the record's summary, as it is now: it may say more than the update did. */
function itemHtml(model: SiteModel, timeline: Timeline, update: TimelineUpdate): string {
  const { record } = timeline;
  const place = {
    headingLevel: 4,
    base: model.origin.base,
    absolute: absolute(model, incidentPath(record.id)),
  };
  const markdown = (text: string): string => renderMarkdown(text, place);
  const own = lines(
    update.byClock ? `<p>${clockSentence(update)}</p>` : markdown(update.text),
    ...blockViews(update, place).map(({ label, html }) => part(label, html)),
  );
  const first = timeline.updates.find((one) => !one.byClock) === update;
  const summary = first ? markdown(record.summary) : "";
  const html = lines(
    own || summary,
    update.nextUpdate !== undefined && `<p>Next update by ${timeView(update.nextUpdate).text}.</p>`,
    own && part(summaryLabel, summary),
  );
  return html || `<p>${statusWord(update.status)}.</p>`;
}
