import type { Instant } from "../../records/instant.ts";
import { byPlace, type Import, type ReportLine, type SourceFile, type Tell, teller } from "../importer.ts";
import { recordPath } from "../record.ts";
import { assignIds } from "./lifetime.ts";
import { importNotice } from "./notice.ts";
import { noticeName, removedBy, type SourceCommit } from "./revision.ts";
import { convertSite } from "./site.ts";

/** Files of the Daymark site, by path: their new text, or undefined for those that are removed. */
export type Writes = ReadonlyMap<string, string | undefined>;

/** The commits of a cState site, one after the other, as changes of records. */
export interface Replay {
  /** What the import makes of the source as it is now. */
  readonly site: Import;
  /**
   * What the next commit changes; commits in the order in which they were given. `textOf` answers with the text of a
   * content, undefined for one that is too large to be read.
   */
  next(commit: SourceCommit, textOf: (content: string) => string | undefined): Writes;
  /** What is left to be done after the last commit. */
  finish(): ReplaySummary;
}

/** The end of a replay. */
export interface ReplaySummary {
  /** What makes the site equal to that of an import without history. */
  readonly writes: Writes;
  /** The report of the import, with what is to be said of older revisions. */
  readonly report: readonly ReportLine[];
  /** Where records went whose notices were renamed: the path before, and the one after. */
  readonly moved: ReadonlyMap<string, string>;
}

/** Stands in the history for a revision that was not read. */
const TOO_LARGE = "This revision is too large to be read.\n";

/**
 * Prepares the replay of a source's commits, oldest first, as `lineUp` returns them. Every
 * revision is converted once, at the time of its commit, with the services and ids of the site as it is now. Pure.
 */
export function createReplay(
  sources: readonly SourceFile[],
  commits: readonly SourceCommit[],
  { now }: { readonly now: Instant },
): Replay {
  const { files, report, services, ids: kept } = convertSite(sources, now);
  const ids = assignIds(commits, kept);
  const remarks: ReportLine[] = [];
  /** Paths of the records of the notices that are there; undefined for a draft. */
  const current = new Map<string, string | undefined>();
  const tree = new Map<string, string>();
  const deleted = new Map<string, SourceCommit>();
  const moved = new Map<string, string>();

  /** The record that a revision makes. */
  const convert = (path: string, text: string | undefined, { hash, at }: SourceCommit) => {
    const id = ids.get(path) ?? path;
    const tell = teller(remarks, path);
    const reasons: string[] = [];
    const listen: Tell = (_, message) => void reasons.push(message);
    const source = { path, text: text ?? TOO_LARGE };
    const record =
      text === undefined ? "unreadable" : importNotice(source, { id, services, now: at, tell: listen });
    if (record === "draft") {
      tell("not-imported", `In ${short(hash)} it is a draft: the history has no record of it there.`);
      return undefined;
    }
    if (record !== "unreadable") return record;
    const reason = text === undefined ? "It is too large." : (reasons.at(-1) ?? "");
    tell(
      "kept-as-text",
      `In ${short(hash)} it cannot be read, so that the history has its text as it was. ${reason}`,
    );
    return { path: current.get(path) ?? recordPath(yearOf(path, at), id), text: source.text };
  };

  return {
    site: { files, report },
    next(commit, textOf) {
      const writes = new Map<string, string | undefined>();
      const drop = (target: string | undefined): void => {
        if (target !== undefined && tree.delete(target)) writes.set(target, undefined);
      };
      const renamed = new Set(commit.changes.map((change) => change.from));
      const before = new Map(commit.changes.map(({ path, from = "" }) => [path, current.get(from)]));
      for (const path of removedBy(commit)) {
        drop(current.get(path));
        if (current.delete(path) && !renamed.has(path)) deleted.set(path, commit);
      }
      for (const { path, after } of commit.changes) {
        const was = current.get(path);
        if (after === undefined) continue;
        const record = convert(path, textOf(after), commit);
        if (was !== record?.path) drop(was);
        current.set(path, record?.path);
        deleted.delete(path);
        const old = before.get(path);
        if (old !== undefined && record) moved.set(old, record.path);
        if (!record || (tree.get(record.path) === record.text && !writes.has(record.path))) continue;
        tree.set(record.path, record.text);
        writes.set(record.path, record.text);
      }
      return writes;
    },
    finish() {
      const writes = new Map<string, string | undefined>();
      const final = new Map(files.map((file) => [file.path, file.text]));
      for (const path of tree.keys()) if (!final.has(path)) writes.set(path, undefined);
      for (const [path, text] of final) if (tree.get(path) !== text) writes.set(path, text);
      for (const [path, { hash, at }] of deleted) {
        const day = new Date(at).toISOString().slice(0, 10);
        teller(remarks, path)(
          "not-imported",
          `It was deleted in ${short(hash)} on ${day}, and so is its record.`,
        );
      }
      for (const { path, source = "" } of services.files()) {
        if (!final.has(path))
          teller(remarks, source)(
            "not-imported",
            `Only older revisions name this service: ${path} is not written.`,
          );
      }
      return { writes, report: [...report, ...remarks].sort(byPlace), moved };
    },
  };
}

/** The year in which a notice began of which nothing can be read but its name. */
function yearOf(path: string, at: Instant): number {
  const year = /^(\d{4})-/.exec(noticeName(path) ?? "")?.[1];
  return year === undefined ? new Date(at).getUTCFullYear() : Number(year);
}

function short(hash: string): string {
  return `commit ${hash.slice(0, 12)}`;
}
