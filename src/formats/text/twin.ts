import { levelLabels } from "../../model/level.ts";
import type { TimelineUpdate } from "../../model/maintenance.ts";
import type { ServiceState } from "../../model/service.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { shownName } from "../../records/person.ts";
import { type FactView, factsOf } from "../../views/incident.ts";
import { absolute, incidentPath, servicePath, twinPath } from "../../views/page.ts";
import { timeView } from "../../views/time.ts";
import { clockSentence } from "../../views/update.ts";
import { type LinkPlace, placeAt } from "./link.ts";
import { escaped, harmless } from "./markdown.ts";

/** An incident, a maintenance or a notice in Markdown: what its page says, in the order of time. */
export function incidentTwin(model: SiteModel, timeline: Timeline): string {
  const { record } = timeline;
  const place = placeAt(model, incidentPath(record.id));
  const impact = timeline.impact.map(({ service, level, from, to }) => {
    const name = escaped(model.services.get(service)?.record.name ?? service);
    const end = to === undefined ? "and goes on" : `to ${timeView(to).text}`;
    return `- ${name}: ${levelLabels[level]}, from ${timeView(from).text} ${end}`;
  });
  return paragraphs(
    `# ${escaped(record.title)}`,
    [`- Status: ${statusWord(timeline.status)}`, ...factsOf(model, timeline).map(factLine)].join("\n"),
    `Page: ${absolute(model, incidentPath(record.id))}`,
    harmless(record.summary, place),
    impact.length > 0 && `## Impact\n\n${impact.join("\n")}`,
    ...timeline.updates.map((update) => updateText(model, update, place)),
  );
}

/** A service in Markdown: how it is now, and what happened to it, newest first. */
export function serviceTwin(model: SiteModel, service: ServiceState): string {
  const { record, level, timelines, retired } = service;
  const records = timelines.map(
    ({ record: own, start, status }) =>
      `- ${timeView(start).text}: [${escaped(own.title)}](${absolute(model, twinPath(incidentPath(own.id)))}), ${statusWord(status)}`,
  );
  return paragraphs(
    `# ${escaped(record.name)}`,
    retired ? "This service was retired." : `Status at ${timeView(model.now).text}: ${levelLabels[level]}`,
    record.description !== undefined && escaped(record.description),
    `Page: ${absolute(model, servicePath(record.id))}`,
    harmless(record.body, placeAt(model, servicePath(record.id))),
    records.length > 0 && `## Incidents and maintenance\n\n${records.join("\n")}`,
  );
}

function factLine({ label, text, time, hint }: FactView): string {
  return `- ${label}: ${[hint, time?.text ?? escaped(text)].filter((word) => word).join(" ")}`;
}

function updateText(model: SiteModel, update: TimelineUpdate, place: LinkPlace): string {
  const { status, at, byClock, known, notKnown, doing, nextUpdate, postedBy } = update;
  const name = postedBy === undefined ? undefined : shownName(model.people, postedBy);
  const block = (title: string, text: string | undefined): string | false =>
    text !== undefined && `### ${title}\n\n${harmless(text, place)}`;
  return paragraphs(
    `## ${statusWord(status)}, ${timeView(at).text}`,
    byClock ? clockSentence(update) : harmless(update.text, place),
    block("Known", known),
    block("Not known", notKnown),
    block("Doing", doing),
    nextUpdate !== undefined && `Next update by ${timeView(nextUpdate).text}.`,
    name !== undefined && `Posted by ${escaped(name)}.`,
  ).trimEnd();
}

/** Paragraphs with an empty line between them; what is not there is left out. */
export function paragraphs(...parts: readonly (string | false | undefined)[]): string {
  return `${parts.filter((part) => part !== false && part !== undefined && part !== "").join("\n\n")}\n`;
}
