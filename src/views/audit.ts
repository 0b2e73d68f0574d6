import type { AuditCommit } from "../history/commit.ts";
import type { RecordHistory, Revision } from "../history/revision.ts";
import { dayKey } from "../model/calendar.ts";
import type { SiteModel } from "../model/site.ts";
import { auditFeedPath, auditMonthPath, revisionAnchor, trailPath } from "./audit/path.ts";
import { type CommitView, commitView, shortWords } from "./audit/revision.ts";
import { isShown, shownTitle } from "./audit/trail.ts";
import { withhold, withholdAll } from "./audit/withhold.ts";
import { counted } from "./count.ts";
import { auditScope } from "./feed/scope.ts";
import { auditPath, type LinkView, link, type PageView, pageView } from "./page.ts";
import { dayText, monthText, type TimeView, timeView, zoneNote } from "./time.ts";

/** One commit, and everything that it changed. */
export interface AuditedCommit {
  readonly commit: AuditCommit;
  readonly entries: readonly AuditEntry[];
}

/** What one commit changed in one record. */
export interface AuditEntry {
  readonly record: RecordHistory;
  readonly revision: Revision;
}

/** All that was changed on a site, by commit. */
export interface AuditIndex {
  readonly uncommitted: readonly AuditEntry[];
  /** By month of the site's calendar, newest first; and so are the commits of a month. */
  readonly months: ReadonlyMap<string, readonly AuditedCommit[]>;
}

/** `/audit/`. */
export interface AuditView {
  readonly page: PageView;
  readonly feed: string;
  readonly settings: string;
  /** Whose days the changes are listed by; empty for those of UTC. */
  readonly note: string;
  readonly uncommitted: EntryListView | undefined;
  readonly days: readonly AuditDayView[];
  readonly years: readonly { readonly year: string; readonly months: readonly AuditMonthRowView[] }[];
  /** Commits of the fullest month. */
  readonly most: number;
}

/** One month in the list of months. */
export interface AuditMonthRowView extends LinkView {
  readonly commits: number;
  readonly text: string;
}

/** `/audit/2026-11/`. */
export interface AuditMonthView {
  readonly page: PageView;
  readonly text: string;
  readonly note: string;
  readonly days: readonly AuditDayView[];
  readonly older: LinkView | undefined;
  readonly newer: LinkView | undefined;
}

/** The commits of one day, newest first. */
export interface AuditDayView {
  readonly key: string;
  readonly text: string;
  readonly commits: readonly AuditCommitView[];
}

/** A commit with the records that it changed. */
export interface AuditCommitView extends EntryListView {
  readonly at: TimeView;
  /** Hours and minutes, where the day above them is one of UTC, too; otherwise the whole time. */
  readonly clock: string;
  readonly by: string | undefined;
  readonly commit: CommitView;
  /** Why none of it counts as a change; undefined where some of it does. */
  readonly idle: string | undefined;
}

/** Records that were changed together. */
export interface EntryListView {
  readonly entries: readonly AuditEntryView[];
  /** What is said in the place of many records, which are folded: `312 records added in one commit`. */
  readonly folded: string | undefined;
  /** How many more there are. */
  readonly more: number;
}

/** What was changed in one record. */
export interface AuditEntryView {
  readonly title: string;
  /** The place in its history; undefined for a record that the site does not show. */
  readonly href: string | undefined;
  /** What it did, in a few words each. */
  readonly words: readonly string[];
  readonly more: number;
  readonly counts: boolean;
  readonly material: boolean;
}

const NEWEST = 30;
const FOLD = 10;
const MOST_ENTRIES = 500;
const WORDS = 3;

/** Sorts everything that was changed by commit and by month. Linear in the number of revisions. */
export function auditIndex({ history, site }: SiteModel): AuditIndex {
  const uncommitted: AuditEntry[] = [];
  const commits = new Map<string, { commit: AuditCommit; entries: AuditEntry[] }>();
  for (const record of history.records) {
    for (const revision of record.revisions) {
      const { commit } = revision;
      const entry = { record, revision };
      if (!commit) {
        uncommitted.push(entry);
        continue;
      }
      const known = commits.get(commit.hash);
      if (known) known.entries.push(entry);
      else commits.set(commit.hash, { commit, entries: [entry] });
    }
  }
  const sorted = [...commits.values()].sort(
    (a, b) => b.commit.at - a.commit.at || (a.commit.hash < b.commit.hash ? 1 : -1),
  );
  return {
    uncommitted,
    months: Map.groupBy(sorted, ({ commit }) => dayKey(commit.at, site.timeZone).slice(0, 7)),
  };
}

/** Makes the page of what changed lately. */
export function auditView(model: SiteModel, index: AuditIndex): AuditView {
  const rows = [...index.months].map(([key, commits]): [string, AuditMonthRowView] => {
    const text = counted(commits.length, "commit");
    return [
      key.slice(0, 4),
      { label: monthText(key), href: link(model, auditMonthPath(key)), commits: commits.length, text },
    ];
  });
  const years = Map.groupBy(rows, ([year]) => year);
  const newest: AuditedCommit[] = [];
  for (const commits of index.months.values()) {
    if (newest.length >= NEWEST) break;
    newest.push(...commits.slice(0, NEWEST - newest.length));
  }
  return {
    page: pageView(model, {
      title: "Audit",
      description: `Everything that was changed on the status page of ${model.site.name}, when and by whom.`,
      path: auditPath,
      feeds: [auditScope(model)],
    }),
    feed: link(model, `${auditFeedPath}.rss`),
    settings: link(model, trailPath("site", "site")),
    note: zoneNote(model.site.timeZone).trim(),
    uncommitted: index.uncommitted.length > 0 ? entryList(model, index.uncommitted) : undefined,
    days: daysOf(model, newest),
    years: [...years].map(([year, own]) => ({ year, months: own.map(([, row]) => row) })),
    most: Math.max(1, ...rows.map(([, { commits }]) => commits)),
  };
}

/** Makes the page of one month. */
export function auditMonthView(model: SiteModel, index: AuditIndex, key: string): AuditMonthView {
  const months = [...index.months.keys()];
  const commits = index.months.get(key) ?? [];
  const at = months.indexOf(key);
  const neighbour = (other: string | undefined): LinkView | undefined =>
    other === undefined ? undefined : { label: monthText(other), href: link(model, auditMonthPath(other)) };
  const text = monthText(key);
  return {
    page: pageView(model, {
      title: `Changes of ${text}`,
      description: `What was changed on the status page of ${model.site.name} in ${text}.`,
      path: auditMonthPath(key),
      breadcrumbs: [{ label: "Audit", href: link(model, auditPath) }],
      feeds: [auditScope(model)],
    }),
    text,
    note: `${counted(commits.length, "commit")}, newest first.${zoneNote(model.site.timeZone)}`,
    days: daysOf(model, commits),
    older: neighbour(months[at + 1]),
    newer: neighbour(at > 0 ? months[at - 1] : undefined),
  };
}

function daysOf(model: SiteModel, commits: readonly AuditedCommit[]): AuditDayView[] {
  const byDay = Map.groupBy(commits, ({ commit }) => dayKey(commit.at, model.site.timeZone));
  return [...byDay].map(([key, own]) => ({
    key,
    text: dayText(key),
    commits: own.flatMap((one) => auditCommitView(model, one) ?? []),
  }));
}

function auditCommitView(model: SiteModel, { commit, entries }: AuditedCommit): AuditCommitView | undefined {
  const first = entries[0]?.revision;
  const hide = withholdAll(
    model,
    entries.map(({ record }) => record),
  );
  const view = first && commitView(model, first, hide);
  if (!first || !view) return undefined;
  const at = timeView(commit.at);
  const isIdle = entries.every(({ revision }) => !revision.counts);
  return {
    ...entryList(model, entries),
    at,
    clock: model.site.timeZone === "UTC" ? `${at.iso.slice(11, 16)} UTC` : at.text,
    by: first.by === undefined ? undefined : hide(first.by),
    commit: view,
    idle: !isIdle ? undefined : commit.ignored ? "Bulk edit: counts as no change" : "Counts as no change",
  };
}

function entryList(model: SiteModel, entries: readonly AuditEntry[]): EntryListView {
  const isFolded = entries.length > FOLD;
  const kinds = new Set(entries.map(({ revision }) => revision.kind));
  const [kind = "changed"] = kinds;
  const verb = kinds.size > 1 || kind === "same" ? "touched" : kind;
  return {
    entries: entries.slice(0, MOST_ENTRIES).map((entry) => entryView(model, entry)),
    folded: isFolded
      ? `${entries.length} records ${verb}${entries[0]?.revision.commit ? " in one commit" : ""}`
      : undefined,
    more: Math.max(0, entries.length - MOST_ENTRIES),
  };
}

function entryView(model: SiteModel, { record, revision }: AuditEntry): AuditEntryView {
  const hide = withhold(model, record);
  const isOwn = isShown(model, record);
  const words = shortWords(revision, hide);
  const { kind, id } = record;
  return {
    title: isOwn ? titleOf(model, record) : hide(revision.path),
    href: isOwn ? `${link(model, trailPath(kind, id))}#${revisionAnchor(revision.commit?.hash)}` : undefined,
    words: words.slice(0, WORDS),
    more: Math.max(0, words.length - WORDS),
    counts: revision.counts,
    material: revision.material,
  };
}

/** What a record that the site shows is called on its own page. */
export function titleOf(model: SiteModel, { kind, id, title }: RecordHistory): string {
  if (kind === "site") return "Settings of this site";
  return shownTitle(model, kind, id) ?? title;
}
