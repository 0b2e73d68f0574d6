import { levelLabels } from "../model/level.ts";
import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import { type LinkView, link, servicePath } from "./page.ts";
import { durationText, type TimeView, timeView } from "./time.ts";

/** Impact over time: one row for services that were affected alike, drawn to scale and said in words. */
export interface ImpactView {
  readonly rows: readonly ImpactRowView[];
  /** What the left and the right edge of the drawing stand for. */
  readonly from: TimeView;
  readonly to: TimeView;
  readonly ongoing: boolean;
  /** Updates as ticks on the drawing, at per mille of its width. */
  readonly ticks: readonly number[];
}

/** The impact on one service, or the same on several. */
export interface ImpactRowView {
  readonly name: string;
  readonly services: readonly LinkView[];
  readonly intervals: readonly {
    readonly level: Level;
    readonly label: string;
    /** Begin and width, per mille of the drawing. */
    readonly x: number;
    readonly width: number;
    readonly from: TimeView;
    readonly to: TimeView | undefined;
    readonly duration: string;
  }[];
}

const SCALE = 1000;

/** Draws the impact of a record; undefined where it names none. */
export function impactView(model: SiteModel, timeline: Timeline): ImpactView | undefined {
  const known = timeline.impact.filter(
    (interval) => model.services.has(interval.service) && interval.from <= model.now,
  );
  if (known.length === 0) return undefined;
  const end = (to: number | undefined): number => Math.max(to ?? model.now, timeline.start);
  const inside = timeline.updates.map((update) => update.at).filter((at) => at <= model.now);
  const from = Math.min(timeline.start, ...inside);
  const to = Math.max(from + 60_000, ...inside, ...known.map((interval) => end(interval.to)));
  const place = (at: number): number =>
    Math.round(((Math.min(Math.max(at, from), to) - from) / (to - from)) * SCALE);
  const byService = Map.groupBy(known, (interval) => interval.service);
  const alike = Map.groupBy(byService, ([, own]) =>
    JSON.stringify(own.map(({ level, from, to }) => [level, from, to])),
  );
  const linkTo = (id: string): LinkView => ({
    label: model.services.get(id)?.record.name ?? id,
    href: link(model, servicePath(id)),
  });
  return {
    rows: [...alike.values()].map((group) => ({
      name: rowName(group.map(([id]) => linkTo(id).label)),
      services: group.map(([id]) => linkTo(id)),
      intervals: (group[0]?.[1] ?? [])
        .toSorted((a, b) => a.from - b.from)
        .map((interval) => ({
          level: interval.level,
          label: levelLabels[interval.level],
          x: place(interval.from),
          width: Math.max(4, place(end(interval.to)) - place(interval.from)),
          from: timeView(interval.from),
          to: interval.to === undefined || interval.to > model.now ? undefined : timeView(interval.to),
          duration: durationText(Math.min(end(interval.to), model.now) - interval.from),
        })),
    })),
    from: timeView(from),
    to: timeView(to),
    ongoing: timeline.phase === "active",
    ticks: inside.map(place),
  };
}

/** What stands beside the drawing; the table has every name. */
function rowName(names: readonly string[]): string {
  return names.length > 3 ? `${names.length} services` : names.join(", ");
}
