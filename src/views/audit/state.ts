import {
  type HistoryKind,
  type HistoryState,
  historyKey,
  type RecordHistory,
} from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";

const reasons: Readonly<Record<Exclude<HistoryState, "on">, string>> = {
  off: "it is switched off for this site",
  "no-repository": "this site was not built from a git repository",
  "no-git": "git was not there when the site was built",
  "no-commit": "nothing was committed yet",
};

/** Whether the site shows what was changed. */
export function hasHistory(model: SiteModel): boolean {
  return model.history.state === "on";
}

/** Why there is no audit history, in one sentence; undefined where there is one. */
export function absenceSentence(model: SiteModel): string | undefined {
  const { state } = model.history;
  return state === "on" ? undefined : `No audit history: ${reasons[state]}.`;
}

/** The history of a record; undefined for one that git does not know, and where there is none at all. */
export function historyOf(model: SiteModel, kind: HistoryKind, id: string): RecordHistory | undefined {
  return model.history.byRecord.get(historyKey(kind, id));
}
