import { stringify } from "yaml";
import type { Instant } from "../../records/instant.ts";
import {
  byPlace,
  type Import,
  type ImportedFile,
  type ReportLine,
  type SourceFile,
  type Tell,
  teller,
} from "../importer.ts";
import { takeId } from "../slug.ts";
import { quoted } from "../text.ts";
import { type Config, readConfig } from "./config.ts";
import { importNotice, wantedId } from "./notice.ts";
import { placeOf } from "./place.ts";
import { createServices, NAMED_GROUP, type Services } from "./service.ts";

/** A whole site, converted. */
export interface ConvertedSite extends Import {
  /** Which name is which service; it knows those of further notices. */
  readonly services: Services;
  /** Ids of the records, by the paths of their notices; also of those that could not be converted. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Converts all files of a cState site. */
export function convertSite(sources: readonly SourceFile[], now: Instant): ConvertedSite {
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
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const { source, tell, place } of places) {
    if (place.is === "other") tell("not-imported", place.why);
    if (place.is !== "notice") continue;
    const id = takeRecordId(place.name, taken, tell);
    ids.set(source.path, id);
    const record = importNotice(source, { id, services, now, tell });
    if (typeof record === "string") continue;
    records.push(record);
    tell("record", record.path);
  }

  const site = writeSite(config, configPath, services, tellConfig);
  const files = [...site, ...services.files(), ...records];
  return { files, report: report.sort(byPlace), services, ids };
}

function takeRecordId(name: string, taken: Set<string>, tell: Tell): string {
  const id = takeId(wantedId(name), taken);
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
