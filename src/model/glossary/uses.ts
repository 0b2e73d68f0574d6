import type { PostmortemState } from "../postmortem.ts";
import type { SiteModel } from "../site.ts";
import type { Timeline } from "../timeline.ts";
import { findTerms, termFinder } from "./find.ts";

/** Where a term is used: newest first. */
export interface TermUses {
  readonly reports: readonly PostmortemState[];
  readonly incidents: readonly Timeline[];
}

const uses = new WeakMap<SiteModel, ReadonlyMap<string, TermUses>>();

/** What uses each term, by its id; found by one pass over the texts. Made once for a model. */
export function termUses(model: SiteModel): ReadonlyMap<string, TermUses> {
  const made = uses.get(model);
  if (made) return made;
  const finder = termFinder(model.terms);
  const found = new Map(
    model.terms.map(({ id }) => [id, { reports: [] as PostmortemState[], incidents: [] as Timeline[] }]),
  );
  const termsIn = (text: string): Set<string> =>
    new Set(Array.from(findTerms(text, finder, 0, text.length), ({ term }) => term.id));
  if (finder.size > 0) {
    for (const state of model.postmortems) {
      for (const id of termsIn(textOf(state))) found.get(id)?.reports.push(state);
    }
    for (const timeline of model.timelines) {
      const { title, summary } = timeline.record;
      const text = [title, summary, ...timeline.record.updates.map((update) => update.text)].join("\n\n");
      for (const id of termsIn(text)) found.get(id)?.incidents.push(timeline);
    }
  }
  uses.set(model, found);
  return found;
}

function textOf({ record }: PostmortemState): string {
  const factors = record.factors.map(({ summary }) => summary);
  return [record.title, record.summary, ...factors, record.body].join("\n\n");
}
