import { isPublished } from "../records/advisory.ts";
import type { Instant } from "../records/instant.ts";
import { isPublicReport } from "../records/postmortem.ts";
import { decodeLoosely } from "../records/source.ts";
import type { Change, Names } from "./change.ts";
import type { AuditCommit } from "./commit.ts";
import type { Lineage, Step } from "./lineage.ts";
import { marker } from "./mark.ts";
import type { Contents } from "./past.ts";
import { type Current, compareVersions, type Reading, readVersion, titleOf } from "./reader.ts";
import { saysPublic } from "./report.ts";
import type { HistoryKind, RecordHistory, Revision, RevisionKind } from "./revision.ts";

/** One record's file and what is known of it. */
export interface Subject {
  readonly kind: HistoryKind;
  readonly id: string;
  readonly file: string;
  /** Undefined for a file that was never committed. */
  readonly lineage: Lineage<AuditCommit> | undefined;
  /** What is on the disk in the place of what is committed: undefined where they are the same; `bytes` are where it is gone. */
  readonly working: { readonly bytes: Uint8Array | undefined } | undefined;
  /** The record as it was read from the disk, if nothing is wrong with it: a version that says the same is not read again. */
  readonly current: Current | undefined;
}

/** What words need to know, and who is named as an author. */
export interface AuditNames extends Names {
  author(author: AuditCommit["author"]): string | undefined;
}

interface Version {
  readonly bytes: Uint8Array | undefined;
  readonly name: string | undefined;
  readonly reading: Reading | undefined;
}

const nothing: Version = { bytes: undefined, name: undefined, reading: undefined };

/**
 * Makes the audit history of one record: what each commit changed, by comparing parsed records and not lines. Versions
 * that are no record are passed over in the comparison and told as what they are. Each version is parsed once.
 */
export function auditOf(
  subject: Subject,
  contents: Contents,
  names: AuditNames,
  now: Instant,
): Omit<RecordHistory, "firstId"> {
  const { kind, id, file, lineage, working } = subject;
  const marks = marker(now);
  const read = reader(subject, contents);
  const revisions: Revision[] = [];
  let before = nothing;
  /** The newest version that could be read. */
  let good = nothing;
  /** Whether the newest version of a kind that has drafts was public; that the file was gone in between says nothing. */
  let isOpen = false;
  /** A version, unless it is one that was not public until `until`, when another took its place. */
  const seen = (version: Version, until: Instant): Version =>
    !hasDrafts(kind) || wasPublic(kind, version, isOpen, until) ? version : nothing;
  /** Names of the versions of a postmortem that were shown. */
  const shown = new Set<string | undefined>();
  /** The path of the version that was shown last, if others were passed over since. */
  let passed: string | undefined;
  /** The version that a commit on a side branch began from. */
  const earlier = ({ before: name, commit }: Step<AuditCommit>): Version => {
    if (kind !== "postmortem") return seen(read(name), commit.at);
    return shown.has(name) ? read(name) : nothing;
  };
  const add = (step: Step<AuditCommit> | undefined, after: Version): void => {
    const own = step?.before === undefined || step.before === before.name ? before : earlier(step);
    const base = own.reading && own.reading.kind !== "unreadable" ? own : good;
    const changes = [...legibility(own, after, good), ...changesOf(step?.commit, base, after, names)];
    const by = step && names.author(step.commit.author);
    // The name of a draft is no more to be seen than its text.
    const moved = passed === undefined ? step?.from : passed === (step?.path ?? file) ? undefined : passed;
    const from = before === nothing && own === nothing ? undefined : moved;
    const revision = { ...revisionOf(step, file, from, before, own, after, changes, base !== nothing), by };
    revisions.push(revision);
    shown.add(after.name);
    passed = undefined;
    marks.see(base, after, revision);
    before = after;
    if (after.reading && after.reading.kind !== "unreadable") good = after;
  };
  /**
   * A version that was no public one is as if it had never been there. That an advisory was taken back is told; a report that
   * is a draft again is shown as it was, and so nothing is told of it.
   */
  const addSeen = (step: Step<AuditCommit> | undefined, whole: Version, until: Instant): void => {
    const version = seen(whole, until);
    if (kind === "postmortem" && version !== whole) passed ??= revisions.at(-1)?.path;
    else if (!hasDrafts(kind) || version !== nothing || before !== nothing) add(step, version);
    if (whole.reading) isOpen = version !== nothing;
  };
  const steps = lineage?.steps ?? [];
  for (const [index, step] of steps.entries()) {
    addSeen(step, read(step.after), steps[index + 1]?.commit.at ?? now);
  }
  if (working) {
    addSeen(undefined, working.bytes ? versionOf(subject, working.bytes, undefined) : nothing, now);
  }
  return {
    kind,
    id,
    title: (good.reading && titleOf(good.reading)) ?? id,
    file,
    revisions,
    ...marks.result(subject.current && "updates" in subject.current ? subject.current.updates : undefined),
  };
}

/** Whether versions of a kind may be such as nobody may read. */
function hasDrafts(kind: HistoryKind): boolean {
  return kind === "advisory" || kind === "postmortem";
}

/**
 * Whether readers could see a version: a draft, a reserved number and an advisory that was replaced before its time they
 * could not; one that cannot be read they could if the one before it was public and it says that it is.
 */
function wasPublic(kind: HistoryKind, { reading, bytes }: Version, isOpen: boolean, until: Instant): boolean {
  if (reading?.kind === "advisory") return isPublished(reading.record, until);
  if (reading?.kind === "postmortem") return isPublicReport(reading.record);
  if (reading === undefined) return true;
  const text = isOpen ? decodeLoosely(bytes) : "";
  return kind === "advisory" ? /^published\s*:/m.test(text) : saysPublic(text);
}

/** Reads versions by their names in git; the last two are kept, because most are asked for twice in a row. */
function reader(subject: Subject, contents: Contents): (name: string | undefined) => Version {
  let recent: Version[] = [];
  return (name) => {
    if (name === undefined) return nothing;
    const known = recent.find((version) => version.name === name);
    if (known) return known;
    const version = versionOf(subject, contents.get(name), name);
    recent = [version, ...recent.slice(0, 1)];
    return version;
  };
}

function versionOf(
  { kind, file, current }: Subject,
  bytes: Uint8Array | undefined,
  name: string | undefined,
): Version {
  return { bytes, name, reading: bytes && readVersion(kind, file, bytes, current) };
}

/** That a version can be read where the one before it could not. */
function legibility(before: Version, after: Version, good: Version): Change[] {
  const isMended =
    before.reading?.kind === "unreadable" && after.reading && after.reading.kind !== "unreadable";
  if (!isMended) return [];
  return good.reading
    ? [{ text: "can be read again", material: false }]
    : [{ text: "can be read for the first time", material: true }];
}

/** What a commit changed, with its author's own judgement of it where there is one. */
function changesOf(
  commit: AuditCommit | undefined,
  before: Version,
  after: Version,
  names: Names,
): readonly Change[] {
  if (!before.reading || !after.reading) return [];
  const changes = compareVersions(before.reading, after.reading, names);
  const declared = commit?.declared;
  return declared === undefined
    ? changes
    : changes.map((change) => ({ ...change, material: declared === "material" }));
}

function revisionOf(
  step: Step<AuditCommit> | undefined,
  file: string,
  from: string | undefined,
  last: Version,
  before: Version,
  after: Version,
  changes: readonly Change[],
  wasPublished: boolean,
): Omit<Revision, "by"> {
  const commit = step?.commit;
  const kind = kindOf(last, before, after, from !== undefined, changes, wasPublished);
  const unreadable = after.reading?.kind === "unreadable" ? after.reading.problem : undefined;
  const hides = kind === "same" || kind === "moved";
  const counts = !hides && commit?.ignored !== true;
  const whole = kind === "added" || kind === "removed" || kind === "restored";
  const judged =
    commit?.declared === undefined
      ? whole || changes.some((one) => one.material)
      : commit.declared === "material";
  return {
    commit,
    kind,
    path: step?.path ?? file,
    from,
    bytes: after.bytes,
    changes,
    counts,
    material: counts && unreadable === undefined && judged,
    unreadable: unreadable && {
      problem: unreadable,
      text: decodeLoosely(after.bytes),
      before: decodeLoosely(before.bytes),
    },
  };
}

function kindOf(
  last: Version,
  before: Version,
  after: Version,
  moved: boolean,
  changes: readonly Change[],
  wasPublished: boolean,
): RevisionKind {
  if (!after.bytes && after.name === undefined) return "removed";
  if (!before.bytes && !last.bytes) return wasPublished ? "restored" : "added";
  const readable = before.reading?.kind !== "unreadable" && after.reading?.kind !== "unreadable";
  const equal = before.name === after.name || (readable && changes.length === 0);
  if (equal) return moved ? "moved" : "same";
  return "changed";
}
