import { type Instant, writeHeadingInstant, writeInstant } from "../../records/instant.ts";
import { alternatives } from "../../records/quote.ts";
import type { GuardedRecord } from "./record.ts";
import type { ListedReport } from "./report.ts";
import { REPORT_LIST } from "./site.ts";

/** What may not happen to a published advisory or postmortem, as a permanent slug. */
export type FindingCode =
  | "advisory-vanished"
  | "postmortem-vanished"
  | "published-changed"
  | "modified-lower"
  | "modified-unchanged"
  | "record-unreadable";

/** One thing that those who follow the site would stumble over. */
export interface Finding {
  readonly code: FindingCode;
  /** The id in OSV; of an informational advisory and of a postmortem its own. */
  readonly id: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly was: string;
  readonly is: string;
  /** What to do. */
  readonly mend: string;
}

/** Holds the new version of an advisory against the old one. */
export function compareRecords(old: GuardedRecord, now: GuardedRecord): Finding[] {
  return [publishedFinding(old, now), modifiedFinding(old, now)].filter((finding) => finding !== undefined);
}

function publishedFinding(old: GuardedRecord, now: GuardedRecord): Finding | undefined {
  if (old.published === undefined || old.published === now.published) return undefined;
  return {
    code: "published-changed",
    id: old.id,
    message: "The time of publication is another one.",
    was: `published ${shown(old.published)}`,
    is: now.published === undefined ? "no published" : `published ${shown(now.published)}`,
    mend: `Write published: ${writeInstant(old.published)} again: it never changes.`,
  };
}

function modifiedFinding(old: GuardedRecord, now: GuardedRecord): Finding | undefined {
  const times = { was: `modified ${shown(old.modified)}`, is: `modified ${shown(now.modified)}` };
  if (now.modified < old.modified) {
    return {
      code: "modified-lower",
      id: old.id,
      message: "It is older than what is published, so nobody would fetch it.",
      ...times,
      mend: "Build from a clone with its whole history (git fetch --unshallow), in which no commit was rewritten.",
    };
  }
  const changed = changedKeys(old, now);
  if (now.modified > old.modified || changed.length === 0) return undefined;
  return {
    code: "modified-unchanged",
    id: old.id,
    message: `It changed in ${alternatives(changed, "and")}, and modified is the same, so nobody would notice.`,
    ...times,
    mend: "Commit the change, and build from that commit; in an imported record, take over modified, too.",
  };
}

function changedKeys(old: GuardedRecord, now: GuardedRecord): string[] {
  const keys = new Set([...old.content.keys(), ...now.content.keys()]);
  return [...keys].filter((key) => old.content.get(key) !== now.content.get(key)).sort();
}

/** An advisory that is not in a list of a site any more. */
export function vanished(id: string, old: GuardedRecord | undefined, list: string, label: string): Finding {
  const file = id.replace(/^x_/, "");
  return {
    code: "advisory-vanished",
    id,
    message: "A published advisory is gone.",
    was: old
      ? `published${old.isWithdrawn ? ", and withdrawn" : ""}, modified ${shown(old.modified)}`
      : "published",
    is: `not in ${list} of ${label}`,
    mend: `Bring back its file (git log --diff-filter=D -- "advisories/**/${file}.md" finds it). If it was a mistake, withdraw it: daymark withdraw ${file} --reason "…".`,
  };
}

/** A postmortem that readers could find, and now cannot: its file is gone, or it is a draft again. */
export function reportVanished({ id, status, published }: ListedReport, label: string): Finding {
  return {
    code: "postmortem-vanished",
    id,
    message: "A published postmortem is gone.",
    was: `${status}${published === undefined ? "" : `, published ${shown(published)}`}`,
    is: `not in ${REPORT_LIST} of ${label}`,
    mend: `Bring back its file (git log --diff-filter=D -- "content/postmortems/${id}.md*" finds it). If it is a draft again, write status: in-review, or superseded where another one replaces it.`,
  };
}

/** A record that the index names and nobody can read. */
export function unreadable(id: string, label: string, why: string): Finding {
  return {
    code: "record-unreadable",
    id,
    message: "This record cannot be compared.",
    was: "a record of OSV",
    is: `osv/${id}.json of ${label}: ${why}`,
    mend: "Build the site again, or look at what its host sends for this file.",
  };
}

function shown(instant: Instant): string {
  return writeHeadingInstant(instant);
}
