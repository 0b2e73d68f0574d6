import { createHash } from "node:crypto";
import type { SiteModel } from "../model/site.ts";
import { toRfc3339 } from "../records/instant.ts";
import type { SiteDocument } from "../views/document.ts";
import { exportIndexPath, exportPath } from "../views/export.ts";
import { absolute } from "../views/page.ts";
import { publishedSchema } from "./api/schema.ts";
import { exportedRecords } from "./export/record.ts";
import {
  type ExportDocument,
  type ExportedKind,
  exportedKinds,
  exportSchema,
  recordSchema,
} from "./export/schema.ts";
import { jsonLines, jsonText } from "./json.ts";

/** Bytes of one file: hosts and readers have limits. A record that is larger alone has a file of its own. */
const MOST_BYTES = 2 * 1024 * 1024;

/** The paths of the schemas of each line, and of the list of files. */
export const recordSchemaPath = "/export/record.schema.json";
export const exportSchemaPath = "/export/index.schema.json";

/**
 * All public records as JSON Lines (jsonlines.org): each line is a record with its `kind`, its `id` and its `url`, in the
 * shape of `/api/v1/` where there is one. Most sites have one file, `/export/records.jsonl`. More than 2 MiB are several,
 * `records-2.jsonl` and so on, which `/export/index.json` lists: a file never gives its place to another one, so an address
 * that was published stays.
 */
export function* exportDocuments(model: SiteModel): Generator<SiteDocument> {
  const counts = new Map<ExportedKind, number>(exportedKinds.map((kind) => [kind, 0]));
  const files: ExportDocument["files"] = [];
  for (const { path, body, lines } of exportFiles(model, (kind) =>
    counts.set(kind, (counts.get(kind) ?? 0) + 1),
  )) {
    const sha256 = createHash("sha256").update(body).digest("hex");
    files.push({ url: absolute(model, path), lines, bytes: body.length, sha256 });
    yield { path, body };
  }
  const index: ExportDocument = {
    $schema: absolute(model, exportSchemaPath),
    schema: absolute(model, recordSchemaPath),
    at: toRfc3339(model.now),
    records: Object.fromEntries(counts) as ExportDocument["records"],
    files,
  };
  yield { path: exportIndexPath, body: jsonLines(index) };
  yield { path: recordSchemaPath, body: publishedSchema(recordSchema, absolute(model, recordSchemaPath)) };
  yield { path: exportSchemaPath, body: publishedSchema(exportSchema, absolute(model, exportSchemaPath)) };
}

interface ExportFile {
  readonly path: string;
  readonly body: Uint8Array;
  readonly lines: number;
}

/** The files of lines, of which only the first may be empty. */
function* exportFiles(model: SiteModel, count: (kind: ExportedKind) => void): Generator<ExportFile> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const file = (): ExportFile => ({
    path: number === 1 ? exportPath : exportPath.replace(".jsonl", `-${number}.jsonl`),
    body: Buffer.concat(pieces),
    lines: pieces.length,
  });
  for (const record of exportedRecords(model)) {
    count(record.kind);
    const line = Buffer.from(jsonText(record));
    if (bytes > 0 && bytes + line.length > MOST_BYTES) {
      yield file();
      number++;
      pieces = [];
      bytes = 0;
    }
    pieces.push(line);
    bytes += line.length;
  }
  if (number === 1 || bytes > 0) yield file();
}
