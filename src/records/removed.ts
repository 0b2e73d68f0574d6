import { withoutConflicts } from "./conflict.ts";
import { type RecordFile, recordFile } from "./file.ts";
import { type Incident, parseIncident } from "./incident.ts";
import { toRfc3339 } from "./instant.ts";
import type { Parsed } from "./parse/record.ts";
import type { Past, RemovedFile, Version } from "./past.ts";
import { isBroken, type Mistake, type Problem, problemAt } from "./problem.ts";
import { decodeSource, idOf, type Source } from "./source.ts";

/** The newest version of a file without an error. */
export function lastGood<P extends Parsed<object>>(
  file: string,
  past: Past,
  parse: (source: Source) => P,
): { readonly version: Version; readonly source: Source; readonly parsed: P } | undefined {
  for (const version of past.versions(file)) {
    const source = decodeSource(file, version.bytes);
    if (!("text" in source) || withoutConflicts(source).problems.length > 0) continue;
    const parsed = parse(source);
    if (parsed.record && !parsed.problems.some(isBroken)) return { version, source, parsed };
  }
  return undefined;
}

/** Incidents whose file is gone, in their last version that can be read; none where the id is in use again. */
export function readRemoved(
  past: Past,
  present: readonly RecordFile[],
): { readonly file: RemovedFile; readonly record: Incident }[] {
  const taken = new Set(present.filter((one) => !one.problem).map(({ file }) => idOf(file).toLowerCase()));
  return past.removed.flatMap((file) => {
    const { kind, problem } = recordFile(file.file) ?? {};
    if (kind !== "incident" || problem || taken.has(idOf(file.file).toLowerCase())) return [];
    const record = lastGood(file.file, past, parseIncident)?.parsed.record;
    return record ? [{ file, record }] : [];
  });
}

/** The problem of a published record whose file is gone. */
export function removedProblem({ file, removal }: RemovedFile, id: string): Problem {
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
      ? `Bring it back with "git checkout ${removal.commit.slice(0, 12)}^ -- ${path}". If it has to go, add the commit's full hash to .audit-ignore-revs.`
      : `Bring it back with "git restore -- ${path}".`,
  };
  return problemAt(file, { line: 1, column: 1 }, mistake);
}
