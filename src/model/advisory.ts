import type { RecordHistory } from "../history/revision.ts";
import type { PublishedAdvisory } from "../records/advisory.ts";
import type { Instant } from "../records/instant.ts";
import { leadingScore, type Score, type SeverityWord, severityWords } from "../scores/cvss.ts";

/** What is said in the place of the reason for a withdrawal whose source gave none. */
export const NO_REASON = "No reason was given.";

/** One thing that happened to an advisory which its readers must know. */
export interface AdvisoryChange {
  /** Counted from 1; 1 is its publication. */
  readonly number: number;
  readonly kind: "published" | "changed" | "withdrawn";
  readonly at: Instant;
  /** Full hash of the commit; undefined for the publication, and where git is not known. */
  readonly commit: string | undefined;
  /** What changed, in words, such as `fixed version of widget from 1.4.2 to 1.4.3`. Empty for the publication. */
  readonly words: readonly string[];
}

/** A published advisory and what follows from it. */
export interface AdvisoryState {
  readonly record: PublishedAdvisory;
  /** The worst score of the advisory or of its packages; undefined where it has no vector. */
  readonly score: Score | undefined;
  readonly severity: SeverityWord | undefined;
  readonly isWithdrawn: boolean;
  /** Last material change, never before publication. */
  readonly modified: Instant;
  /** Oldest first; the first is the publication. */
  readonly changes: readonly [AdvisoryChange, ...AdvisoryChange[]];
  /** Ids of incidents that belong to it, named by it or naming it; sorted. */
  readonly incidents: readonly string[];
}

/** What follows from a published advisory, what git knows of it, and the incidents that name it. Pure. */
export function advisoryState(
  record: PublishedAdvisory,
  history: RecordHistory | undefined,
  namedBy: readonly string[],
): AdvisoryState {
  const score = worstScore(record);
  const changes = changesOf(record, history);
  const last = changes.at(-1)?.at ?? record.published;
  return {
    record,
    score,
    severity: score?.severity,
    isWithdrawn: record.withdrawn !== undefined,
    modified: Math.max(record.published, last, record.modified ?? 0, record.withdrawn?.at ?? 0),
    changes,
    incidents: [...new Set([...record.incidents, ...namedBy])].sort(),
  };
}

/** The worst of the leading scores: an advisory is as bad as it is for the package that is hit hardest. */
function worstScore({ severity, affected }: PublishedAdvisory): Score | undefined {
  const scores = [severity, ...affected.map((entry) => entry.severity)].flatMap(
    (vectors) => leadingScore(vectors) ?? [],
  );
  return scores.toSorted((a, b) => b.score - a.score)[0];
}

/**
 * Publication, each material change after it, and the withdrawal. A withdrawal that git does not know (an imported record)
 * is a change of its own at the time that the record gives.
 */
function changesOf(
  record: PublishedAdvisory,
  history: RecordHistory | undefined,
): readonly [AdvisoryChange, ...AdvisoryChange[]] {
  const published: AdvisoryChange = {
    number: 1,
    kind: "published",
    at: record.published,
    commit: undefined,
    words: [],
  };
  const later = (history?.revisions ?? []).slice(1).flatMap((revision): AdvisoryChange[] => {
    const { commit } = revision;
    if (!revision.counts || !revision.material || !commit) return [];
    const words = revision.changes.filter((change) => change.material).map((change) => change.text);
    // A file that is gone, or is there again as it was: the site has shown the same all the time.
    if (words.length === 0) return [];
    const isWithdrawal = revision.changes.some((change) => change.event === "withdrawn");
    const kind = isWithdrawal && record.withdrawn ? "withdrawn" : "changed";
    return [{ number: 0, kind, at: Math.max(commit.at, record.published), commit: commit.hash, words }];
  });
  const isKnown = record.withdrawn === undefined || later.some(({ kind }) => kind === "withdrawn");
  const own: AdvisoryChange[] = isKnown
    ? []
    : [
        {
          number: 0,
          kind: "withdrawn",
          at: record.withdrawn?.at ?? record.published,
          commit: undefined,
          words: ["withdrawn"],
        },
      ];
  const inOrder = [...later, ...own].toSorted((a, b) => a.at - b.at);
  return [published, ...inOrder.map((change, index) => ({ ...change, number: index + 2 }))];
}

/** By severity, worst first, malware without a score with the worst, others without one after `low`; then newest first. */
export function compareAdvisories(a: AdvisoryState, b: AdvisoryState): number {
  return rank(a) - rank(b) || b.record.published - a.record.published || (a.record.id < b.record.id ? -1 : 1);
}

function rank({ record: { kind }, severity }: AdvisoryState): number {
  if (severity === undefined && kind === "malware") return severityWords.indexOf("critical");
  return severity === undefined ? severityWords.indexOf("low") + 0.5 : severityWords.indexOf(severity);
}

/** Whether an advisory is for scanners: where nothing need be patched, they have nothing to find. */
export function isForScanners({ record }: Pick<AdvisoryState, "record">): boolean {
  return record.kind !== "informational";
}

/** What decides whether an advisory is severe. */
interface Gravity {
  readonly kind: PublishedAdvisory["kind"];
  readonly severity: SeverityWord | undefined;
}

/** Whether an advisory is one to be woken for: critical, high or about malware, and not merely informational. */
export function isSevere({ kind, severity }: Gravity): boolean {
  return kind === "malware" || (kind !== "informational" && (severity === "critical" || severity === "high"));
}

/** For so long after its publication an advisory is news on the front page; without a fix it stays there. */
const NEWS = 30 * 24 * 60 * 60_000;

/** What the front page shows of the advisories, and how many more are like these. */
export interface UrgentAdvisories {
  readonly shown: readonly AdvisoryState[];
  readonly more: number;
}

/**
 * Advisories for the front page: severe or malware, in force, and new or still without a fix for some versions. New ones
 * go first, so that old ones cannot push them off; within both, the worst.
 */
export function urgentAdvisories({ advisories, now }: Urgent): UrgentAdvisories {
  const isNew = ({ record }: AdvisoryState): boolean => now - record.published <= NEWS;
  const urgent = advisories
    .filter((state) => {
      const { record, severity, isWithdrawn } = state;
      if (isWithdrawn || !isSevere({ kind: record.kind, severity })) return false;
      return isNew(state) || (record.kind === "vulnerability" && hasOpenRange(record));
    })
    .toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)) || compareAdvisories(a, b));
  return { shown: urgent.slice(0, MOST_URGENT), more: Math.max(0, urgent.length - MOST_URGENT) };
}

/** What `urgentAdvisories` looks at: advisories, and when. */
interface Urgent {
  readonly advisories: readonly AdvisoryState[];
  readonly now: Instant;
}

/** The status of services comes first on the front page. */
const MOST_URGENT = 5;

/** Whether some affected versions have none that mends them. */
function hasOpenRange({ affected }: PublishedAdvisory): boolean {
  return affected.some(({ ranges }) =>
    ranges.some(({ fixed, lastAffected }) => fixed === undefined && lastAffected === undefined),
  );
}
