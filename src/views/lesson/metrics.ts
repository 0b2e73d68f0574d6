import { metricsOf } from "../../model/metrics.ts";
import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { lessonFeeds } from "../feed/scope.ts";
import { type LinkView, lessonsPath, link, metricsPath, type PageView, pageView } from "../page.ts";
import { shortDayText } from "../time.ts";
import { type ActionFiguresView, actionFiguresView } from "./metrics/action.ts";
import { type ExperimentView, experimentView } from "./metrics/experiment.ts";
import { type IncidentFigureView, incidentFigures } from "./metrics/incident.ts";
import { type PatchView, patchView } from "./metrics/patch.ts";
import { type PromisesView, promisesView } from "./metrics/promise.ts";
import { type QualityView, qualityView } from "./metrics/quality.ts";
import { type ReportFiguresView, reportFiguresView } from "./metrics/report.ts";
import { type UsersView, usersView } from "./metrics/users.ts";

/** The page of figures about incidents, advisories, reports and action items. */
export interface MetricsView {
  readonly page: PageView;
  readonly lead: string;
  readonly rule: string;
  /** To the sections of the page. */
  readonly contents: readonly LinkView[];
  readonly quality: readonly QualityView[];
  readonly figures: readonly IncidentFigureView[];
  readonly promises: PromisesView;
  readonly users: UsersView;
  readonly patch: PatchView | undefined;
  readonly actions: ActionFiguresView | undefined;
  readonly reports: ReportFiguresView;
  readonly experiment: ExperimentView | undefined;
}

/** Makes the page of figures. */
export function metricsView(model: SiteModel): MetricsView {
  const metrics = metricsOf(model);
  const figures = incidentFigures(model, metrics);
  const patch = patchView(model, metrics.patch);
  const actions = actionFiguresView(model, metrics.actions);
  const experiment = experimentView(metrics.experiments, metrics.restore.points.length);
  const fragment = (id: string, label: string): LinkView => ({ label, href: `#${id}` });
  return {
    page: pageView(model, {
      title: "Metrics",
      description: `What the records of ${model.site.name} say about incidents and what came of them, with what is not known.`,
      path: metricsPath,
      feeds: lessonFeeds(model, "lessons"),
      breadcrumbs: [{ label: "Lessons", href: link(model, lessonsPath) }],
    }),
    lead: leadText(
      model,
      metrics.incidents.map(({ timeline }) => timeline.start),
      metrics.advisories,
    ),
    rule: "What is not known is counted and never guessed. Maintenance and notices count nowhere, and with fewer than five values there is no median and no per cent. Figures describe records, not people: few incidents, each of its own kind, say little about trends.",
    contents: [
      fragment("quality", "How complete the records are"),
      ...figures.map(({ id, title }) => fragment(id, title)),
      fragment("promises", "Promised updates"),
      fragment("users", "Who noticed first"),
      ...(patch ? [fragment("patch", "Time to patch")] : []),
      ...(actions ? [fragment("actions", "Action items")] : []),
      fragment("reports", "Reports"),
      ...(experiment ? [fragment("experiment", "What this can show")] : []),
    ],
    quality: qualityView(metrics.quality),
    figures,
    promises: promisesView(model, metrics.promises),
    users: usersView(model, metrics.users),
    patch,
    actions,
    reports: reportFiguresView(model, metrics.reports),
    experiment,
  };
}

function leadText(model: SiteModel, starts: readonly number[], advisories: number): string {
  if (starts.length === 0 && advisories === 0)
    return "Nothing is recorded yet from which a figure could come.";
  const first = starts.reduce((a, b) => Math.min(a, b), model.now);
  const since =
    starts.length === 0 ? "" : ` since ${shortDayText(new Date(first).toISOString().slice(0, 10))}`;
  const parts = [
    counted(starts.length, "incident"),
    counted(advisories, "advisory", "advisories"),
    counted(model.postmortems.length, "report"),
  ];
  return `Computed from ${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}${since}. Every figure shows the records that it comes from.`;
}
