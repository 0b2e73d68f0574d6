import { worst } from "../../model/level.ts";
import type { SiteModel } from "../../model/site.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { historyOf } from "../../views/audit/state.ts";
import { absolute, servicePath } from "../../views/page.ts";
import { jsonText } from "../json.ts";
import { maybeTime } from "../time.ts";
import type { ServicesDocument } from "./schema/services.ts";
import { schemaUrl } from "./schema.ts";

/** `/api/v1/services.json`: all services by id, and the groups of the front page. */
export function servicesJson(model: SiteModel): string {
  const document: ServicesDocument = {
    $schema: schemaUrl(model, "services"),
    at: toRfc3339(model.now),
    level: model.level,
    groups: model.groups.map((group) => ({
      id: group.id || null,
      name: group.name,
      level: worst(group.services.map(({ level }) => level)),
      services: group.services.map(({ record }) => record.id),
    })),
    services: serviceEntries(model),
  };
  return jsonText(document);
}

/** All services by id, retired ones too. */
export function serviceEntries(model: SiteModel): ServicesDocument["services"] {
  const groups = new Map(
    model.groups.flatMap((group) => group.services.map(({ record }) => [record.id, group.id] as const)),
  );
  return [...model.services.values()]
    .map(({ record, level }): ServicesDocument["services"][number] => {
      const history = historyOf(model, "service", record.id);
      return {
        id: record.id,
        name: record.name,
        description: record.description ?? null,
        url: record.url ?? null,
        page: absolute(model, servicePath(record.id)),
        group: groups.get(record.id) || null,
        level,
        since: record.since ?? null,
        retired: record.retired ?? null,
        visibleOnlyWhenAffected: record.visibleOnlyWhenAffected,
        dependsOn: record.dependsOn,
        published: maybeTime(history?.published),
        modified: maybeTime(history?.modified),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
