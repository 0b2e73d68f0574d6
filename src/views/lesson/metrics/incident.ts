import type { IncidentTimeName, IncidentTimes } from "../../../model/metrics/incident.ts";
import { noticeTarget, targetShare } from "../../../model/metrics/target.ts";
import type { Metrics } from "../../../model/metrics.ts";
import type { SiteModel } from "../../../model/site.ts";
import { durationText } from "../../time.ts";
import { type FigureView, type FigureWords, figureView } from "./figure.ts";
import { figure as big, ofText, percentText, type Sentence } from "./phrase.ts";
import { incidentLink } from "./row.ts";

/** Times of incidents as they are missed: `without a time of detection`. */
const times = {
  impactStart: "a start of impact",
  detected: "a time of detection",
  firstUpdate: "an update",
  mitigated: "a time of mitigation",
  impactEnd: "an end of impact",
  resolved: "a time of closing",
} as const satisfies Record<IncidentTimeName, string>;

const shared = {
  thing: "incident",
  times,
  open: "still going on",
  reversed: "with times that cannot be right",
} as const;

const words = {
  detect: {
    ...shared,
    id: "detect",
    title: "Time to detect",
    definition: "From the start of impact until somebody of the project noticed.",
    done: "detected within",
    after: "",
    from: "Impact began",
    to: "Detected",
  },
  notice: {
    ...shared,
    id: "notice",
    title: "Time to public notice",
    definition:
      "From detection to the first update. An update counts from the time in its heading, or from when git first had it, where that was more than five minutes later.",
    done: "made public within",
    after: " of being detected",
    from: "Detected",
    to: "First update",
  },
  mitigate: {
    ...shared,
    id: "mitigate",
    title: "Time to mitigate",
    definition:
      "From the start of impact until the worst was over for users. Only reports say when that was.",
    done: "mitigated within",
    after: "",
    from: "Impact began",
    to: "Mitigated",
  },
  restore: {
    ...shared,
    id: "restore",
    title: "Time to restore",
    definition: "From the start of impact until users felt nothing any more.",
    done: "restored within",
    after: "",
    from: "Impact began",
    to: "Impact ended",
  },
} as const satisfies Record<string, FigureWords<IncidentTimeName>>;

/** A duration of incidents. */
export interface IncidentFigureView extends FigureView {
  /** How many are as fast as promised; undefined where nothing is promised. */
  readonly target: TargetView | undefined;
}

/** How many first updates were as soon as the severity policy wants them. */
export interface TargetView {
  readonly sentence: Sentence;
  readonly inTime: number;
  readonly late: number;
  readonly without: number;
}

/** The four durations of incidents. */
export function incidentFigures(
  model: SiteModel,
  { detect, notice, mitigate, restore }: Metrics,
): readonly IncidentFigureView[] {
  const linkOf = (incident: IncidentTimes) => incidentLink(model, incident);
  const { site } = model;
  const lanes = [
    ...site.severities.map(({ id, label, firstUpdateWithin: target }) => ({
      label: `${label}${target === undefined ? ", no target" : `, target ${durationText(target)}`}`,
      target,
      has: ({ timeline }: IncidentTimes) => timeline.record.severity === id,
    })),
    {
      label: "No severity",
      target: undefined,
      has: ({ timeline }: IncidentTimes) =>
        !site.severities.some(({ id }) => id === timeline.record.severity),
    },
  ];
  return [
    { ...figureView(detect, words.detect, { linkOf }), target: undefined },
    {
      ...figureView(notice, words.notice, { linkOf, lanes, targetOf: (one) => noticeTarget(one, site) }),
      target: targetView(model, notice.points),
    },
    { ...figureView(mitigate, words.mitigate, { linkOf, hasSpread: true }), target: undefined },
    { ...figureView(restore, words.restore, { linkOf, hasSpread: true }), target: undefined },
  ];
}

function targetView(model: SiteModel, points: Metrics["notice"]["points"]): TargetView | undefined {
  const share = targetShare(points, model.site);
  const { inTime, late, without } = share;
  if (inTime + late === 0) return undefined;
  const total = inTime + late;
  return {
    sentence: [
      big(ofText(inTime, total)),
      `${percentText(inTime, total)} ${total === 1 ? "first update" : "first updates"} came as soon as the severity policy promises`,
      without > 0 ? `; ${without} more ${without === 1 ? "has" : "have"} no target.` : ".",
    ],
    ...share,
  };
}
