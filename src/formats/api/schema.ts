import { z } from "zod";
import type { SiteModel } from "../../model/site.ts";
import { absolute } from "../../views/page.ts";
import { jsonLines } from "../json.ts";
import { advisoriesSchema } from "./schema/advisories.ts";
import { auditSchema } from "./schema/audit.ts";
import { buildSchema } from "./schema/build.ts";
import { incidentSchema } from "./schema/incident.ts";
import { incidentsSchema } from "./schema/incidents.ts";
import { lessonSchema } from "./schema/lesson.ts";
import { lessonsSchema } from "./schema/lessons.ts";
import { servicesSchema } from "./schema/services.ts";
import { uptimeSchema } from "./schema/uptime.ts";

/** The documents of our own API and what they look like. */
export const apiSchemas = {
  advisories: advisoriesSchema,
  audit: auditSchema,
  build: buildSchema,
  incident: incidentSchema,
  incidents: incidentsSchema,
  lesson: lessonSchema,
  lessons: lessonsSchema,
  services: servicesSchema,
  uptime: uptimeSchema,
} as const satisfies Record<string, z.ZodType>;
export type ApiSchemaName = keyof typeof apiSchemas;

/** Their names. */
export const apiSchemaNames = Object.keys(apiSchemas) as ApiSchemaName[];

/** The path of a published schema. */
export function schemaPath(name: ApiSchemaName): string {
  return `/api/v1/schemas/${name}.schema.json`;
}

/** The address that a document names its schema by. */
export function schemaUrl(model: SiteModel, name: ApiSchemaName): string {
  return absolute(model, schemaPath(name));
}

/** A schema as it is published: JSON Schema, draft 2020-12, in which no key is allowed that it does not name. */
export function schemaText(model: SiteModel, name: ApiSchemaName): string {
  return publishedSchema(apiSchemas[name], schemaUrl(model, name));
}

/** The same of any schema, which is published at an address. */
export function publishedSchema(type: z.ZodType, url: string): string {
  const { $schema, ...schema } = z.toJSONSchema(type);
  return jsonLines({ $schema, $id: url, ...schema });
}
