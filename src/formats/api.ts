import type { SiteModel } from "../model/site.ts";
import type { TextDocument } from "../views/document.ts";
import { advisoriesPages } from "./api/advisories.ts";
import { incidentJson } from "./api/incident.ts";
import { incidentJsonPath, incidentsPages } from "./api/incidents.ts";
import { lessonDocument } from "./api/lesson.ts";
import { lessonJsonPath, lessonsPages } from "./api/lessons.ts";
import { apiSchemaNames, schemaPath, schemaText } from "./api/schema.ts";
import { servicesJson } from "./api/services.ts";
import { uptimeJson } from "./api/uptime.ts";
import { jsonText } from "./json.ts";

/**
 * Our own API below `/api/v1/`, and the JSON Schema of each of its documents. Of these, `audit.json` and `build.json` are
 * pages of Astro's.
 */
export function* apiDocuments(model: SiteModel): Generator<TextDocument> {
  yield { path: "/api/v1/services.json", body: servicesJson(model) };
  yield { path: "/api/v1/uptime.json", body: uptimeJson(model) };
  yield* incidentsPages(model);
  for (const timeline of model.timelines) {
    yield { path: incidentJsonPath(timeline.record.id), body: incidentJson(model, timeline) };
  }
  yield* advisoriesPages(model);
  yield* lessonsPages(model);
  for (const state of model.postmortems) {
    yield { path: lessonJsonPath(state.record.id), body: jsonText(lessonDocument(model, state)) };
  }
  for (const name of apiSchemaNames) yield { path: schemaPath(name), body: schemaText(model, name) };
}
