import { isPublished, looksLikeAdvisory } from "../records/advisory.ts";
import { recordFile } from "../records/file.ts";
import type { Instant } from "../records/instant.ts";
import type { Records } from "../records/load.ts";
import { shownName } from "../records/person.ts";
import { looksLikeReport } from "../records/postmortem/stray.ts";
import { isPublicReport } from "../records/postmortem.ts";
import { decodeLoosely, idOf } from "../records/source.ts";
import { auditOf } from "./audit.ts";
import { authorNames } from "./author.ts";
import type { Names } from "./change.ts";
import type { AuditCommit } from "./commit.ts";
import type { Lineage } from "./lineage.ts";
import type { Contents } from "./past.ts";
import type { Current } from "./reader.ts";
import {
  type HistoryKind,
  historyKey,
  historyKinds,
  type RecordHistory,
  type SiteHistory,
} from "./revision.ts";
import { uniqueIds } from "./unique.ts";
import { withheldOf } from "./withheld.ts";

/** What git says, and what is on the disk. */
export interface HistorySource {
  readonly lineages: readonly Lineage<AuditCommit>[];
  readonly contents: Contents;
  /** Files on the disk that differ from the commit, and their bytes; undefined for those that are gone. */
  readonly working: ReadonlyMap<string, Uint8Array | undefined>;
}

/** Makes the audit history of all records. Linear in the number of revisions, each of which is parsed at most once. */
export function siteHistory(
  { lineages, contents, working }: HistorySource,
  records: Records,
  now: Instant,
): SiteHistory {
  const names = namesOf(records);
  const nameOf = authorNames(records.people, records.site.audit.authors);
  const committed = new Map(lineages.filter((one) => !one.deleted).map((one) => [one.path, one]));
  const subjects = [
    ...lineages.map((lineage) => ({
      file: lineage.path,
      lineage,
      uncommitted: !lineage.deleted && working.has(lineage.path),
    })),
    ...[...working.keys()]
      .filter((file) => !committed.has(file))
      .map((file) => ({ file, lineage: undefined, uncommitted: true })),
  ];
  const hidden = hiddenKeys(records, now);
  const current = currentRecords(records);
  const found = subjects.flatMap(({ file, lineage, uncommitted }): Found[] => {
    const kind = historyKind(file);
    if (kind === undefined) return [];
    const id = kind === "site" ? "site" : idOf(file);
    const state = uncommitted ? { bytes: working.get(file) } : undefined;
    const own = lineage && publicPart(lineage, kind);
    if (hidden.has(historyKey(kind, id))) return [];
    const subject = { kind, id, file, lineage: own, working: state, current: current.get(file) };
    const history = auditOf(subject, contents, { ...names, author: nameOf }, now);
    if (history.revisions.length === 0 || isMisplaced(history)) return [];
    return [{ history, isThere: state ? state.bytes !== undefined : lineage?.deleted === false }];
  });
  const histories = withFirstIds(found, records);
  // Where an id was used again, the file that is there goes before those that are gone.
  const there = new Set(found.flatMap(({ history, isThere }) => (isThere ? history.file : [])));
  const ordered = histories.toSorted((a, b) => Number(there.has(a.file)) - Number(there.has(b.file)));
  return {
    state: "on",
    records: histories,
    byRecord: new Map(ordered.map((one) => [historyKey(one.kind, one.id), one])),
    withheld: withheldOf(records, { lineages, contents, working }),
  };
}

/** A history before it is known by which id programs know the record. */
interface Found {
  readonly history: Omit<RecordHistory, "firstId">;
  /** Whether the file is on the disk. */
  readonly isThere: boolean;
}

/**
 * Gives each record the id that it was first public with, unless one that was public before had it. Records on the disk of
 * which git knows nothing, as it ignores them, have the ids that they have.
 */
function withFirstIds(
  found: readonly Found[],
  { incidents, services, postmortems }: Records,
): RecordHistory[] {
  const firstIds = new Map(historyKinds.map((kind) => [kind, uniqueIds()]));
  const known = new Set(found.map(({ history }) => historyKey(history.kind, history.id)));
  for (const [kind, own] of [
    ["incident", incidents],
    ["service", services],
    ["postmortem", postmortems],
  ] as const) {
    for (const { id } of own) if (!known.has(historyKey(kind, id))) firstIds.get(kind)?.(id);
  }
  const since = ({ history }: Found): number => history.revisions[0]?.commit?.at ?? Number.POSITIVE_INFINITY;
  const ids = new Map<Found, string>();
  for (const one of found.toSorted((a, b) => compareNumbers(since(a), since(b)))) {
    const { kind, id, revisions } = one.history;
    const name = kind === "site" ? id : idOf(revisions[0]?.path ?? id);
    ids.set(one, firstIds.get(kind)?.(name) ?? id);
  }
  return found.map((one) => ({ ...one.history, firstId: ids.get(one) ?? one.history.id }));
}

/** Also of two infinities, whose difference is no number. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** What need not be parsed again, by file: records in whose files nothing is wrong. */
function currentRecords({ incidents, services, problems }: Records): ReadonlyMap<string, Current> {
  const wrong = new Set(problems.map(({ file }) => file));
  const right = [...incidents, ...services].filter(({ source }) => !wrong.has(source.file));
  return new Map(right.map((record) => [record.source.file, record]));
}

/** The records of which nothing may be shown. */
function hiddenKeys({ advisories, postmortems }: Records, now: Instant): ReadonlySet<string> {
  return new Set([
    ...advisories.filter((one) => !isPublished(one, now)).map(({ id }) => historyKey("advisory", id)),
    ...postmortems.filter((one) => !isPublicReport(one)).map(({ id }) => historyKey("postmortem", id)),
  ]);
}

/** Whether a file was never more than an advisory or a postmortem in the wrong folder, of which nothing may be shown. */
function isMisplaced({ kind, revisions }: Pick<RecordHistory, "kind" | "revisions">): boolean {
  const isStray = (text: string): boolean =>
    (kind !== "advisory" && looksLikeAdvisory(text)) || (kind !== "postmortem" && looksLikeReport(text));
  return (
    revisions.every(({ unreadable, bytes }) => unreadable || !bytes) &&
    revisions.some(({ bytes }) => isStray(decodeLoosely(bytes)))
  );
}

/** A lineage without the time in which the file lay where no record of the kind lies, as a draft may have. */
function publicPart(lineage: Lineage<AuditCommit>, kind: HistoryKind): Lineage<AuditCommit> {
  const isPublic = lineage.steps.map(({ path }) => historyKind(path) === kind);
  if (isPublic.every((one) => one)) return lineage;
  const steps = lineage.steps.flatMap((step, index) => {
    if (!isPublic[index]) return [];
    return index === 0 || isPublic[index - 1] ? [step] : [{ ...withoutOrigin(step), before: undefined }];
  });
  return { ...lineage, steps };
}

function withoutOrigin<T extends { readonly from?: string }>({ from: _from, ...rest }: T): Omit<T, "from"> {
  return rest;
}

/** The kind of a file whose history is shown. people.yaml is not: it would tell what people have taken back. */
function historyKind(path: string): HistoryKind | undefined {
  const file = recordFile(path);
  if (!file || file.problem) return undefined;
  return historyKinds.find((kind) => kind === file.kind);
}

function namesOf({ services, site, people }: Records): Names {
  const serviceNames = new Map(services.map(({ id, name }) => [id, name]));
  const ranks = new Map(site.severities.map(({ id }, index) => [id, index]));
  return {
    service: (id) => serviceNames.get(id) ?? id,
    severityRank: (id) => ranks.get(id),
    person: (handle) => shownName(people, handle),
  };
}
