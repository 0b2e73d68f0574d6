import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { type LinkView, lessonPath, link } from "../page.ts";
import { namingReports } from "./naming.ts";
import { reversedRelations } from "./similar.ts";
import { reportStatus, type SignedWordView } from "./summary.ts";

/** A report on the page of something that it is about. */
export interface LessonLinkView {
  readonly label: string;
  readonly href: string;
  readonly status: SignedWordView;
}

/** The reports that review an incident, newest first. */
export function lessonsOfIncident(model: SiteModel, id: string): LessonLinkView[] {
  return (model.postmortemsByIncident.get(id) ?? []).map((state) => lessonLink(model, state));
}

/**
 * The reports that name an incident as related and do not review it, newest first. Where a report has the incident's id,
 * it is the one that they name.
 */
export function lessonsNamingIncident(
  model: SiteModel,
  id: string,
): (LinkView & { readonly relation: string })[] {
  if (model.postmortemsById.has(id)) return [];
  return namingReports(model, id)
    .filter(({ by }) => !by.record.incidents.includes(id))
    .map(({ by, relation }) => ({
      label: by.record.title,
      href: link(model, lessonPath(by.record.id)),
      relation: reversedRelations[relation],
    }));
}

/** The reports that review an advisory's incidents or name it as related, each once. */
export function lessonsOfAdvisory(
  model: SiteModel,
  id: string,
  incidents: readonly string[],
): LessonLinkView[] {
  const reports = new Set([
    ...incidents.flatMap((incident) => model.postmortemsByIncident.get(incident) ?? []),
    ...namingReports(model, id).map(({ by }) => by),
  ]);
  return [...reports].map((state) => lessonLink(model, state));
}

function lessonLink(model: SiteModel, { record }: PostmortemState): LessonLinkView {
  return {
    label: record.title,
    href: link(model, lessonPath(record.id)),
    status: reportStatus(record.status),
  };
}
