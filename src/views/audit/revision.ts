import type { Change } from "../../history/change.ts";
import type { SignatureState } from "../../history/commit.ts";
import type { HistoryKind, Revision, RevisionKind, Unreadable } from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";
import { commitUrl, link } from "../page.ts";
import { type TimeView, timeView } from "../time.ts";
import type { Compare, DiffView } from "./diff.ts";
import { hasText, revisionAnchor, textPath } from "./path.ts";
import { shownSubject, type Withhold, withheldBytes } from "./withhold.ts";

/** A commit as it is named beside what it changed. */
export interface CommitView {
  /** Full. */
  readonly hash: string;
  readonly short: string;
  /** Its page on the forge. */
  readonly href: string | undefined;
  /** The first line of its message, as plain text. */
  readonly subject: string;
  readonly signature: { readonly state: SignatureState; readonly text: string };
}

/** One version of a record. */
export interface RevisionView {
  /** Full hash of the commit, or `uncommitted`. */
  readonly revision: string;
  readonly anchor: string;
  readonly kind: RevisionKind | "unreadable";
  /** What happened to the record as a whole, in a word or two. */
  readonly word: string;
  readonly at: TimeView | undefined;
  /** When it was written, where that was long before it was committed. */
  readonly written: TimeView | undefined;
  readonly by: string | undefined;
  readonly commit: CommitView | undefined;
  /** Whether it counts as a change of the record. */
  readonly counts: boolean;
  /** What is to be known of it besides, each a sentence. */
  readonly notes: readonly string[];
  readonly changes: readonly ChangeView[];
  /** How many changes are not listed. */
  readonly more: number;
  readonly unreadable: UnreadableView | undefined;
  /** Its text as a file. */
  readonly text: { readonly href: string; readonly withheld: boolean } | undefined;
}

/** One thing that changed. */
export interface ChangeView {
  readonly text: string;
  readonly material: boolean;
  readonly diff: DiffView | undefined;
}

/** Why a version is no record, and how its text differs from that of the version before. */
export interface UnreadableView {
  readonly message: string;
  /** Where, what stands there and what was expected. */
  readonly detail: string;
  readonly diff: DiffView | undefined;
}

/** What one page's texts go through. */
export interface PageTools {
  readonly hide: Withhold;
  readonly compare: Compare;
}

const HOUR = 3_600_000;
/** A record of thousands of updates that was rewritten is not told line by line. */
const MOST_CHANGES = 200;

const words: Readonly<Record<RevisionView["kind"], string>> = {
  added: "Added",
  changed: "Changed",
  moved: "Moved",
  removed: "Removed",
  restored: "Restored",
  same: "No change",
  unreadable: "Could not be read",
};

/** The same in the middle of a sentence. */
const sayings: Readonly<Record<Exclude<RevisionView["kind"], "changed" | "moved" | "unreadable">, string>> = {
  added: "added",
  removed: "removed",
  restored: "restored",
  same: "says the same",
};

/** What a signature is worth, never more than git says. */
const signatureTexts: Readonly<Record<SignatureState, string>> = {
  verified: "signature verified",
  unverified: "signed, not verified here",
  unsigned: "unsigned",
};

/** Makes one version of a record ready to print. */
export function revisionView(
  model: SiteModel,
  record: { readonly kind: HistoryKind; readonly id: string },
  revision: Revision,
  { hide, compare }: PageTools,
): RevisionView {
  const { commit, by, bytes, changes, counts } = revision;
  const kind = kindOf(revision);
  return {
    revision: commit?.hash ?? "uncommitted",
    anchor: revisionAnchor(commit?.hash),
    kind,
    word: words[kind],
    at: commit && timeView(commit.at),
    written: commit && Math.abs(commit.at - commit.authored) >= HOUR ? timeView(commit.authored) : undefined,
    by: by === undefined ? undefined : hide(by),
    commit: commitView(model, revision, hide),
    counts,
    notes: notesOf(revision, hide),
    changes: changes.slice(0, MOST_CHANGES).map((change) => changeView(model, change, { hide, compare })),
    more: Math.max(0, changes.length - MOST_CHANGES),
    unreadable: revision.unreadable && unreadableView(model, revision.unreadable, { hide, compare }),
    text:
      commit && bytes && hasText(model, revision)
        ? {
            href: link(model, textPath(record.kind, record.id, commit.hash)),
            withheld: withheldBytes(hide, bytes).withheld,
          }
        : undefined,
  };
}

/** Names a commit; undefined for what is not committed yet. */
export function commitView(model: SiteModel, { commit }: Revision, hide: Withhold): CommitView | undefined {
  return (
    commit && {
      hash: commit.hash,
      short: commit.hash.slice(0, 7),
      href: commitUrl(model, commit.hash),
      subject: model.peopleKnown ? shownSubject(hide, commit.subject) : "",
      signature: { state: commit.signature, text: signatureTexts[commit.signature] },
    }
  );
}

/** What a revision did, in a few words each: its changes, or what happened to the record as a whole. */
export function shortWords(revision: Revision, hide: Withhold): string[] {
  const { changes, unreadable } = revision;
  const kind = kindOf(revision);
  if (unreadable || kind === "unreadable") {
    const reason = hide(unreadable?.problem.message ?? "").replace(/\.$/, "");
    return [`could not be read: ${reason}`];
  }
  const { from, path } = revision;
  const move = from === undefined ? [] : [`moved from ${hide(from)} to ${hide(path)}`];
  const whole = kind === "changed" || kind === "moved" ? [] : [sayings[kind]];
  return [...whole, ...move, ...changes.map(({ text }) => hide(text))];
}

/** What happened, as readers are told of it. */
export function kindOf({ kind, unreadable }: Revision): RevisionView["kind"] {
  return unreadable && kind === "changed" ? "unreadable" : kind;
}

/** What is to be known of a revision besides its changes, each a sentence. */
export function notesOf({ commit, kind, from, path }: Revision, hide: Withhold): string[] {
  const move = from === undefined ? undefined : `Moved from ${hide(from)} to ${hide(path)}`;
  return [
    move !== undefined && (kind === "moved" ? `${move}: counts as no change.` : `${move}.`),
    kind === "same" &&
      commit?.merge !== true &&
      "Says the same: only white space, encoding or file mode changed.",
    commit?.merge === true && "Joins two lines of work.",
    commit?.ignored === true && "Bulk edit: counts as no change.",
  ].filter((note) => note !== false);
}

function changeView(
  model: SiteModel,
  { text, material, words: changed }: Change,
  { hide, compare }: PageTools,
): ChangeView {
  return {
    text: hide(text),
    material,
    diff: changed && model.peopleKnown ? compare(hide(changed.before), hide(changed.after)) : undefined,
  };
}

function unreadableView(
  model: SiteModel,
  { problem, text, before }: Unreadable,
  { hide, compare }: PageTools,
): UnreadableView {
  const { message, line, found, expected } = problem;
  return {
    message: hide(message),
    detail: model.peopleKnown
      ? `Line ${line}: found ${hide(found)}; expected ${hide(expected)}.`
      : `Line ${line}.`,
    diff: model.peopleKnown ? compare(hide(before), hide(text)) : undefined,
  };
}
