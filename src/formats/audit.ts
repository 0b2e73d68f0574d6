import type { RecordHistory, Revision } from "../history/revision.ts";
import type { SiteModel } from "../model/site.ts";
import { hasText, recordPath } from "../views/audit/path.ts";
import { isShown, textUrl } from "../views/audit/trail.ts";
import { type Withhold, withhold } from "../views/audit/withhold.ts";
import { titleOf } from "../views/audit.ts";
import { absolute } from "../views/page.ts";
import { schemaUrl } from "./api/schema.ts";
import { maybeTime } from "./time.ts";

/** One page of the audit history as JSON. */
export interface AuditPage {
  /** From 1. */
  readonly page: number;
  readonly body: string;
}

const MOST_RECORDS = 100;
/** About as large as a page may be, in characters. */
const MOST_CHARACTERS = 1_000_000;

/** The path of a page; the first one has the name that does not change. */
export function auditJsonPath(page: number): string {
  return page === 1 ? "/api/v1/audit.json" : `/api/v1/audit/${page}.json`;
}

/**
 * The whole audit history of the records that the site shows, in pages that are never empty but the first: by kind,
 * each in the order of their ids. Times are RFC 3339, UTC; what is not known is null.
 */
export function auditPages(model: SiteModel): AuditPage[] {
  const records = model.history.records
    .filter((record) => isShown(model, record))
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
  const pages: string[][] = [[]];
  let size = 0;
  for (const record of records) {
    const text = JSON.stringify(recordJson(model, record, withhold(model, record)));
    const last = pages.at(-1);
    if (!last || last.length === MOST_RECORDS || (last.length > 0 && size + text.length > MOST_CHARACTERS)) {
      pages.push([text]);
      size = text.length;
    } else {
      last.push(text);
      size += text.length;
    }
  }
  return pages.map((texts, index) => {
    const next = index + 1 < pages.length ? absolute(model, auditJsonPath(index + 2)) : null;
    const schema = JSON.stringify(schemaUrl(model, "audit"));
    const head = `{"$schema":${schema},"page":${index + 1},"pages":${pages.length},"next":${JSON.stringify(next)}`;
    return { page: index + 1, body: `${head},"records":[\n${texts.join(",\n")}\n]}\n` };
  });
}

function recordJson(model: SiteModel, record: RecordHistory, hide: Withhold): object {
  const { kind, id, file, published, modified, revisions } = record;
  return {
    kind,
    id,
    title: titleOf(model, record),
    url: absolute(model, recordPath(kind, id)),
    file: hide(file),
    published: maybeTime(published),
    modified: maybeTime(modified),
    revisions: revisions.toReversed().map((revision) => revisionJson(model, record, revision, hide)),
  };
}

function revisionJson(model: SiteModel, record: RecordHistory, revision: Revision, hide: Withhold): object {
  const { commit, by, kind, from, counts, material, changes, unreadable } = revision;
  return {
    commit: commit?.hash ?? null,
    at: maybeTime(commit?.at),
    authored: maybeTime(commit?.authored),
    author: by === undefined ? null : hide(by),
    signature: commit?.signature ?? null,
    kind,
    from: from === undefined ? null : hide(from),
    readable: unreadable === undefined,
    counts,
    material,
    ignored: commit?.ignored ?? false,
    changes: changes.map((change) => ({
      text: hide(change.text),
      material: change.material,
      update: change.anchor ?? null,
    })),
    raw: commit && hasText(model, revision) ? textUrl(model, record, commit.hash) : null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
