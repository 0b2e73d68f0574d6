import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { projectRoot } from "../../site/build.ts";

/** Public data beside the project; absent outside of where it is developed. */
export const data = join(projectRoot, "../shared/data");
const file = join(data, "osv/schema-1.8.0.json");

/** Whether the official schema is here. */
export const hasSchema = existsSync(file);

/** What the official schema of OSV 1.8.0 finds wrong in records. Throws where it is not here. */
export function wrongBySchema(records: Iterable<{ readonly id: string }>): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(file, "utf8")));
  return [...records].flatMap((record) => {
    const isValid: boolean = validate(record);
    if (isValid) return [];
    return (validate.errors ?? []).map((error) => `${record.id}${error.instancePath} ${error.message}`);
  });
}
