import type { PostmortemState } from "../../model/postmortem.ts";
import { type Recurrence, recurrencesOf } from "../../model/recurrence.ts";
import { type Shared, similarReports } from "../../model/similar.ts";
import type { SiteModel } from "../../model/site.ts";
import { alternatives } from "../../records/quote.ts";
import { advisoryPath, incidentPath, type LinkView, lessonPath, link } from "../page.ts";
import { shortDayText, type TimeView, timeView } from "../time.ts";
import { actionHref, factorAnchor } from "./action.ts";
import { detectionWords, factorWords, relationWords, triggerWords, typeWords } from "./label.ts";
import { namingReports } from "./naming.ts";

/** Another report, an incident or an advisory that has to do with this one. */
export interface SimilarView extends LinkView {
  /** `Same cause`, where the authors say so; `Similar`, where it was found by what both share. */
  readonly relation: string;
  /** Why it is shown: the authors' note, or `shares: expiry, monitoring gap, service Downloads`. */
  readonly reason: string;
  /** When users first felt it, or when it was published; undefined for a page of another site. */
  readonly date: TimeView | undefined;
  readonly isExternal: boolean;
}

/** A factor that came back, in words. */
export interface RecurrenceView {
  /** `Monitoring gap` */
  readonly factor: string;
  /** `on Package downloads`: where both reports have it. */
  readonly where: string;
  /** The report in which it came back, and its first factor of that kind. */
  readonly later: LinkView;
  readonly laterDate: TimeView;
  /** The report whose factor had been answered. */
  readonly earlier: LinkView;
  /** What had been done about it, and when. */
  readonly action: LinkView;
  readonly done: string;
}

const MOST = 5;

/**
 * Reports that have to do with one: first those that its authors name, and those whose authors name it, then the most
 * similar ones, together at most `MOST` unless people named more.
 */
export function similarViews(model: SiteModel, state: PostmortemState): SimilarView[] {
  const own = ownRelations(model, state);
  const named = new Set(own.map(({ href }) => href));
  const naming = namingReports(model, state.record.id)
    .map(({ by, relation, note }) =>
      reportView(model, by, { relation: reversedRelations[relation], reason: note ?? "" }),
    )
    .filter(({ href }) => !named.has(href));
  const explicit = [...own, ...naming];
  const known = new Set(explicit.map(({ href }) => href));
  const replacement = state.record.supersededBy;
  const found = similarReports(model.postmortems, state.record.id, MOST + explicit.length + 1)
    .filter(({ state: other }) => other.record.id !== replacement)
    .map(({ state: other, shared }) =>
      reportView(model, other, { relation: "Similar", reason: sharedText(model, shared) }),
    )
    .filter(({ href }) => !known.has(href));
  return [...explicit, ...found.slice(0, Math.max(0, MOST - explicit.length))];
}

/** What a report's relation to another record is called on the page of that record. */
export const reversedRelations = {
  similar: relationWords.similar.label,
  "same-cause": relationWords["same-cause"].label,
  "caused-by": relationWords.causes.label,
  causes: relationWords["caused-by"].label,
  follows: "Followed by",
  duplicate: relationWords.duplicate.label,
} as const satisfies Record<keyof typeof relationWords, string>;

function ownRelations(model: SiteModel, { record }: PostmortemState): SimilarView[] {
  const seen = new Set<string>();
  return record.related.flatMap(({ id, url, relation, note }): SimilarView[] => {
    const key = id ?? url ?? "";
    if (seen.has(key) || id === record.id) return [];
    seen.add(key);
    const words = { relation: relationWords[relation].label, reason: note ?? "" };
    if (url !== undefined) {
      return [{ ...words, label: url, href: url, date: undefined, isExternal: true }];
    }
    const report = model.postmortemsById.get(key);
    if (report) return [reportView(model, report, words)];
    const advisory = model.advisoriesById.get(key)?.record;
    if (advisory) {
      const { title: label, published } = advisory;
      const href = link(model, advisoryPath(key));
      return [{ ...words, label, href, date: timeView(published), isExternal: false }];
    }
    const timeline = model.timelinesById.get(key);
    if (!timeline) return [];
    return [
      {
        ...words,
        label: timeline.record.title,
        href: link(model, incidentPath(key)),
        date: timeView(timeline.start),
        isExternal: false,
      },
    ];
  });
}

function reportView(
  model: SiteModel,
  { record, start }: PostmortemState,
  words: Pick<SimilarView, "relation" | "reason">,
): SimilarView {
  return {
    ...words,
    label: record.title,
    href: link(model, lessonPath(record.id)),
    date: timeView(start),
    isExternal: false,
  };
}

/** What two reports share, in words: `shares: expiry, monitoring gap, service Downloads`. */
function sharedText(model: SiteModel, shared: Shared): string {
  const names = shared.services.flatMap((id) => model.services.get(id)?.record.name ?? []);
  const words = shared.words.map((one) => `“${one}”`);
  const parts = [
    ...(shared.trigger === undefined ? [] : [lower(triggerWords[shared.trigger].label)]),
    ...shared.factors.map((one) => lower(factorWords[one].label)),
    ...(shared.type === undefined ? [] : [lower(typeWords[shared.type].label)]),
    ...(shared.detection === undefined
      ? []
      : [`noticed by ${lower(detectionWords[shared.detection].label)}`]),
    ...(names.length === 0 ? [] : [`${names.length === 1 ? "service" : "services"} ${few(names)}`]),
    ...(words.length === 0
      ? []
      : [`the ${words.length === 1 ? "word" : "words"} ${alternatives(words, "and")}`]),
  ];
  return `shares: ${[...new Set(parts)].join(", ")}`;
}

function few(names: readonly string[]): string {
  return names.length > 3
    ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
    : alternatives(names, "and");
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** The factors of a report that came back, in words. */
export function recurrenceViews(model: SiteModel, id: string): RecurrenceView[] {
  return recurrencesOf(model, id).map((one) => recurrenceView(model, one));
}

/** A factor that came back, in words. */
export function recurrenceView(
  model: SiteModel,
  { category, services, later, factors, earlier, action }: Recurrence,
): RecurrenceView {
  const names = services.map((id) => model.services.get(id)?.record.name ?? id);
  const [factor] = factors;
  const page = link(model, lessonPath(later.record.id));
  return {
    factor: factorWords[category].label,
    where: `on ${few(names)}`,
    later: {
      label: later.record.title,
      href: factor === undefined ? page : `${page}#${factorAnchor(factor)}`,
    },
    laterDate: timeView(later.start),
    earlier: { label: earlier.record.title, href: link(model, lessonPath(earlier.record.id)) },
    action: { label: action.record.title, href: actionHref(model, action) },
    done: shortDayText(action.record.done ?? ""),
  };
}
