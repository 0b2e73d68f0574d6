import { type AdvisoryState, isForScanners } from "../../model/advisory.ts";
import type { TimelineUpdate } from "../../model/maintenance.ts";
import { advisoriesOf, type SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { writeHeadingInstant } from "../../records/instant.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { absolute, advisoryPath, incidentPath } from "../../views/page.ts";
import { documentPart } from "./document.ts";
import { noteOf } from "./note.ts";
import type { DocumentPlace } from "./place.ts";
import type { CsafDocument, Note, Reference } from "./shape.ts";

/** Types of incidents that are about the security of those who use the project. */
const SECURITY: ReadonlySet<string> = new Set(["security-breach", "data-exposure", "supply-chain"]);

/** An incident that affected users' security, with the public advisories that belong to it. */
export interface SecurityIncident {
  readonly timeline: Timeline;
  readonly advisories: readonly AdvisoryState[];
}

/**
 * Incidents that affected users' security, newest first: those whose type says so, and those that name a public advisory
 * or are named by one, unless it is merely informational. A maintenance is none.
 */
export function securityIncidents(model: SiteModel): SecurityIncident[] {
  return model.timelines.flatMap((timeline): SecurityIncident[] => {
    const { id, kind, type = "" } = timeline.record;
    const advisories = advisoriesOf(model, id).filter(isForScanners);
    const isOne = kind !== "maintenance" && (SECURITY.has(type) || advisories.length > 0);
    return isOne ? [{ timeline, advisories }] : [];
  });
}

/** What readers have been told so far, oldest first. */
export function publicUpdates(
  { updates }: Timeline,
  { now }: Pick<SiteModel, "now">,
): readonly TimelineUpdate[] {
  return updates.filter(({ at }) => at <= now);
}

/**
 * An incident as a CSAF document of the profile Security Incident Response: its summary and updates as notes, one
 * revision per update, `interim` while it goes on. The profile asks for a reference beside the document: the page.
 */
export function incidentCsaf(
  model: SiteModel,
  { timeline, advisories }: SecurityIncident,
  updates: readonly TimelineUpdate[],
  place: DocumentPlace,
): CsafDocument {
  const { record, phase } = timeline;
  const times = updates.map(({ at }) => at);
  const summary = noteOf(model, "summary", "Summary", record.summary);
  const document = documentPart(model, {
    ...place,
    category: "csaf_security_incident_response",
    title: record.title,
    released: Math.min(...times),
    changed: Math.max(...times),
    isFinal: phase === "over",
    revisions: updates.map(({ at, status }) => ({ at, summary: statusWord(status) })),
    notes: [
      summary ?? { category: "summary", text: record.title, title: "Summary" },
      ...updates.map((update) => updateNote(model, update)),
    ],
    references: referencesOf(model, record.id, advisories),
  });
  return { document };
}

function updateNote(model: SiteModel, { status, at, text, known, notKnown, doing }: TimelineUpdate): Note {
  const title = `${statusWord(status)}, ${writeHeadingInstant(at)}`;
  const blocks = [
    text,
    known !== undefined && `### Known\n\n${known}`,
    notKnown !== undefined && `### Not known\n\n${notKnown}`,
    doing !== undefined && `### Doing\n\n${doing}`,
  ].filter((block) => block);
  return noteOf(model, "general", title, blocks.join("\n\n")) ?? { category: "general", text: title, title };
}

function referencesOf(model: SiteModel, id: string, advisories: readonly AdvisoryState[]): Reference[] {
  return [
    { category: "external", summary: "This incident as a page", url: absolute(model, incidentPath(id)) },
    ...advisories.map(({ record }): Reference => {
      const summary = `Advisory ${record.id}: ${record.title}`;
      return { category: "external", summary, url: absolute(model, advisoryPath(record.id)) };
    }),
  ];
}
