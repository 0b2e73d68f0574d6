import { z } from "zod";
import { incidentTypes, relations } from "../../../records/schema/vocabulary.ts";
import { head } from "./incidents.ts";
import {
  address,
  detection,
  id,
  impactLevel,
  level,
  line,
  markdown,
  schemaAddress,
  status,
  time,
} from "./value.ts";

const update = z
  .strictObject({
    anchor: line.meta({ description: "Fragment of its address; it never changes." }),
    url: address.meta({ description: "Its place on the record's page." }),
    status,
    at: time.meta({ description: "When it was written, or when the clock brought it about." }),
    byClock: z.boolean().meta({ description: "Whether nobody wrote it: a stage of a maintenance." }),
    text: markdown,
    known: markdown.nullable().meta({ description: "What is known." }),
    notKnown: markdown.nullable().meta({ description: "What is not known yet." }),
    doing: markdown.nullable().meta({ description: "What is being done." }),
    postedBy: line
      .nullable()
      .meta({ description: "Who wrote it, as far as they agreed to be named; null for nobody." }),
    nextUpdate: z
      .strictObject({
        by: time.meta({ description: "When the next update was promised." }),
        kept: z.boolean().nullable().meta({
          description: "Whether people wrote again by then; null while there is still time.",
        }),
      })
      .nullable()
      .meta({ description: "The next update that was promised in this one." }),
    published: time
      .nullable()
      .meta({ description: "When it was first published, by the time of a commit; null if not known." }),
    edits: z
      .array(
        z.strictObject({
          at: time,
          commit: line.meta({ description: "Full hash of the commit." }),
          material: z.boolean().meta({ description: "Whether facts changed, and not only wording." }),
        }),
      )
      .meta({ description: "Changes after publication, oldest first." }),
  })
  .meta({ description: "One update." });

/** `/api/v1/incidents/<id>.json`. */
export const incidentSchema = z
  .strictObject({
    $schema: schemaAddress,
    ...head,
    level: level.meta({ description: "The worst level that it has at the moment the site was built." }),
    type: z.enum(incidentTypes).nullable().meta({ description: "What kind of event it was." }),
    scheduled: z
      .strictObject({ from: time, to: time })
      .nullable()
      .meta({ description: "The planned window of a maintenance." }),
    detected: z
      .strictObject({ at: time, by: detection })
      .nullable()
      .meta({ description: "When and how it was first noticed." }),
    impact: z
      .array(
        z.strictObject({
          service: id,
          level: impactLevel,
          from: time,
          to: time.nullable().meta({ description: "Null while it goes on." }),
        }),
      )
      .meta({ description: "What was affected, from when to when, with every time settled." }),
    summary: markdown,
    updates: z.array(update).meta({ description: "Oldest first." }),
    nextUpdate: time.nullable().meta({ description: "When the next update is due, while it is not over." }),
    roles: z
      .array(z.strictObject({ role: line, name: line }))
      .meta({ description: "Who did what, as far as they agreed to be named." }),
    advisories: z.array(line).meta({ description: "Ids of security advisories that belong to it." }),
    postmortems: z.array(id).meta({ description: "Ids of postmortems that review it." }),
    related: z
      .array(z.strictObject({ id, relation: z.enum(relations), url: address }))
      .meta({ description: "Other records that have to do with it." }),
    tags: z.array(line),
    history: address.nullable().meta({ description: "Every version of it; null where there is no history." }),
  })
  .meta({
    title: "Incident, maintenance or notice",
    description: "Everything that is published of one record.",
  });

export type IncidentDocument = z.output<typeof incidentSchema>;
