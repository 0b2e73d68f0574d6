import { dayKey } from "../../../model/calendar.ts";
import type { ActionState, PostmortemState } from "../../../model/postmortem.ts";
import type { SiteModel } from "../../../model/site.ts";
import type { Timeline } from "../../../model/timeline.ts";
import { advisorySummary } from "../../advisory/summary.ts";
import { historyOf } from "../../audit/state.ts";
import { counted } from "../../count.ts";
import { type LinkView, lessonPath, link } from "../../page.ts";
import { shortDayText } from "../../time.ts";
import { actionHref, daysBetween } from "../action.ts";

/** An event of a month with its moment, to be put in order. */
export interface Dated extends LinkView {
  /** What there is to say of it, in plain words; may be empty. */
  readonly note: string;
  /** The day of the site's calendar on which it happened; undefined where it is a state and no event. */
  readonly day: string | undefined;
  readonly at: number;
}

/** The events of one month, by section. */
export interface Month {
  readonly incidents: Timeline[];
  readonly reports: Dated[];
  readonly done: Dated[];
  readonly opened: Dated[];
  readonly slipped: Dated[];
  readonly advisories: Dated[];
}

const known = new WeakMap<SiteModel, ReadonlyMap<string, Month>>();

/** All events of the past by month, in one pass over the records. Made once for a model. */
export function monthsOf(model: SiteModel): ReadonlyMap<string, Month> {
  const made = known.get(model);
  if (made) return made;
  const { timeZone } = model.site;
  const months = new Map<string, Month>();
  const at = (key: string): Month => {
    const month = key.slice(0, 7);
    const own = months.get(month) ?? emptyMonth();
    months.set(month, own);
    return own;
  };
  const today = dayKey(model.now, timeZone);
  if (model.postmortems.length > 0) {
    for (const [month, timelines] of model.months) {
      const begun = timelines.filter(({ start, phase }) => phase !== "upcoming" && start <= model.now);
      if (begun.length > 0) at(month).incidents.push(...begun.toReversed());
    }
    for (const state of model.postmortems) addReport(model, state, at, today);
    for (const state of model.advisories) {
      const { published } = state.record;
      if (published > model.now) continue;
      const day = dayKey(published, timeZone);
      const { title, href, severity } = advisorySummary(model, state);
      at(day).advisories.push({
        label: title,
        href,
        note: `${state.record.id}, ${severity.label}`,
        day,
        at: published,
      });
    }
  }
  known.set(model, months);
  return months;
}

export function emptyMonth(): Month {
  return { incidents: [], reports: [], done: [], opened: [], slipped: [], advisories: [] };
}

function addReport(
  model: SiteModel,
  state: PostmortemState,
  at: (key: string) => Month,
  today: string,
): void {
  const { record } = state;
  const { timeZone } = model.site;
  const href = link(model, lessonPath(record.id));
  const history = historyOf(model, "postmortem", record.id);
  const first = state.firstPublic;
  const told = (moment: number, note: string): void => {
    if (moment > model.now) return;
    const day = dayKey(moment, timeZone);
    at(day).reports.push({ label: record.title, href, note, day, at: moment });
  };
  if (first !== undefined) {
    const isFinal = record.published !== undefined && record.published <= first;
    told(first, isFinal ? "published" : "published for review");
    if (record.published !== undefined && record.published > first) told(record.published, "final");
  }
  // Each month tells once that a report was revised, however often that was.
  const revised = new Map<string, number>();
  for (const { commit, counts, material } of history?.revisions ?? []) {
    if (!commit || !counts || !material || first === undefined || commit.at <= first) continue;
    if (commit.at <= model.now) revised.set(dayKey(commit.at, timeZone).slice(0, 7), commit.at);
  }
  for (const [month, moment] of revised) {
    const isNew = [first, record.published].some(
      (one) => one !== undefined && dayKey(one, timeZone).startsWith(month),
    );
    if (!isNew) told(moment, "revised");
  }
  for (const action of state.actions) addAction(model, state, action, at, today);
}

function addAction(
  model: SiteModel,
  { record }: PostmortemState,
  action: ActionState,
  at: (key: string) => Month,
  today: string,
): void {
  const { timeZone } = model.site;
  const label = action.record.title;
  const href = actionHref(model, action);
  const { done } = action.record;
  if (done !== undefined && done <= today && action.record.status === "done") {
    at(done).done.push({ label, href, note: `of “${record.title}”`, day: done, at: Date.parse(done) });
  }
  const day = action.opened === undefined ? undefined : dayKey(action.opened, timeZone);
  // What was done before anybody could read of it is no new item.
  if (action.opened !== undefined && day !== undefined && action.opened <= model.now && (done ?? "~") > day) {
    const due =
      action.record.due === undefined
        ? "no due day"
        : `due ${shortDayText(dueAt(action, action.opened) ?? action.record.due)}`;
    at(day).opened.push({ label, href, note: due, day, at: action.opened });
  }
  for (const slip of action.slips) {
    if (slip.at > model.now) continue;
    const day = dayKey(slip.at, timeZone);
    const note = `from ${shortDayText(slip.from)} to ${shortDayText(slip.to)}, ${counted(daysBetween(slip.from, slip.to), "day")} later`;
    at(day).slipped.push({ label, href, note, day, at: slip.at });
  }
}

/** The day by which an action item was to be done, as it stood at a moment. */
export function dueAt({ record, slips }: ActionState, at: number): string | undefined {
  return slips.find((slip) => slip.at > at)?.from ?? record.due;
}
