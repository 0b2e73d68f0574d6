import type { Instant } from "../records/instant.ts";
import {
  byPlace,
  type Import,
  type ImportedFile,
  type ReportLine,
  type SourceFile,
  teller,
} from "./importer.ts";
import { collect, isOwnOf } from "./statuspage/collect.ts";
import { createServices } from "./statuspage/component.ts";
import { importDetail, readDetail } from "./statuspage/detail.ts";
import { byStart, importIncident, readDraft, takeRecordId } from "./statuspage/incident.ts";
import { addressOf, siteFile } from "./statuspage/page.ts";
import { textOf } from "./statuspage/value.ts";

export type { Import, ImportedFile, Outcome, ReportLine, SourceFile } from "./importer.ts";

const WORKINGS =
  "How the old page worked is left out of everything: when it was entered and edited (created_at, updated_at), who was told, reminders, automatic steps.";

const HISTORY =
  "What Daymark's own API says of the history of records (published, modified, edits) is left out of all of them: the history of the new site begins with the import.";

/**
 * Converts what Statuspage's API says (`summary.json`, `components.json`, `incidents.json` and so on, or lists of the
 * authenticated API), and what Daymark's own API says, into Daymark records. Files are known by their shape, not by
 * their names. Nothing is read or written, and the same sources give the same files, whatever their order.
 */
export function importStatuspage(sources: readonly SourceFile[], { now }: { readonly now: Instant }): Import {
  const report: ReportLine[] = [];
  const files = sources
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => ({ file, tell: teller(report, file.path) }));
  const collected = collect(files);
  const base = addressOf(collected.page);
  const services = createServices(collected, base);
  const statuses = new Map(collected.components.map(({ id, value }) => [id, textOf(value["status"])]));
  const known = new Set(collected.incidents.map(({ id }) => id));
  const context = { services, statuses, base, now, known };
  const taken = new Set<string>();
  const records = collected.incidents
    .flatMap((one) => (one.version1 ? readDetail(one) : readDraft(one, isOwnOf(collected, one))) ?? [])
    .sort(byStart)
    .map((draft) =>
      (draft.found.version1 ? importDetail : importIncident)(draft, takeRecordId(draft, taken), context),
    );
  const imported: ImportedFile[] = [
    ...(collected.page ? [siteFile(collected.page, services.groups)] : []),
    ...services.files,
    ...records,
  ];
  const details = new Set(collected.incidents.flatMap((one) => (one.version1 ? one.source : [])));
  const used = new Set(records.map(({ source }) => source));
  for (const { file, tell } of files)
    if (used.has(file.path) && !details.has(file.path)) tell("not-imported", WORKINGS);
  files.find(({ file }) => details.has(file.path))?.tell("not-imported", HISTORY);
  for (const { file, tell } of files) {
    const isUsed = imported.some(({ source }) => source === file.path);
    const isTold = report.some(({ source, outcome }) => source === file.path && outcome === "not-imported");
    if (!isUsed && !isTold)
      tell("not-imported", "All that it says is in another file too, or follows from the records.");
  }
  const [first] = files;
  if (first && !collected.page && imported.length > 0) {
    const groups = services.groups.map(({ id }) => id).join(", ");
    first.tell(
      "not-imported",
      `No file says what the page is: content/site.yaml must be written by hand, with name, url and the groups ${groups}.`,
    );
  }
  return { files: imported, report: report.sort(byPlace) };
}
