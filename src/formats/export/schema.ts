import { z } from "zod";
import { advisoryEntrySchema } from "../api/schema/advisories.ts";
import { incidentSchema } from "../api/schema/incident.ts";
import { lessonSchema } from "../api/schema/lesson.ts";
import { serviceEntrySchema } from "../api/schema/services.ts";
import { address, id, line, markdown, schemaAddress, time } from "../api/schema/value.ts";

/** The kinds of records that are exported, as each line names its own. */
export const exportedKinds = [
  "service",
  "term",
  "incident",
  "maintenance",
  "notice",
  "advisory",
  "postmortem",
] as const;
export type ExportedKind = (typeof exportedKinds)[number];

const kind = <K extends ExportedKind>(word: K) =>
  z.literal(word).meta({ description: "What kind of record it is." });

const page = address.meta({ description: "Its page on this site." });

const service = serviceEntrySchema.omit({ url: true, page: true }).extend({
  kind: kind("service"),
  url: page,
  website: address.nullable().meta({ description: "Where the service itself is found." }),
  text: markdown.meta({ description: "Its charter." }),
});

const term = z
  .strictObject({
    kind: kind("term"),
    id,
    url: address.meta({ description: "Its place in the glossary." }),
    term: line.meta({ description: "The term as it stands in a sentence." }),
    aliases: z.array(line).meta({ description: "Other words for the same." }),
    short: line.meta({ description: "What it means, in one sentence." }),
    text: markdown,
    see: z.array(id).meta({ description: "Ids of other terms that help to understand it." }),
  })
  .meta({ description: "One term of the glossary." });

const incident = incidentSchema.omit({ $schema: true });

const advisory = advisoryEntrySchema.omit({ kind: true }).extend({
  kind: kind("advisory"),
  type: advisoryEntrySchema.shape.kind,
  text: markdown,
  references: z
    .array(z.strictObject({ type: line, url: address }))
    .meta({ description: "Where to read on." }),
});

const postmortem = lessonSchema.omit({ $schema: true }).extend({ kind: kind("postmortem") });

/** One line of the export. */
export const recordSchema = z
  .union([service, term, incident, advisory, postmortem])
  .meta({ title: "Record", description: "One line of the export: one record, as the API tells it." });

export type ExportedRecord = z.output<typeof recordSchema>;

const count = z.int().min(0);

/** The list of the export's files. */
export const exportSchema = z
  .strictObject({
    $schema: schemaAddress,
    schema: address.meta({ description: "The JSON Schema of each line." }),
    at: time.meta({ description: "The moment that is described: when the site was built." }),
    records: z
      .strictObject({
        service: count,
        term: count,
        incident: count,
        maintenance: count,
        notice: count,
        advisory: count,
        postmortem: count,
      })
      .meta({ description: "How many records there are of each kind." }),
    files: z
      .array(
        z.strictObject({
          url: address,
          lines: count.meta({ description: "How many records it has." }),
          bytes: count,
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .min(1)
      .meta({ description: "All files in their order: one after the other, they are one." }),
  })
  .meta({ title: "Export", description: "The files in which all public records can be had as JSON Lines." });

export type ExportDocument = z.output<typeof exportSchema>;
