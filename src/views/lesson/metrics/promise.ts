import type { Promises } from "../../../model/metrics/promise.ts";
import type { SiteModel } from "../../../model/site.ts";
import { counted } from "../../count.ts";
import type { LinkView } from "../../page.ts";
import { durationText, type TimeView, timeView } from "../../time.ts";
import { figure, ofText, percentText, type Sentence } from "./phrase.ts";
import { listed, timelineLink } from "./row.ts";
import { type ShareView, shareView } from "./share.ts";

/** Promised updates: how many came in time, and those that did not. */
export interface PromisesView {
  readonly sentence: Sentence;
  readonly share: ShareView;
  /** What was not judged, and why. */
  readonly note: string;
  readonly misses: readonly MissView[];
  readonly more: number;
  readonly data: {
    readonly kept: number;
    readonly judged: number;
    readonly pending: number;
    readonly hindsight: number;
  };
}

/** A promise that was not kept; the link leads to the update that made it. */
export interface MissView extends LinkView {
  readonly due: TimeView;
  readonly next: TimeView | undefined;
  readonly late: string;
  /** Milliseconds. */
  readonly value: number;
}

/** Puts promises into words. */
export function promisesView(model: SiteModel, promises: Promises): PromisesView {
  const { judged, kept, pending, hindsight, misses } = promises;
  const { shown, more } = listed(misses);
  const note = [
    "An update promises the next one with Next-update. Any later update keeps the promise, but for a mere correction.",
    pending > 0 && `${counted(pending, "promise")} not due yet ${pending === 1 ? "is" : "are"} left out.`,
    hindsight > 0 &&
      `${counted(hindsight, "promise")} could be read only after the promised time and ${hindsight === 1 ? "is" : "are"} left out.`,
  ].filter((part) => part !== false);
  return {
    sentence:
      judged === 0
        ? ["No promise of an update has come due yet."]
        : [
            figure(ofText(kept, judged)),
            `${percentText(kept, judged)} promised ${judged === 1 ? "update" : "updates"} came in time.`,
          ],
    share: shareView(kept, judged),
    note: note.join(" "),
    misses: shown.map(({ timeline, anchor, due, next, late }) => ({
      ...timelineLink(model, timeline, anchor),
      due: timeView(due),
      next: next === undefined ? undefined : timeView(next),
      late: durationText(late),
      value: late,
    })),
    more,
    data: { kept, judged, pending, hindsight },
  };
}
