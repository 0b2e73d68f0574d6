import type { TimelineUpdate } from "../model/maintenance.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Instant } from "../records/instant.ts";
import { renderMarkdown } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import { absolute, incidentPath } from "../views/page.ts";
import { timeView } from "../views/time.ts";
import { blockViews, clockSentence, personName } from "../views/update.ts";

/** One entry of a feed, before it has any format: one update, or one stage of a maintenance. */
export interface FeedItem {
  /** Permanent and unique: the record's address and the update's anchor. */
  readonly id: string;
  /** Where to read on. */
  readonly url: string;
  readonly title: string;
  readonly published: Instant;
  /** Last material change; the same as `published` until the audit history knows better. */
  readonly updated: Instant;
  readonly author: string | undefined;
  /** Kind, status, severity and services. */
  readonly categories: readonly string[];
  /** The whole text as HTML with absolute links. Made when asked for: most feeds need few of all items. */
  html(): string;
}

/** All entries of a site, newest first. Those of the same moment are in the reverse order of their ids. */
export function feedItems(model: SiteModel): FeedItem[] {
  return model.timelines
    .flatMap((timeline) => timeline.updates.map((update) => feedItem(model, timeline, update)))
    .sort((a, b) => b.published - a.published || (a.id < b.id ? 1 : -1));
}

function feedItem(model: SiteModel, timeline: Timeline, update: TimelineUpdate): FeedItem {
  const { record } = timeline;
  const url = `${absolute(model, incidentPath(record.id))}#${update.anchor}`;
  const severity = record.severity === undefined ? undefined : model.severities.get(record.severity)?.label;
  const services = timeline.services.flatMap((id) => model.services.get(id)?.record.name ?? []);
  return {
    id: url,
    url,
    title: `[${statusWord(update.status)}] ${record.title}`,
    published: update.at,
    updated: update.at,
    author: update.postedBy === undefined ? undefined : personName(model, update.postedBy),
    categories: [record.kind, update.status, ...(severity === undefined ? [] : [severity]), ...services],
    html: () => itemHtml(model, timeline, update),
  };
}

function itemHtml(model: SiteModel, timeline: Timeline, update: TimelineUpdate): string {
  const { record } = timeline;
  const place = {
    headingLevel: 4,
    base: model.origin.base,
    absolute: absolute(model, incidentPath(record.id)),
  };
  const markdown = (text: string): string => renderMarkdown(text, place);
  const first = timeline.updates.find((one) => !one.byClock) === update;
  const parts = [
    first ? markdown(record.summary) : "",
    update.byClock ? `<p>${clockSentence(update)}</p>` : markdown(update.text),
    ...blockViews(update, place).map(({ label, html }) => `<h3>${label}</h3>\n${html}`),
    update.nextUpdate === undefined ? "" : `<p>Next update by ${timeView(update.nextUpdate).text}.</p>`,
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join("\n") : `<p>${statusWord(update.status)}.</p>`;
}
