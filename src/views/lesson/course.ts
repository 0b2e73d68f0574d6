import { levelLabels } from "../../model/level.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Instant } from "../../records/instant.ts";
import type { Confidence, KeyTimeName, Level } from "../../records/schema/vocabulary.ts";
import { incidentPath, type LinkView, link } from "../page.ts";
import { durationText, shortDayText, type TimeView, timeView } from "../time.ts";

/** The course of one incident, drawn to scale: what was affected, and when people did what. */
export interface CourseView {
  readonly incident: LinkView & { readonly id: string };
  readonly rows: readonly CourseRowView[];
  /** Marks of the scale. */
  readonly axis: readonly { readonly x: number; readonly text: string }[];
  /** What the drawing covers, such as `21 Apr 2026, 4 h 3 min`. */
  readonly length: string;
}

/** One row: a span of impact, or a moment. Places are percent of the drawing's width, to one decimal. */
export interface CourseRowView {
  readonly label: string;
  /** `13:09` where all of it was on one day, else with the day. */
  readonly time: TimeView;
  /** How long after the begin, how sure it is. */
  readonly note: string;
  readonly x: number;
  /** Undefined for a moment. */
  readonly width: number | undefined;
  readonly level: Level | undefined;
  readonly confidence: Confidence;
  readonly href: string | undefined;
}

const names = {
  impactStart: "Users first felt it",
  detected: "Noticed",
  declared: "Called an incident",
  mitigated: "Mitigated",
  impactEnd: "Users felt nothing any more",
  resolved: "Closed",
} as const satisfies Record<KeyTimeName, string>;

/** Draws the courses of a report's incidents. Its own times are drawn where it reviews one incident alone. */
export function courseViews(model: SiteModel, state: PostmortemState): CourseView[] {
  const isAlone = state.record.incidents.length === 1;
  return state.timelines.flatMap(
    (timeline) => courseView(model, timeline, isAlone ? state : undefined) ?? [],
  );
}

function courseView(
  model: SiteModel,
  timeline: Timeline,
  state: PostmortemState | undefined,
): CourseView | undefined {
  const marks = [...keyMarks(timeline, state), ...updateMarks(model, timeline)].sort((a, b) => a.at - b.at);
  const spans = spansOf(model, timeline);
  const all = [...marks.map(({ at }) => at), ...spans.flatMap(({ from, to }) => [from, to])];
  if (all.length === 0) return undefined;
  const from = all.reduce((a, b) => Math.min(a, b));
  const to = Math.max(
    from + 60_000,
    all.reduce((a, b) => Math.max(a, b)),
  );
  // Where nobody felt anything, as in a near miss, it began when it was noticed.
  const start = state?.record.times.impactStart?.at ?? (spans.length > 0 ? timeline.start : from);
  const place = (at: Instant): number => Math.round(((at - from) / (to - from)) * 1000) / 10;
  const { id, title } = timeline.record;
  const day = timeView(from).iso.slice(0, 10);
  const isOneDay = timeView(to).iso.startsWith(day);
  const clock = (at: Instant): TimeView => {
    const { iso, text } = timeView(at);
    return { iso, text: isOneDay ? iso.slice(11, 16) : text.replace(" UTC", "") };
  };
  return {
    incident: { id, label: title, href: link(model, incidentPath(id)) },
    length: `${shortDayText(day)}, ${durationText(to - from)}`,
    axis: ticks(from, to).map(({ at, text }) => ({ x: place(at), text })),
    rows: [
      ...spans.map((span) => ({
        label: `${span.name}: ${levelLabels[span.level].toLowerCase()}`,
        time: clock(span.from),
        note: span.isOpen ? "goes on" : `for ${durationText(span.to - span.from)}`,
        x: place(span.from),
        width: Math.max(0.5, Math.round((place(span.to) - place(span.from)) * 10) / 10),
        level: span.level,
        confidence: "exact" as const,
        href: undefined,
      })),
      ...marks.map(({ at, label, confidence, href }) => ({
        label,
        time: clock(at),
        note: [afterText(at - start), confidence === "estimated" ? "estimated" : ""]
          .filter(Boolean)
          .join(", "),
        x: place(at),
        width: undefined,
        level: undefined,
        confidence,
        href,
      })),
    ],
  };
}

interface Mark {
  readonly at: Instant;
  readonly label: string;
  readonly confidence: Confidence;
  readonly href: string | undefined;
}

function keyMarks({ record }: Timeline, state: PostmortemState | undefined): Mark[] {
  const times =
    state?.record.times ??
    (record.detected ? { detected: { at: record.detected.at, confidence: "exact" as const } } : {});
  return (Object.keys(names) as KeyTimeName[]).flatMap((key) => {
    const time = times[key];
    return time?.at === undefined
      ? []
      : [{ at: time.at, label: names[key], confidence: time.confidence, href: undefined }];
  });
}

/** The first update, the one that told of the cause, and the last: the others are on the incident's page. */
function updateMarks(model: SiteModel, { updates, record }: Timeline): Mark[] {
  const first = updates.find(({ byClock }) => !byClock);
  if (!first) return [];
  const href = `${link(model, incidentPath(record.id))}#${first.anchor}`;
  return [{ at: first.at, label: "First public update", confidence: "exact", href }];
}

interface ImpactSpan {
  readonly name: string;
  readonly level: Level;
  readonly from: Instant;
  readonly to: Instant;
  readonly isOpen: boolean;
}

/** Intervals of impact; services that were affected alike share a row. */
function spansOf(model: SiteModel, timeline: Timeline): ImpactSpan[] {
  const known = timeline.impact.filter(({ from }) => from <= model.now);
  const alike = Map.groupBy(known, ({ level, from, to }) => `${level} ${from} ${to}`);
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const services = [
      ...new Set(own.map(({ service }) => model.services.get(service)?.record.name ?? service)),
    ];
    const name = services.length > 3 ? `${services.length} services` : services.join(", ");
    const to = Math.min(first.to ?? model.now, model.now);
    return [{ name, level: first.level, from: first.from, to, isOpen: first.to === undefined }];
  });
}

function afterText(ms: number): string {
  if (Math.abs(ms) < 60_000) return "";
  return ms > 0 ? `${durationText(ms)} in` : `${durationText(-ms)} before`;
}

const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 40_320].map(
  (minutes) => minutes * MINUTE,
);

/** At most five round moments of UTC within a span. */
function ticks(from: Instant, to: Instant): { at: Instant; text: string }[] {
  const step = STEPS.find((one) => (to - from) / one <= 4) ?? (to - from) / 4;
  const first = Math.ceil(from / step) * step;
  const found: { at: Instant; text: string }[] = [];
  for (let at = first; at <= to && found.length < 5; at += step) {
    const { iso } = timeView(at);
    found.push({ at, text: step >= 1440 * MINUTE ? shortDayText(iso.slice(0, 10)) : iso.slice(11, 16) });
  }
  return found;
}
