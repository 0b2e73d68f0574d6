import type { Instant } from "../records/instant.ts";
import type { Problem } from "../records/problem.ts";
import type { Change } from "./change.ts";
import type { AuditCommit } from "./commit.ts";

/** What happened to the file as a whole. `same`: nothing that its readers could see. */
export type RevisionKind = "added" | "changed" | "moved" | "removed" | "restored" | "same";

/** One commit's version of a record, and how it differs from the one before. */
export interface Revision {
  /** Undefined for what is on the disk and not committed yet. */
  readonly commit: AuditCommit | undefined;
  /** Who is named as its author; undefined for nobody. The commit's own author is not to be shown. */
  readonly by: string | undefined;
  readonly kind: RevisionKind;
  readonly path: string;
  /** The path before, where it was another one. */
  readonly from: string | undefined;
  /** The file's bytes; undefined where it was removed, or is too large to be shown. */
  readonly bytes: Uint8Array | undefined;
  /** What changed, in words. Empty where nothing can be compared. */
  readonly changes: readonly Change[];
  /** Whether it counts as a change of the record: bulk edits that are listed, and mere moves, do not. */
  readonly counts: boolean;
  /** Whether facts changed, and not only wording. */
  readonly material: boolean;
  /** Why it cannot be read as a record, and its text and that of the version before, decoded as far as possible. */
  readonly unreadable: Unreadable | undefined;
}

/** A version that is no record. */
export interface Unreadable {
  readonly problem: Problem;
  readonly text: string;
  readonly before: string;
}

/** What became of one update after it was published. */
export interface UpdateMark {
  /** The anchor that it was first published with. It stays when its time is corrected, and no other one of the record gets it. */
  readonly id: string;
  /** Other anchors that it had, oldest first. */
  readonly former: readonly string[];
  /** When it was first published; undefined where that is not known, as after a bulk import. */
  readonly published: Instant | undefined;
  /** Later changes of its text or its time, oldest first. */
  readonly edits: readonly { readonly at: Instant; readonly commit: string; readonly material: boolean }[];
  /** Whether it differs on the disk from what is committed, or is not committed at all. */
  readonly uncommitted: "added" | "edited" | undefined;
}

/** A day by which something was to be done, moved to a later one. */
export interface Slip {
  /** When it was moved: the commit's time. */
  readonly at: Instant;
  /** Full hash of the commit; undefined for what is not committed yet. */
  readonly commit: string | undefined;
  /** Days, `2026-11-20`. */
  readonly from: string;
  readonly to: string;
}

/** What became of an action item of a postmortem. */
export interface ActionHistory {
  /** When the first public version named it; undefined where that is not known, as after a bulk import. */
  readonly opened: Instant | undefined;
  readonly slips: readonly Slip[];
}

/** The kinds of records whose history is shown. */
export const historyKinds = ["incident", "advisory", "postmortem", "service", "site"] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** Everything that git knows of one record. */
export interface RecordHistory {
  readonly kind: HistoryKind;
  readonly id: string;
  /** The id that it was first published with. It stays when the file is renamed, and no other record of the kind gets it. */
  readonly firstId: string;
  /** What it is called, as of its newest readable version. */
  readonly title: string;
  readonly file: string;
  /** Oldest first; the last may be what is not committed yet. */
  readonly revisions: readonly Revision[];
  /** When it was first published; undefined where that is not known. */
  readonly published: Instant | undefined;
  /** When facts last changed; undefined where that is not known. */
  readonly modified: Instant | undefined;
  /** By the anchors that updates have now. */
  readonly updates: ReadonlyMap<string, UpdateMark>;
  /** By the ids of the action items that a postmortem has now; empty for other kinds. */
  readonly actions: ReadonlyMap<string, ActionHistory>;
}

/** Why there is no history, or that there is. */
export type HistoryState = "on" | "off" | "no-git" | "no-repository" | "no-commit";

/** The audit history of a site. */
export interface SiteHistory {
  readonly state: HistoryState;
  readonly records: readonly RecordHistory[];
  /** By kind and id, as `historyKey` makes it. */
  readonly byRecord: ReadonlyMap<string, RecordHistory>;
  readonly withheld: Withheld;
}

/** What postmortems say that nobody may read, though it stands in texts that everybody may. */
export interface Withheld {
  /** Addresses of evidence, as they were written. */
  readonly addresses: ReadonlySet<string>;
  /** Handles of people and names of organisations that a report credits anonymously, by its id in small letters. */
  readonly credits: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Of a site that keeps nothing back. */
export const nothingWithheld: Withheld = { addresses: new Set(), credits: new Map() };

/** The key of a record in `SiteHistory.byRecord`. */
export function historyKey(kind: HistoryKind, id: string): string {
  return `${kind}:${id}`;
}

/** The history of a site that has none, and why. */
export function withoutHistory(
  state: Exclude<HistoryState, "on">,
  withheld: Withheld = nothingWithheld,
): SiteHistory {
  return { state, records: [], byRecord: new Map(), withheld };
}
