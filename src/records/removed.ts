import { type FileKind, type RecordFile, recordFile } from "./file.ts";
import { toRfc3339 } from "./instant.ts";
import type { Parsed } from "./parse/record.ts";
import type { Past, RemovedFile, Version } from "./past.ts";
import { type Mistake, type Problem, problemAt } from "./problem.ts";
import { idOf, type Source } from "./source.ts";
import { readStrictly, type Strict } from "./strict.ts";

/** The newest version of a file without an error. */
export function lastGood<P extends Parsed<object>>(
  file: string,
  past: Past,
  parse: (source: Source) => P,
): (Strict<P> & { readonly version: Version }) | undefined {
  for (const version of past.versions(file)) {
    const read = readStrictly(file, version.bytes, parse);
    if ("parsed" in read && read.parsed.record) return { version, ...read };
  }
  return undefined;
}

/**
 * Records of a kind whose file is gone, in the version that `last` finds of a file; none where the id is in use again.
 */
export function readRemoved<T extends object>(
  past: Past,
  wanted: FileKind,
  present: readonly RecordFile[],
  last: (file: string) => { readonly parsed: Parsed<T> } | undefined,
): { readonly file: RemovedFile; readonly record: T }[] {
  const taken = new Set(present.filter((one) => !one.problem).map(({ file }) => idOf(file).toLowerCase()));
  return past.removed.flatMap((file) => {
    const { kind, problem } = recordFile(file.file) ?? {};
    if (kind !== wanted || problem || taken.has(idOf(file.file).toLowerCase())) return [];
    const record = last(file.file)?.parsed.record;
    return record ? [{ file, record }] : [];
  });
}

/** The problem of a published record whose file is gone. */
export function removedProblem({ file, removal }: RemovedFile, id: string): Problem {
  const toGo =
    recordFile(file)?.kind === "advisory"
      ? ` If it was a mistake, bring it back and withdraw it: daymark withdraw ${id} --reason "…".`
      : " If it has to go, add the commit's full hash to .audit-ignore-revs.";
  const path = JSON.stringify(file).slice(1, -1);
  const mistake: Mistake = {
    code: "record-removed",
    message:
      "This record was published, and its file is gone. Its last version stays on the site, marked as removed.",
    found: removal
      ? `no file; commit ${removal.commit.slice(0, 12)} of ${toRfc3339(removal.at)} removed it`
      : "no file, though the newest commit holds it",
    expected: `a file for ${id}: what was published stays`,
    hint: removal
      ? `Bring it back with "git checkout ${removal.commit.slice(0, 12)}^ -- ${path}".${toGo}`
      : `Bring it back with "git restore -- ${path}".`,
  };
  return problemAt(file, { line: 1, column: 1 }, mistake);
}
