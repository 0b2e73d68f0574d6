import { type ActionFigures, actionFigures } from "./metrics/action.ts";
import { type Figure, figureOf } from "./metrics/figure.ts";
import { type IncidentTimeName, type IncidentTimes, incidentTimes } from "./metrics/incident.ts";
import { type PatchStep, patchable, patchLatency } from "./metrics/patch.ts";
import { type Promises, promisesOf } from "./metrics/promise.ts";
import { type Quality, qualityOf } from "./metrics/quality.ts";
import { type ReportFigures, reportFigures } from "./metrics/report.ts";
import { type Experiment, resample } from "./metrics/resample.ts";
import { type UsersFirst, usersFirst } from "./metrics/users.ts";
import type { SiteModel } from "./site.ts";

/** What the model is asked for. */
export type MetricsModel = Pick<
  SiteModel,
  "timelines" | "postmortems" | "postmortemsByIncident" | "advisories" | "site" | "history" | "now"
>;

/** A duration between two times of each incident. */
export type IncidentFigure = Figure<IncidentTimes, IncidentTimeName>;

/** The figures of a site. Maintenance and notices count nowhere; neither do drafts, which are in no model. */
export interface Metrics {
  /** Every incident that counts, one row each, newest first. */
  readonly incidents: readonly IncidentTimes[];
  /** How many advisories count: those in force that need a patch. */
  readonly advisories: number;
  readonly quality: Quality;
  /** Begin of impact to detection. */
  readonly detect: IncidentFigure;
  /** Detection to first update. */
  readonly notice: IncidentFigure;
  /** Begin of impact to mitigation. */
  readonly mitigate: IncidentFigure;
  /** Begin of impact to its end. */
  readonly restore: IncidentFigure;
  readonly promises: Promises;
  readonly users: UsersFirst;
  readonly patch: readonly PatchStep[];
  readonly actions: ActionFigures;
  readonly reports: ReportFigures;
  /** What improvements of `restore` would look like; undefined with too few durations. */
  readonly experiments: readonly Experiment[] | undefined;
}

/** Computes every figure. Pure, and linear in the number of records. */
export function metricsOf(model: MetricsModel): Metrics {
  const { history, now } = model;
  const timelines = model.timelines.filter(({ record }) => record.kind === "incident");
  const context = { reports: model.postmortemsByIncident, history };
  const incidents = timelines.map((timeline) => incidentTimes(timeline, context));
  const between = (from: IncidentTimeName, to: IncidentTimeName, isLate: boolean): IncidentFigure =>
    figureOf(
      incidents.map((subject) => ({
        subject,
        from: subject.times[from],
        to: subject.times[to],
        names: [from, to] as const,
        isOpen: isLate && !subject.isOver,
      })),
      now,
    );
  const restore = between("impactStart", "impactEnd", true);
  return {
    incidents,
    advisories: patchable(model.advisories).length,
    quality: qualityOf(incidents, model.advisories),
    detect: between("impactStart", "detected", false),
    notice: between("detected", "firstUpdate", false),
    mitigate: between("impactStart", "mitigated", true),
    restore,
    promises: promisesOf(timelines, history, now),
    users: usersFirst(incidents),
    patch: patchLatency(model.advisories, now),
    actions: actionFigures(model.postmortems, now),
    reports: reportFigures(model, incidents),
    experiments: resample(restore.points.map(({ value }) => value)),
  };
}
