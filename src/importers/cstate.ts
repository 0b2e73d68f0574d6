import { stringify } from "yaml";
import type { Instant } from "../records/instant.ts";
import { ID } from "../records/schema/value.ts";
import { headingShift, lowerHeadings, trimBlock } from "./cstate/block.ts";
import { writeBody } from "./cstate/chronicle.ts";
import { type Config, readConfig } from "./cstate/config.ts";
import { type Notice, readNotice } from "./cstate/frontmatter.ts";
import { replaceHtml } from "./cstate/html.ts";
import { readIssue } from "./cstate/issue.ts";
import { type Part, splitParts } from "./cstate/part.ts";
import { placeOf } from "./cstate/place.ts";
import { writeRecord } from "./cstate/record.ts";
import { shareDefinitions } from "./cstate/reference.ts";
import { createServices, NAMED_GROUP, type Services } from "./cstate/service.ts";
import { slug, takeId } from "./cstate/slug.ts";
import { lineAt, normalLines, quoted } from "./cstate/text.ts";
import {
  type Import,
  type ImportedFile,
  type ReportLine,
  type SourceFile,
  type Tell,
  teller,
} from "./importer.ts";

export type { Import, ImportedFile, Outcome, ReportLine, SourceFile } from "./importer.ts";

/**
 * Converts a cState site (`config.yml` and `content/issues/`) into Daymark records. Nothing is read or written, and the
 * same sources give the same files, whatever their order. `now` tells which maintenance is still to come.
 */
export function importCstate(sources: readonly SourceFile[], { now }: { readonly now: Instant }): Import {
  const report: ReportLine[] = [];
  const places = sources
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((source) => ({ source, tell: teller(report, source.path), place: placeOf(source.path) }));

  const [configFile, ...moreConfigs] = places.filter(({ place }) => place.is === "config");
  const config = configFile && readConfig(configFile.source, configFile.tell);
  const configPath = configFile?.source.path ?? "config.yml";
  for (const { tell } of moreConfigs) tell("not-imported", `The configuration is read from ${configPath}.`);
  const tellConfig = teller(report, configPath);
  const services = createServices(config?.systems ?? [], configPath, tellConfig);

  const records: ImportedFile[] = [];
  const ids = new Set<string>();
  for (const { source, tell, place } of places) {
    if (place.is === "other") tell("not-imported", place.why);
    if (place.is !== "notice") continue;
    const record = importNotice(source, takeRecordId(place.name, ids, tell), services, now, tell);
    if (record) {
      records.push(record);
      tell("record", record.path);
    }
  }

  const site = writeSite(config, configPath, services, tellConfig);
  const files = [...site, ...services.files(), ...records];
  return { files, report: report.sort(byPlace) };
}

function importNotice(
  source: SourceFile,
  id: string,
  services: Services,
  now: Instant,
  tell: Tell,
): ImportedFile | undefined {
  const text = normalLines(source.text);
  const notice = readNotice(text, tell);
  const issue = notice && readIssue(id, notice.fields, tell);
  if (!issue) return undefined;
  const undecoded = text.indexOf("\uFFFD");
  if (undecoded !== -1) {
    tell("kept-as-text", "Characters that were not UTF-8 are shown as �.", lineAt(text, undecoded, 1));
  }
  const named = new Set<string>();
  for (const name of issue.affected) {
    const service = services.idOf(name, source.path, tell);
    if (named.has(service)) tell("adapted", `A service is named twice: ${quoted(name.text)}`, name.line);
    named.add(service);
  }
  const body = writeBody(readParts(notice, tell), issue, now, tell);
  const year = new Date(issue.start).getUTCFullYear();
  return {
    path: `incidents/${String(year).padStart(4, "0")}/${id}.md`,
    text: writeRecord(issue, [...named], body),
    source: source.path,
  };
}

/** The parts of a notice in Markdown that may stand in an update. */
function readParts({ body, bodyLine }: Notice, tell: Tell): Part[] {
  const parts = splitParts(body, bodyLine, tell);
  const texts = parts.map((part) => replaceHtml(part.text, part.line, tell));
  const shift = headingShift(texts);
  if (shift > 0) {
    const levels = shift === 1 ? "one level" : "two levels";
    tell("adapted", `Headings are put ${levels} lower: in a record, those of level 2 are updates.`);
  }
  const blocks = shareDefinitions(texts.map((text) => trimBlock(lowerHeadings(text, shift))));
  return parts.map((part, index) => ({ ...part, text: blocks[index] ?? "" }));
}

function takeRecordId(name: string, taken: Set<string>, tell: Tell): string {
  const id = takeId(ID.test(name) ? name : slug(name, "notice"), taken);
  const isKept = id === name;
  if (!isKept)
    tell("adapted", `The file name ${quoted(name)} cannot be an id, or is taken: the id is ${id}.`);
  return id;
}

function writeSite(
  config: Config | undefined,
  configPath: string,
  services: Services,
  tell: Tell,
): ImportedFile[] {
  const named = services.needNamedGroup();
  if (!config) {
    const group = named ? `, and the group ${NAMED_GROUP.id}` : "";
    tell(
      "not-imported",
      `Without a configuration, content/site.yaml must be written by hand, with name and url${group}.`,
    );
    return [];
  }
  const { groups, ...site } = config.site;
  const all = named ? [...groups, { ...NAMED_GROUP, order: groups.length + 1, collapsed: false }] : groups;
  tell("record", `content/site.yaml; services: ${config.systems.length}`);
  const text = stringify({ ...site, groups: all }, { lineWidth: 0 });
  return [{ path: "content/site.yaml", text, source: configPath }];
}

function byPlace(a: ReportLine, b: ReportLine): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
