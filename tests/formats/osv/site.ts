import { unzipSync } from "fflate";
import type { OsvRecord } from "../../../src/formats/osv/shape.ts";
import { osvDocuments } from "../../../src/formats/osv.ts";
import { buildModel, type SiteModel } from "../../../src/model/site.ts";
import { loadRecords } from "../../../src/records/load.ts";
import { at, noHistory, origin } from "../../model/record.ts";
import { memoryFolder } from "../../records/memory.ts";

/** The settings of the site that the tests make. */
const settings =
  "name: Example security\nurl: https://security.example.org\nadvisories: { prefix: DM }\nhistory: 'off'\n";

/** The text of an advisory: `front` is YAML below the title and the time of publication. */
export function advisory(front: string, body = "## Impact\n\nIt breaks."): string {
  const title = /^title:/m.test(front) ? "" : "title: Something breaks\n";
  const published = /^published:/m.test(front) ? "" : "published: 2026-11-10T12:00Z\n";
  return `---\n${title}${published}${front.trim()}\n---\n\n${body}\n`;
}

/** The model of a site with advisories: texts by their ids, or by their paths. */
export function siteOf(advisories: Readonly<Record<string, string>>, now = "2026-11-21T12:00Z"): SiteModel {
  const files = Object.entries(advisories).map(
    ([id, text]) => [id.includes("/") ? id : `advisories/2026/${id}.md`, text] as const,
  );
  const folder = memoryFolder(new Map([["content/site.yaml", settings], ...files]));
  return buildModel(loadRecords(folder), origin, at(now), noHistory);
}

/** The files of the export, by their paths. */
export function exported(model: SiteModel): Map<string, string | Uint8Array> {
  return new Map(
    Array.from(osvDocuments(model), ({ path, body }) => {
      if (typeof body !== "string" && !(body instanceof Uint8Array)) throw new Error(`${path} is in pieces`);
      return [path, body];
    }),
  );
}

/** The records of an export, by their ids. */
export function recordsIn(files: ReadonlyMap<string, string | Uint8Array>): Map<string, OsvRecord> {
  const found = new Map<string, OsvRecord>();
  for (const [path, body] of files) {
    if (!/^\/osv\/[^/]+\.json$/.test(path) || path.endsWith("/all.json")) continue;
    const record: OsvRecord = JSON.parse(String(body));
    found.set(record.id, record);
  }
  return found;
}

/** The one record of a site with one advisory. */
export function osvOf(front: string, body?: string, id = "DM-2026-0001"): OsvRecord {
  const [record] = recordsIn(exported(siteOf({ [id]: advisory(front, body) }))).values();
  if (!record) throw new Error("nothing was exported");
  return record;
}

/** The texts in an archive, by their names, in its order. */
export function unzipped(bytes: string | Uint8Array | undefined): Map<string, string> {
  if (!(bytes instanceof Uint8Array)) throw new Error("this is no archive");
  return new Map(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, new TextDecoder().decode(content)]),
  );
}
