import {
  byPlace,
  type Import,
  type ImportedFile,
  type ReportLine,
  type SourceFile,
  teller,
} from "./importer.ts";
import { readRecords } from "./osv/read.ts";
import { type ImportedRecord, importRecord } from "./osv/record.ts";

export type { Import, ImportedFile, Outcome, ReportLine, SourceFile } from "./importer.ts";

/** A file that may hold records. */
export interface OsvFile extends SourceFile {
  /** Why it could not be read; its text is empty then. */
  readonly unreadable?: string;
}

/**
 * Converts records in OSV format into Daymark advisories, one file each. Nothing is read or written, and the same sources
 * give the same files, whatever their order. Of several records with one id, the one that was modified last counts.
 */
export function importOsv(sources: readonly OsvFile[]): Import {
  const report: ReportLine[] = [];
  const records = new Map<string, ImportedRecord>();
  for (const { path, text, unreadable } of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const tell = teller(report, path);
    if (unreadable !== undefined) tell("not-imported", unreadable);
    else {
      for (const one of readRecords(path, text, tell)) {
        const record = importRecord(one, path, tell);
        if (record) keepNewest(records, record, report);
      }
    }
  }
  const files = [...records.values()].map(({ file }) => file).sort(byPath);
  for (const { path, source } of files) if (source !== undefined) teller(report, source)("record", path);
  return { files, report: report.sort(byPlace) };
}

/** Ids are unique without regard to case, as file names are on many machines. */
function keepNewest(
  records: Map<string, ImportedRecord>,
  record: ImportedRecord,
  report: ReportLine[],
): void {
  const key = record.id.toLowerCase();
  const other = records.get(key);
  const isNewer = other === undefined || record.modified > other.modified;
  if (isNewer) records.set(key, record);
  if (!other) return;
  const [left, kept] = isNewer ? [other, record] : [record, other];
  const same = left.file.text === kept.file.text ? "the same" : "one that was modified later, or came first,";
  teller(report, left.file.source ?? "")("not-imported", `${left.id}: ${same} is in ${kept.file.source}.`);
}

function byPath(a: ImportedFile, b: ImportedFile): number {
  return a.path < b.path ? -1 : 1;
}
