import type { HistoryKind, Revision } from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";
import { advisoryPath, auditPath, incidentPath, lessonPath, servicePath } from "../page.ts";

/** Characters of a commit's hash in addresses: enough to be its own, and as many as git would show of a large repository. */
const SHORT = 12;

/** The path, without an ending, of the feed of what was changed in records. */
export const auditFeedPath = `${auditPath}feed`;

/** The path of a month of changes. */
export function auditMonthPath(key: string): string {
  return `${auditPath}${key}/`;
}

/** The path of a record's own page; the settings have none but their history. */
export function recordPath(kind: HistoryKind, id: string): string {
  if (kind === "site") return `${auditPath}site/`;
  const paths = {
    incident: incidentPath,
    advisory: advisoryPath,
    postmortem: lessonPath,
    service: servicePath,
  };
  return paths[kind](id);
}

/** The path of a record's history. */
export function trailPath(kind: HistoryKind, id: string): string {
  return kind === "site" ? recordPath(kind, id) : `${recordPath(kind, id)}history/`;
}

/** The fragment of a revision on its record's history; `commit` is undefined for what is not committed yet. */
export function revisionAnchor(commit: string | undefined): string {
  return commit === undefined ? "uncommitted" : `r-${commit.slice(0, SHORT)}`;
}

/** The path of a revision's text. */
export function textPath(kind: HistoryKind, id: string, commit: string): string {
  return `${trailPath(kind, id)}${commit.slice(0, SHORT)}.txt`;
}

/** Whether a revision's text can be had as a file: it is committed, it is there, and it is known whom it may not name. */
export function hasText(model: SiteModel, { commit, bytes }: Revision): boolean {
  return commit !== undefined && bytes !== undefined && model.peopleKnown;
}
