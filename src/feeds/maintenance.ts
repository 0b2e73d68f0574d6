import type { RevisionKind } from "../history/revision.ts";
import type { Span } from "../model/interval.ts";
import { levelLabels } from "../model/level.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import { plainText } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import { permanentId } from "../views/audit/permanent.ts";
import { historyOf } from "../views/audit/state.ts";
import { absolute, incidentPath } from "../views/page.ts";
import { timeView } from "../views/time.ts";
import { clockSentence } from "../views/update.ts";
import { type CalendarEvent, uidHost } from "./ical.ts";

/** Reminders: seconds before the beginning. */
const ALARMS = [24 * 3600, 900] as const;

/** The longest text that is taken from a summary or an update, in characters. The page has the rest. */
const EXCERPT = 500;

/** Makes the event of a maintenance. Everything comes from the record and its history, nothing from the clock. */
export function maintenanceEvent(model: SiteModel, timeline: Timeline): CalendarEvent {
  const { record, phase, status, tookPlace } = timeline;
  const url = absolute(model, incidentPath(record.id));
  const cancelled = status === "cancelled" || !tookPlace;
  return {
    ...windowOf(timeline),
    ...changesOf(model, timeline),
    uid: `${permanentId(model, "incident", record.id)}@${uidHost(model)}`,
    cancelled,
    wholeDay: false,
    alarms: phase === "upcoming" ? ALARMS : [],
    title: cancelled ? `[${statusWord("cancelled")}] ${record.title}` : record.title,
    text: textOf(model, timeline, url),
    url,
    categories: [
      "Maintenance",
      ...timeline.services.flatMap((id) => model.services.get(id)?.record.name ?? []),
    ],
  };
}

/**
 * When it takes place, as far as that is known: as planned while it is to come, and if it never took place; the real
 * times once it is over. One that overruns ends with what was last said of it, until people say more.
 */
function windowOf({ record, updates, phase, tookPlace, start, end }: Timeline): Span {
  const planned = record.scheduled ?? { from: start, to: start };
  if (phase === "upcoming" || !tookPlace) return forward(planned);
  if (end !== undefined) return { from: start, to: end };
  const last = updates.findLast((update) => !update.byClock && update.status !== "correction");
  const overrun =
    last !== undefined && last.at >= planned.to ? Math.max(last.at, last.nextUpdate ?? last.at) : 0;
  return forward({ from: start, to: Math.max(planned.to, overrun) });
}

function forward({ from, to }: Span): Span {
  return { from, to: Math.max(from, to) };
}

const changing: readonly RevisionKind[] = ["changed", "removed", "restored"];

/**
 * How often it was changed, and when first and last. With an audit history, every commit counts that changed what the
 * record says: also those that the site leaves out of its history, because calendars show their outcome all the same.
 * Without one, every update counts. Both only ever grow while commits and updates are added.
 */
function changesOf(
  model: SiteModel,
  { record, updates, start }: Timeline,
): Pick<CalendarEvent, "sequence" | "created" | "modified"> {
  const written = updates.filter((update) => !update.byClock).map(({ at }) => at);
  const history = historyOf(model, "incident", record.id);
  const revisions = history?.revisions.filter(({ kind }) => changing.includes(kind));
  const commits = revisions?.flatMap(({ commit }) => commit?.at ?? []) ?? [];
  const created = history?.published ?? written[0] ?? start;
  return {
    sequence: revisions?.length ?? record.updates.length,
    created,
    modified: Math.max(created, ...updates.map(({ at }) => at), ...commits),
  };
}

function textOf(model: SiteModel, { record, updates, services }: Timeline, url: string): string {
  const latest = updates.at(-1);
  const said = latest && (latest.byClock ? clockSentence(latest) : excerpt(latest.text));
  const names = services.flatMap((id) => {
    const service = model.services.get(id);
    const level = record.impact.find((one) => one.service === id)?.level ?? "maintenance";
    const how = level === "maintenance" ? "" : ` (${levelLabels[level].toLowerCase()})`;
    return service ? [`${service.record.name}${how}`] : [];
  });
  return [
    excerpt(record.summary),
    latest ? `${statusWord(latest.status)}, ${timeView(latest.at).text}${said ? `: ${said}` : ""}` : "",
    names.length > 0 ? `Affects: ${names.join(", ")}` : "",
    url,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The beginning of a text without its markup, cut between words. */
function excerpt(markdown: string): string {
  const text = plainText(markdown.slice(0, EXCERPT * 4));
  if (text.length <= EXCERPT) return text;
  const end = text.lastIndexOf(" ", EXCERPT);
  return `${text.slice(0, end === -1 ? EXCERPT : end).replace(/[,;:.\s]+$/, "")}\u00a0…`;
}
