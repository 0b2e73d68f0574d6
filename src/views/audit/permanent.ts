import type { HistoryKind } from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";
import { absolute } from "../page.ts";
import { recordPath } from "./path.ts";
import { historyOf } from "./state.ts";

/*
 * What programs know a record and its updates by: what they were first published as. A file that is renamed and a time
 * that is corrected change addresses; a feed reader, a calendar and `notify` must not take that for something new
 * (RFC 4287, section 4.2.6). Without git nothing is known but the present.
 */

/** The id that a record was first published with; no other record of its kind has it. */
export function permanentId(model: SiteModel, kind: HistoryKind, id: string): string {
  return historyOf(model, kind, id)?.firstId ?? id;
}

/** The absolute address of a record's page, made of that id. Something else may be there now, or nothing. */
export function permanentAddress(model: SiteModel, kind: HistoryKind, id: string): string {
  return absolute(model, recordPath(kind, permanentId(model, kind, id)));
}

/** Anchors that updates had before their times were corrected, by those that they have now, where nothing else has them. */
export function formerAnchors(
  model: SiteModel,
  id: string,
  anchors: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const marks = historyOf(model, "incident", id)?.updates;
  const taken = new Set(anchors);
  return new Map(
    anchors.map((anchor) => {
      const own = marks?.get(anchor)?.former.filter((one) => !taken.has(one)) ?? [];
      for (const one of own) taken.add(one);
      return [anchor, own];
    }),
  );
}
