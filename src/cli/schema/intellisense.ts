import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Records } from "../../records/load.ts";
import { idOf } from "../../records/source.ts";
import { incidentFiles, loadOnly, markdownFiles } from "../site/records.ts";
import { writeWhole } from "../write.ts";
import {
  type JsonSchema,
  jsonSchema,
  type RecordKindName,
  recordKindNames,
  recordKinds,
  schemaText,
} from "./jsonschema.ts";

/*
 * The language server of Astro's editor extensions completes and checks front matter in Markdown: it looks a file up in
 * .astro/collections/collections.json by its lower-case address, and takes <name>.schema.json beside it. Any program may
 * write these files. VS Code starts the extension in folders that have an astro.config.* file.
 */

const FOLDER = ".astro/collections";
const CONFIG = "astro.config.mjs";
const CONFIG_TEXT = `// Empty: VS Code starts its Astro extension, which completes front matter, in folders that have this file.\nexport default {};\n`;

/** One file for the editor, its path relative to the site's folder. */
interface EditorFile {
  readonly path: string;
  readonly text: string;
}

/** The files that make an editor know the site's front matter, with its own services, groups, severities, people and incidents. */
function editorFiles(root: string): EditorFile[] {
  const records = loadOnly(root);
  const kinds = recordKindNames.filter((name) => foldersOf(name).size > 0);
  const entries = kinds.flatMap((name) =>
    [...foldersOf(name)]
      .flatMap((folder) => markdownFiles(root, folder, [".md", ".mdx"]))
      .map((file) => [decodeURIComponent(pathToFileURL(join(root, file)).href).toLowerCase(), name] as const),
  );
  const manifest = {
    collections: kinds.map((name) => ({ hasSchema: true, name })),
    entries: Object.fromEntries(entries),
  };
  return [
    ...kinds.map((name) => ({
      path: `${FOLDER}/${name}.schema.json`,
      text: schemaText(siteSchemaOf(name, root, records)),
    })),
    { path: `${FOLDER}/collections.json`, text: `${JSON.stringify(manifest, undefined, 2)}\n` },
    ...(existsSync(join(root, CONFIG)) ? [] : [{ path: CONFIG, text: CONFIG_TEXT }]),
  ];
}

/** The folders in which a kind's files with front matter lie. */
function foldersOf(name: RecordKindName): ReadonlySet<string> {
  const globs: readonly string[] = recordKinds[name].files;
  return new Set(globs.filter((glob) => /\.mdx?$/.test(glob)).map((glob) => glob.replace(/\/\*.*$/, "")));
}

/** Writes the files that complete front matter in an editor. Returns their number. */
export function writeEditorFiles(root: string): number {
  const files = editorFiles(root);
  for (const { path, text } of files) writeWhole(join(root, path), text);
  return files.length;
}

/** Writes these files again where somebody has them, so that a new record is known at once. */
export function refreshEditorFiles(root: string): void {
  if (existsSync(join(root, FOLDER, "incident.schema.json"))) writeEditorFiles(root);
}

/** The schema of a kind, with the ids that exist in this site as the values that may be chosen. */
function siteSchemaOf(name: RecordKindName, root: string, records: Records): JsonSchema {
  const schema = jsonSchema(name);
  const services = records.services.map((service) => service.id);
  const people = [...records.people.keys()];
  const choices: readonly [RecordKindName, path: string, ids: readonly string[]][] = [
    ["incident", "impact.[].service", services],
    ["incident", "services.[]", services],
    ["incident", "severity", records.site.severities.map((severity) => severity.id)],
    ["incident", "advisories.[]", records.advisories.map((advisory) => advisory.id)],
    ["incident", "roles.*", people],
    ["service", "group", records.site.groups.map((group) => group.id)],
    ["service", "dependsOn.[]", services],
    ["postmortem", "incidents.[]", incidentFiles(root).map(idOf)],
    ["postmortem", "services.[]", services],
    ["postmortem", "authors.[]", people],
    ["postmortem", "reviews.[].by", people],
    ["postmortem", "credits.[].person", people],
    ["term", "see.[]", records.terms.map((term) => term.id)],
  ];
  for (const [kind, path, ids] of choices) {
    const node = kind === name && ids.length > 0 ? nodeAt(schema, path.split(".")) : undefined;
    if (node) node.enum = [...ids];
  }
  return schema;
}

function nodeAt(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  let node: unknown = schema;
  for (const step of path) {
    if (typeof node !== "object" || node === null) return undefined;
    const { items, additionalProperties, properties } = node as JsonSchema;
    node = step === "[]" ? items : step === "*" ? additionalProperties : properties?.[step];
  }
  return typeof node === "object" && node !== null ? (node as JsonSchema) : undefined;
}
