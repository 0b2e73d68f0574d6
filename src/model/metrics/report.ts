import type { Instant } from "../../records/instant.ts";
import type { PostmortemState } from "../postmortem.ts";
import { type DueReport, dueReports } from "../postmortem-due.ts";
import type { SiteModel } from "../site.ts";
import { type Figure, figureOf, type KnownTime } from "./figure.ts";
import type { IncidentTimes } from "./incident.ts";

/** The two times between which a report is written. */
export type ReportTimeName = "impactEnd" | "published";

/** How long reports took, and which of those that the policy requires are there. */
export interface ReportFigures {
  readonly latency: Figure<PostmortemState, ReportTimeName>;
  readonly required: readonly DueReport[];
}

/**
 * Counts each report once, however many incidents it reviews: from the end of impact that it gives, or else from the last
 * end of its incidents, to its publication. One that replaced another is left out: the first one told the public.
 */
export function reportFigures(
  model: Pick<SiteModel, "postmortems" | "postmortemsByIncident" | "timelines" | "site" | "now">,
  incidents: readonly IncidentTimes[],
): ReportFigures {
  const byId = new Map(incidents.map((one) => [one.timeline.record.id, one]));
  const replacing = new Set(model.postmortems.flatMap(({ record }) => record.supersededBy ?? []));
  const counted = model.postmortems.filter(({ record }) => !replacing.has(record.id));
  return {
    latency: figureOf(
      counted.map((subject) => ({
        subject,
        from: endOf(subject, byId),
        to: publicationOf(subject),
        names: ["impactEnd", "published"] as const,
        isOpen: subject.record.status === "in-review",
      })),
      model.now,
    ),
    required: dueReports(model.timelines, model.postmortemsByIncident, model.site, model.now),
  };
}

function endOf(
  { record }: PostmortemState,
  incidents: ReadonlyMap<string, IncidentTimes>,
): KnownTime | undefined {
  const own = record.times.impactEnd;
  if (own) {
    return own.at === undefined || own.confidence === "unknown"
      ? undefined
      : { at: own.at, confidence: own.confidence, source: "report" };
  }
  const ends = record.incidents.map((id) => incidents.get(id)?.times.impactEnd);
  // Where one of several ends is not known, nobody knows the last one.
  if (ends.some((end) => end === undefined)) return undefined;
  return ends.flatMap((end) => end ?? []).toSorted((a, b) => b.at - a.at)[0];
}

function publicationOf({ record }: PostmortemState): KnownTime | undefined {
  const at: Instant | undefined = record.status === "in-review" ? undefined : record.published;
  return at === undefined ? undefined : { at, confidence: "exact", source: "report" };
}
