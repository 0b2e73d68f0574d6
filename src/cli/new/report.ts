import { historyKey, type UpdateMark } from "../../history/revision.ts";
import { shownAt } from "../../model/metrics/incident.ts";
import { type JudgedPromise, judgedPromises } from "../../model/metrics/promise.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { plainText } from "../../records/markdown.ts";
import type { Update } from "../../records/parse/body.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type {
  NewReport,
  NewReportEntry,
  NewReportPromise,
  NewReportTime,
} from "../../records/postmortem/write.ts";

const MINUTE = 60_000;
/** Longest summary of a report, by its schema. */
const SUMMARY = 280;
const SENTENCE = 160;
/** Longest name in a list. */
const NAME = 80;

/** All that incidents, their updates and their history know of a report. Pure. */
export function draftOf(
  model: SiteModel,
  timelines: readonly Timeline[],
  owner: string,
  title: string | undefined,
): NewReport {
  const records = timelines.map(({ record }) => record);
  const name = records[0]?.title ?? "";
  const summaries = records
    .map((record) => plainText(record.summary) || wordsOf(record.updates[0] ?? {}))
    .filter((text) => text !== "");
  const detected = records.flatMap(({ detected }) => detected ?? []).toSorted((a, b) => a.at - b.at)[0];
  const isFelt = timelines.some(({ impact }) => impact.length > 0);
  const summary = cut(summaries.join(" ") || name, SUMMARY);
  return {
    title: title || name,
    summary,
    incidents: records.map(({ id }) => id),
    owner,
    type: records.find(({ type }) => type !== undefined)?.type ?? "unknown",
    times: timesOf(model, timelines),
    detection: detected?.by,
    statement: isFelt ? summary : undefined,
    credits: creditsOf(model, timelines),
    related: relatedOf(timelines),
    timeline: timelines
      .flatMap((timeline) => entriesOf(model, timeline, timelines.length > 1))
      .toSorted((a, b) => a.at - b.at),
    promises: timelines
      .flatMap((timeline) => promisesIn(model, timeline, timelines.length > 1))
      .toSorted((a, b) => a.due - b.due),
  };
}

/**
 * Times that follow from the incidents: from the first begin to the last end, each exact where somebody wrote it down.
 * The first update stands for the declaration, which is exact where git knows when readers saw it, and that was while it
 * lasted: not in a record that was written down later. A maintenance is announced and never declared. The last `monitoring` stands for the mitigation, unless users felt nothing before it.
 */
function timesOf({ history }: SiteModel, timelines: readonly Timeline[]): NewReport["times"] {
  const isOver = timelines.every(({ phase }) => phase === "over");
  const begins: NewReportTime[] = timelines.flatMap(({ record, impact }) =>
    impact.map(({ from }) => ({ at: from, isExact: record.impact.some((one) => one.from === from) })),
  );
  const ends: NewReportTime[] = timelines.flatMap(({ record, impact }) =>
    impact.flatMap(({ to }) =>
      to === undefined ? [] : [{ at: to, isExact: record.impact.some((one) => one.to === to) }],
    ),
  );
  const declared: NewReportTime[] = timelines.flatMap(({ record, updates, end }) => {
    const marks = history.byRecord.get(historyKey("incident", record.id))?.updates;
    if (record.kind !== "incident") return [];
    return updates.map((update) => {
      const published = marks?.get(update.anchor)?.published;
      const isLive = published !== undefined && published <= (end ?? published);
      return { at: isLive ? shownAt(update, published).at : update.at, isExact: isLive };
    });
  });
  const updates = timelines.flatMap((timeline) => timeline.updates);
  const closes = updates
    .filter(({ status }) => status === "resolved" || status === "completed")
    .map(({ at, byClock }): NewReportTime => ({ at, isExact: !byClock }));
  const watches = updates
    .filter(({ status }) => status === "monitoring")
    .map(({ at }): NewReportTime => ({ at, isExact: false }));
  const detections = timelines.flatMap(({ record }): NewReportTime[] =>
    record.detected ? [{ at: record.detected.at, isExact: true }] : [],
  );
  const impactStart = earliest(begins);
  const impactEnd = isOver ? latest(ends) : undefined;
  const watched = latest(watches)?.at;
  const mitigated = watched === undefined ? undefined : Math.min(watched, impactEnd?.at ?? watched);
  const isLater = mitigated !== undefined && mitigated >= (impactStart?.at ?? mitigated);
  const times = {
    impactStart,
    detected: earliest(detections),
    declared: earliest(declared),
    mitigated: isLater ? { at: mitigated, isExact: false } : undefined,
    impactEnd,
    resolved: isOver ? latest(closes) : undefined,
  };
  return Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined));
}

function earliest(times: readonly NewReportTime[]): NewReportTime | undefined {
  return times.toSorted((a, b) => a.at - b.at)[0];
}

function latest(times: readonly NewReportTime[]): NewReportTime | undefined {
  return times.toSorted((a, b) => b.at - a.at)[0];
}

/** Who had which role; nobody is named beyond what they agreed to. */
function creditsOf({ people }: SiteModel, timelines: readonly Timeline[]): NewReport["credits"] {
  const pairs = timelines.flatMap(({ record }) =>
    Object.entries(record.roles).map(([role, person]) => ({ role, person })),
  );
  return [...Map.groupBy(pairs, ({ person }) => person)].flatMap(([person, own]) => {
    const known = people.get(person);
    const roles = [...new Set(own.map(({ role }) => role))];
    return known ? [{ person, roles, consent: known.consent }] : [];
  });
}

/** What the incidents are related to, each once, and not to each other. */
function relatedOf(timelines: readonly Timeline[]): NewReport["related"] {
  const own = new Set(timelines.map(({ record }) => record.id));
  const all = timelines.flatMap(({ record }) => record.related).filter(({ id }) => !own.has(id));
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

function entriesOf(
  { history, services }: SiteModel,
  { record, updates, impact }: Timeline,
  isJoint: boolean,
): NewReportEntry[] {
  const marks = history.byRecord.get(historyKey("incident", record.id))?.updates;
  const name = (id: string): string => cut(services.get(id)?.record.name ?? id, NAME);
  const moments = impact.flatMap(({ service, level, from, to }) => [
    { at: from, what: `Impact begins (${level})`, service },
    ...(to === undefined ? [] : [{ at: to, what: `Impact ends (${level})`, service }]),
  ]);
  return [
    ...[...Map.groupBy(moments, ({ at, what }) => `${at} ${what}`).values()].flatMap((same) => {
      const { at = 0, what = "" } = same[0] ?? {};
      const text = [...new Set(same.map(({ service }) => name(service)))].join(", ");
      return [{ at, what: titled(what, record.title, isJoint), text, href: undefined, note: "" }];
    }),
    ...updates.map(
      ({ at, status, anchor, byClock, ...said }): NewReportEntry => ({
        at,
        what: titled(statusWord(status), record.title, isJoint),
        text: cut(wordsOf(said), SENTENCE),
        href: byClock ? undefined : `/incidents/${record.id}/#${anchor}`,
        note: byClock ? "by the clock" : noteOf(at, marks?.get(anchor)),
      }),
    ),
  ];
}

/** The words of an update; where it has its blocks alone, those of the first. */
function wordsOf({ text, known, notKnown, doing }: Partial<Update>): string {
  const first = [text, known, notKnown, doing].find((one) => one !== undefined && one.trim() !== "");
  return plainText(first ?? "");
}

/** In a joint review each line says what it is about. */
function titled(what: string, title: string, isJoint: boolean): string {
  return isJoint ? `${cut(title, NAME)}: ${what.charAt(0).toLowerCase()}${what.slice(1)}` : what;
}

/** What git knows of an update that its readers should. */
function noteOf(at: Instant, mark: UpdateMark | undefined): string {
  const late = mark?.published === undefined ? 0 : mark.published - at;
  const notes = [
    late > 5 * MINUTE ? `published ${lengthText(late)} later` : "",
    (mark?.edits.length ?? 0) > 0 ? "edited after publication" : "",
  ];
  return notes.filter((note) => note !== "").join(", ");
}

function promisesIn({ history, now }: SiteModel, timeline: Timeline, isJoint: boolean): NewReportPromise[] {
  return judgedPromises(timeline, history, now).map((promise) => ({
    due: promise.due,
    isMissed: promise.outcome === "missed",
    outcome: `${isJoint ? `${cut(timeline.record.title, NAME)}: ` : ""}${outcomeText(promise)}`,
  }));
}

function outcomeText({ outcome, due, next }: JudgedPromise): string {
  const came = next === undefined ? "" : `, next update at ${writeHeadingInstant(next)}`;
  switch (outcome) {
    case "kept":
      return `kept${came}`;
    case "missed":
      return next === undefined ? "missed, no update came" : `missed by ${lengthText(next - due)}${came}`;
    case "pending":
      return "not due yet";
    case "hindsight":
      return "published after it was due";
  }
}

/** A length of time in its two largest units. */
function lengthText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map((part) => part.join(" "))
    .join(" ");
}

/** A text cut behind a whole word. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  return `${head.slice(0, Math.max(head.lastIndexOf(" "), Math.floor(most / 2))).toWellFormed()}…`;
}
