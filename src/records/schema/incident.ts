import { z } from "zod";
import { id, instant, line } from "./value.ts";
import { detectionSources, impactLevels, incidentKinds, incidentTypes, relations } from "./vocabulary.ts";

const impact = z
  .strictObject({
    service: id.meta({ description: "Id of the service: its file in content/services without .md." }),
    level: z.enum(impactLevels).meta({ description: "How much of the service is affected." }),
    from: instant.optional().meta({
      description:
        "Since when. Required for incidents; a maintenance without it follows its schedule and its updates.",
    }),
    to: instant.optional().meta({ description: "Until when; absent while it goes on." }),
  })
  .meta({ description: "One interval in which one service is affected at one level." });

/** Front matter of a file under `incidents/`. */
export const incidentSchema = z
  .strictObject({
    title: line.meta({
      description: "What is wrong, in a few plain words.",
      examples: ["Package uploads failing"],
    }),
    kind: z
      .enum(incidentKinds)
      .default("incident")
      .meta({ description: "incident (the default), maintenance or notice." }),
    severity: id.optional().meta({ description: "Id from the severity policy in content/site.yaml." }),
    type: z.enum(incidentTypes).optional().meta({ description: "What kind of event it was." }),
    impact: z
      .array(impact)
      .default([])
      .meta({ description: "What is affected: one entry per service and level. May be empty." }),
    services: z
      .array(id)
      .default([])
      .meta({ description: "Services that this is about without a level of their own, as in a notice." }),
    scheduled: z
      .strictObject({
        from: instant.meta({ description: "Planned begin." }),
        to: instant.meta({ description: "Planned end." }),
      })
      .optional()
      .meta({ description: "The planned window; required for maintenance, not allowed elsewhere." }),
    detected: z
      .strictObject({
        at: instant.meta({ description: "When it was first noticed." }),
        by: z.enum(detectionSources).meta({ description: "How it was first noticed." }),
      })
      .optional()
      .meta({ description: "When and how it was first noticed." }),
    roles: z
      .record(id, id)
      .default({})
      .meta({ description: "Who does what: a role's id and a handle from people.yaml." }),
    advisories: z
      .array(id)
      .default([])
      .meta({ description: "Ids of security advisories that belong to this." }),
    related: z
      .array(
        z.strictObject({
          id: id.meta({ description: "Id of the other incident." }),
          relation: z.enum(relations).meta({ description: "How they are related." }),
        }),
      )
      .default([])
      .meta({ description: "Other incidents that have to do with this one." }),
    tags: z.array(line).default([]).meta({ description: "Free words to find it by." }),
  })
  .meta({
    title: "Daymark incident, maintenance or notice",
    description: "Front matter of incidents/<year>/<id>.md.",
  });

/** The typed front matter of an incident, a maintenance or a notice. */
export type IncidentFrontMatter = z.output<typeof incidentSchema>;
/** One interval of impact as it was written. */
export type Impact = IncidentFrontMatter["impact"][number];
