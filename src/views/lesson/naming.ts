import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { relations } from "../../records/schema/vocabulary.ts";

/** A report that names another record as related. */
export interface Naming {
  readonly by: PostmortemState;
  readonly relation: (typeof relations)[number];
  readonly note: string | undefined;
}

const known = new WeakMap<SiteModel, ReadonlyMap<string, readonly Naming[]>>();

/** The public reports that name a record as related, newest first. Looked up in an index that is made once for a model. */
export function namingReports(model: SiteModel, id: string): readonly Naming[] {
  let made = known.get(model);
  if (!made) {
    const pairs = model.postmortems.flatMap((by) => {
      // Who names a record twice is listed with what is said first.
      const seen = new Set<string>([by.record.id]);
      return by.record.related.flatMap(({ id: named, relation, note }) => {
        if (named === undefined || seen.has(named)) return [];
        seen.add(named);
        return [{ named, by, relation, note }];
      });
    });
    made = Map.groupBy(pairs, ({ named }) => named);
    known.set(model, made);
  }
  return made.get(id) ?? [];
}
