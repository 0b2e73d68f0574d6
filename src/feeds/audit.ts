import type { RecordHistory, Revision } from "../history/revision.ts";
import type { SiteModel } from "../model/site.ts";
import { textHtml } from "../records/markdown.ts";
import { revisionAnchor, trailPath } from "../views/audit/path.ts";
import { notesOf, shortWords } from "../views/audit/revision.ts";
import { isShown } from "../views/audit/trail.ts";
import { shownSubject, type Withhold, withhold } from "../views/audit/withhold.ts";
import { titleOf } from "../views/audit.ts";
import { absolute } from "../views/page.ts";
import type { FeedItem } from "./item.ts";
import { newestFirst } from "./order.ts";

const verbs = {
  added: "Added",
  changed: "Changed",
  moved: "Moved",
  removed: "Removed",
  restored: "Restored",
  same: "Changed",
} as const;

/** All changes of records that the site shows and that count, newest first: one entry for each commit and record. */
export function auditItems(model: SiteModel): FeedItem[] {
  return model.history.records
    .filter((record) => isShown(model, record))
    .flatMap((record) => {
      const hide = withhold(model, record);
      return record.revisions.flatMap((revision) => auditItem(model, record, revision, hide));
    })
    .sort(newestFirst);
}

function auditItem(model: SiteModel, record: RecordHistory, revision: Revision, hide: Withhold): FeedItem[] {
  const { commit, counts, kind, material, unreadable, by } = revision;
  if (!commit || !counts) return [];
  const { kind: recordKind, id } = record;
  const own = revisionAnchor(commit.hash);
  const url = `${absolute(model, trailPath(recordKind, id))}#${own}`;
  const verb = unreadable ? "Could not be read" : verbs[kind];
  return [
    {
      id: `${absolute(model, trailPath(recordKind, record.firstId))}#${own}`,
      url,
      title: `[${verb}] ${titleOf(model, record)}`,
      facts: { record: id, kind: recordKind, status: kind, severity: undefined, services: [] },
      published: commit.at,
      updated: commit.at,
      author: by === undefined ? undefined : hide(by),
      categories: [recordKind, kind, material ? "material" : "editorial"],
      html: () => itemHtml(model, revision, hide),
    },
  ];
}

function itemHtml(model: SiteModel, revision: Revision, hide: Withhold): string {
  const subject = revision.commit && model.peopleKnown ? shownSubject(hide, revision.commit.subject) : "";
  const words = [...shortWords(revision, hide), ...notesOf(revision, hide)];
  const list = `<ul>\n${words.map((text) => `<li>${textHtml(text)}</li>`).join("\n")}\n</ul>`;
  return subject === "" ? list : `${list}\n<p>Commit: ${textHtml(subject)}</p>`;
}
