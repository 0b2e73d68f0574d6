import type { FactorCategory } from "../records/schema/vocabulary.ts";
import { dayKey } from "./calendar.ts";
import type { ActionState, PostmortemState } from "./postmortem.ts";
import type { SiteModel } from "./site.ts";

/** A contributing factor that came back although something was done to prevent it. */
export interface Recurrence {
  readonly category: FactorCategory;
  /** The services on which it came back, each once. */
  readonly services: readonly string[];
  /** The report in which it came back. */
  readonly later: PostmortemState;
  /** Ids of its factors of that category. */
  readonly factors: readonly string[];
  /** The report whose factor had been answered: the last one before. */
  readonly earlier: PostmortemState;
  /** What had been done about it. */
  readonly action: ActionState;
}

/** An action to prevent something, which was done. */
interface Prevention {
  readonly report: PostmortemState;
  readonly action: ActionState;
  /** The day on which it was done. */
  readonly done: string;
}

const known = new WeakMap<readonly PostmortemState[], readonly Recurrence[]>();

/**
 * Factors that came back: of the same category, on the same service, in a report whose impact began on a day after that
 * on which an action of the kind `prevent` was done that answers such a factor of an earlier report. Each with the last
 * such action before it. `unknown` never comes back, and reports that were superseded are not looked at: others took
 * their places. Newest first. Made once for a model, in one pass over the reports.
 */
export function recurrences({
  postmortems,
  site,
}: Pick<SiteModel, "postmortems" | "site">): readonly Recurrence[] {
  const made = known.get(postmortems);
  if (made) return made;
  const reports = postmortems.filter(({ record }) => record.status !== "superseded");
  const preventions = new Map<string, Prevention[]>();
  for (const report of reports) {
    for (const { category, ...prevention } of preventionsOf(report)) {
      for (const service of report.services) {
        const key = keyOf(service, category);
        const own = preventions.get(key);
        if (own) own.push(prevention);
        else preventions.set(key, [prevention]);
      }
    }
  }
  for (const own of preventions.values())
    own.sort((a, b) => (a.done < b.done ? -1 : a.done > b.done ? 1 : 0));
  const found = reports.flatMap((later) =>
    recurrencesIn(later, preventions, dayKey(later.start, site.timeZone)),
  );
  known.set(postmortems, found);
  return found;
}

const byReport = new WeakMap<readonly Recurrence[], ReadonlyMap<string, readonly Recurrence[]>>();

/** What came back in one report. */
export function recurrencesOf(
  model: Pick<SiteModel, "postmortems" | "site">,
  id: string,
): readonly Recurrence[] {
  const all = recurrences(model);
  const made = byReport.get(all) ?? Map.groupBy(all, ({ later }) => later.record.id);
  byReport.set(all, made);
  return made.get(id) ?? [];
}

function recurrencesIn(
  later: PostmortemState,
  preventions: ReadonlyMap<string, readonly Prevention[]>,
  day: string,
): Recurrence[] {
  const categories = new Set(later.record.factors.map(({ category }) => category));
  const found = new Map<
    ActionState,
    { services: string[]; category: FactorCategory; earlier: PostmortemState }[]
  >();
  for (const category of categories) {
    for (const service of later.services) {
      const last = lastBefore(preventions.get(keyOf(service, category)) ?? [], day, later);
      if (!last) continue;
      const own = found.get(last.action) ?? [];
      found.set(last.action, own);
      const same = own.find((one) => one.category === category);
      if (same) same.services.push(service);
      else own.push({ services: [service], category, earlier: last.report });
    }
  }
  return [...found].flatMap(([action, own]) =>
    own.map(({ services, category, earlier }) => ({
      category,
      services,
      later,
      factors: later.record.factors.filter((one) => one.category === category).map(({ id }) => id),
      earlier,
      action,
    })),
  );
}

/** The last prevention of another report which was done before a day: found by halves. */
function lastBefore(
  preventions: readonly Prevention[],
  day: string,
  later: PostmortemState,
): Prevention | undefined {
  let [low, high] = [0, preventions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((preventions[middle]?.done ?? "") < day) low = middle + 1;
    else high = middle;
  }
  for (let place = low - 1; place >= 0; place--) {
    const one = preventions[place];
    if (one && one.report !== later && one.report.start < later.start) return one;
  }
  return undefined;
}

function preventionsOf(report: PostmortemState): (Prevention & { readonly category: FactorCategory })[] {
  const categories = new Map(report.record.factors.map(({ id, category }) => [id, category]));
  return report.actions.flatMap((action) => {
    const { kind, status, done, factors } = action.record;
    if (kind !== "prevent" || status !== "done" || done === undefined) return [];
    const answered = new Set(factors.flatMap((id) => categories.get(id) ?? []));
    answered.delete("unknown");
    return [...answered].map((category) => ({ report, action, done, category }));
  });
}

/** No id has a space in it. */
function keyOf(service: string, category: FactorCategory): string {
  return `${service} ${category}`;
}
