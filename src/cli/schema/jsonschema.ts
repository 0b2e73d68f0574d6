import { z } from "zod";
import { advisorySchema } from "../../records/schema/advisory.ts";
import { incidentSchema } from "../../records/schema/incident.ts";
import { peopleSchema } from "../../records/schema/person.ts";
import { postmortemSchema } from "../../records/schema/postmortem.ts";
import { serviceSchema } from "../../records/schema/service.ts";
import { siteSchema } from "../../records/schema/site.ts";
import { VULNERABILITY_ID, vulnerabilityId } from "../../records/schema/software.ts";
import { templateSchema } from "../../records/schema/template.ts";
import { termSchema } from "../../records/schema/term.ts";
import { colour, day, duration, ID, id, instant, line } from "../../records/schema/value.ts";

/** A JSON Schema as a plain value. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A kind of record, the files that are of it, and its schema. */
interface RecordKind {
  readonly schema: z.ZodType;
  /** Globs of the files, relative to the site's folder; in braces they would be read by some editors only. */
  readonly files: readonly string[];
}

/** Every kind of record that has a schema. */
export const recordKinds = {
  site: { schema: siteSchema, files: ["content/site.yaml"] },
  people: { schema: peopleSchema, files: ["content/people.yaml"] },
  service: { schema: serviceSchema, files: ["content/services/*.md"] },
  template: { schema: templateSchema, files: ["content/templates/*.md"] },
  incident: { schema: incidentSchema, files: ["incidents/**/*.md"] },
  advisory: { schema: advisorySchema, files: ["advisories/**/*.md"] },
  postmortem: { schema: postmortemSchema, files: ["content/postmortems/*.mdx", "content/postmortems/*.md"] },
  term: { schema: termSchema, files: ["content/glossary/*.md"] },
} as const satisfies Record<string, RecordKind>;
export type RecordKindName = keyof typeof recordKinds;

/** Their names, in the order of the table. */
export const recordKindNames = Object.keys(recordKinds) as RecordKindName[];

/** Name of the file that `daymark schema --out` writes. */
export function schemaFile(name: RecordKindName): string {
  return `${name}.schema.json`;
}

/*
 * What the parsers of single values accept, as patterns: JSON Schema cannot call them. `patternErrorMessage` is what
 * VS Code's YAML and JSON services show instead of the pattern; other validators ignore it.
 */
const INSTANT = String.raw`^\d{4}-\d{2}-\d{2}([Tt]|\s+)\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*([Zz]|[Uu][Tt][Cc]|[+-]\d{2}:?\d{2})$`;
const patterns: readonly { readonly type: z.ZodType; readonly pattern: string; readonly expected: string }[] =
  [
    {
      type: instant,
      pattern: INSTANT,
      expected: "a time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC",
    },
    { type: day, pattern: String.raw`^\d{4}-\d{2}-\d{2}$`, expected: "a day, such as 2026-11-20" },
    {
      type: duration,
      pattern: String.raw`^\s*[1-9]\d{0,5} ?[mhdw]\s*$`,
      expected: "a whole number and m, h, d or w, such as 30m or 14d",
    },
    { type: id, pattern: ID.source, expected: "an id: letters, digits, hyphens, dots and underscores" },
    {
      type: vulnerabilityId,
      pattern: VULNERABILITY_ID.source,
      expected: "an id as its database writes it, such as CVE-2026-12345",
    },
    { type: colour, pattern: "^#[0-9A-Fa-f]{6}$", expected: 'a colour, such as "#0b5cad"' },
    { type: line, pattern: String.raw`^\s*\S.*$`, expected: "one line of text" },
  ];

/**
 * The JSON Schema (draft 2020-12) of what people write in a kind of record. `$id` is the file's own name, so that a
 * folder of schemas can lie anywhere.
 */
export function jsonSchema(name: RecordKindName): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(recordKinds[name].schema, {
    io: "input",
    override: addPattern,
  });
  return {
    $schema: $schema ?? "https://json-schema.org/draft/2020-12/schema",
    $id: schemaFile(name),
    ...schema,
    ...rules[name],
  };
}

/** A schema as it is written to a file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** What a value of one key requires of others, as far as a schema can tell. */
function whenever(key: string, value: string, required: string[]): JsonSchema {
  return {
    if: { properties: { [key]: { const: value } }, required: [key] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required },
  };
}

/** Rules between the keys of a kind of record; the others have none that a schema can tell. */
const rules: Readonly<Partial<Record<RecordKindName, JsonSchema>>> = {
  incident: whenever("kind", "maintenance", ["scheduled"]),
  postmortem: {
    allOf: [
      whenever("status", "final", [
        "published",
        "times",
        "detection",
        "impact",
        "factors",
        "mitigation",
        "resolution",
      ]),
      whenever("status", "superseded", ["supersededBy"]),
    ],
  },
};

/** `.meta()` copies a schema but not its definition, which therefore tells the type of a field. */
function addPattern({
  zodSchema,
  jsonSchema: schema,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: JsonSchema;
}): void {
  const found = patterns.find(({ type }) => type._zod.def === zodSchema._zod.def);
  if (!found) return;
  schema.pattern = found.pattern;
  schema["patternErrorMessage"] = `Expected ${found.expected}.`;
}
