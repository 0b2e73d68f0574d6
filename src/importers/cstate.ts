import type { Instant } from "../records/instant.ts";
import { convertSite } from "./cstate/site.ts";
import type { Import, SourceFile } from "./importer.ts";

export { createReplay, type Replay, type ReplaySummary, type Writes } from "./cstate/replay.ts";
export { lineUp, type SourceChange, type SourceCommit } from "./cstate/revision.ts";
export type { Import, ImportedFile, Outcome, ReportLine, SourceFile } from "./importer.ts";

/**
 * Converts a cState site (`config.yml` and `content/issues/`) into Daymark records. Nothing is read or written, and the
 * same sources give the same files, whatever their order. `now` tells which maintenance is still to come.
 */
export function importCstate(sources: readonly SourceFile[], { now }: { readonly now: Instant }): Import {
  const { files, report } = convertSite(sources, now);
  return { files, report };
}
