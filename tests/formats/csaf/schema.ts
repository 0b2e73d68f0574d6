import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { projectRoot } from "../../site/build.ts";
import type { Json } from "../site.ts";

const data = join(projectRoot, "../shared/data");

/** Whether the schemas of the standards are here. */
export const hasSchemas = existsSync(join(data, "csaf-2.0"));

/** What a document has to be valid against; says what is wrong, nothing where all is well. */
export type Check = (document: unknown) => string[];

/** A check by a JSON Schema of 2020-12, with those that it refers to, by their addresses; these may be of older drafts. */
export function checkOf(schema: string, others: Readonly<Record<string, string>> = {}): Check {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addFormat("iri", (text) => URL.canParse(text) && !/[\s<>"{}|\\^`]/.test(text));
  for (const [address, file] of Object.entries(others)) {
    const { $schema: _draft, $id: _id, id: _oldId, ...rest } = read(file);
    ajv.addSchema(rest, address);
  }
  return checkWith(ajv, read(schema));
}

/** The definition of this name in the bundled schema of CVE records, or the whole. */
export function checkOfCve(definition?: string): Check {
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  const whole = read("cve/CVE_JSON_bundled_5.1.1.json");
  if (definition === undefined) return checkWith(ajv, whole);
  ajv.addSchema(whole, "cve");
  return checkWith(ajv, { $ref: `cve#/definitions/${definition}` });
}

function checkWith(ajv: Ajv | Ajv2020, schema: object): Check {
  const validate = ajv.compile(schema);
  return (document) => {
    if (validate(document)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}

function read(file: string): Json {
  return JSON.parse(readFileSync(join(data, file), "utf8"));
}
