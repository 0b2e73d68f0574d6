import { join, relative, resolve } from "node:path";
import { nearest } from "../records/nearest.ts";
import { alternatives } from "../records/quote.ts";
import { writeEditorFiles } from "./schema/intellisense.ts";
import {
  jsonSchema,
  type RecordKindName,
  recordKindNames,
  recordKinds,
  schemaFile,
  schemaText,
} from "./schema/jsonschema.ts";
import { requireSite } from "./site/records.ts";
import { table } from "./table.ts";
import { type Input, type Io, switchOption, textOption, UsageError, type Verb } from "./verb.ts";
import { writeWhole } from "./write.ts";

/** `daymark schema`: JSON Schemas of what people write, for editors and other tools. */
export const schema: Verb = {
  name: "schema",
  summary: "Print or write the JSON Schema of a kind of record, for editors",
  positionals: "[kind]",
  arity: { min: 0, max: 1 },
  options: {
    out: {
      type: "string",
      value: "DIR",
      about: "Write <kind>.schema.json into this folder, one for each kind or the one named.",
    },
    editor: {
      type: "boolean",
      about: "Write what the Astro extension of VS Code reads to complete and check front matter.",
    },
  },
  more: "Without a kind and options it lists the kinds. The schema of a kind describes YAML files and front matter alike.",
  run(input, io) {
    const [word] = input.positionals;
    const kind = word === undefined ? undefined : readKind(word);
    const out = textOption(input, "out");
    if (switchOption(input, "editor")) return writeForEditor(input, io);
    if (out !== undefined) {
      for (const name of kind ? [kind] : recordKindNames) {
        const path = join(resolve(io.cwd, out), schemaFile(name));
        writeWhole(path, schemaText(jsonSchema(name)));
        io.out(`${relative(io.cwd, path)}\n`);
      }
      return 0;
    }
    io.out(kind ? schemaText(jsonSchema(kind)) : list());
    return 0;
  },
};

function readKind(word: string): RecordKindName {
  const kind = recordKindNames.find((known) => known === word);
  if (kind) return kind;
  const near = nearest(word, recordKindNames);
  throw new UsageError(
    `there is no schema of ${JSON.stringify(word)}. ${near === undefined ? "" : `Did you mean ${near}? `}Expected ${alternatives(recordKindNames)}.`,
  );
}

function list(): string {
  return `${table(recordKindNames.map((name) => [name, recordKinds[name].files.join(", ")]))}\n`;
}

function writeForEditor(input: Input, io: Io): number {
  requireSite(input, io);
  const number = writeEditorFiles(input.root);
  io.err(
    `${number} files written, for this machine only. Run it again after adding a file by hand, a service or a person.\n`,
  );
  return 0;
}
