import { z } from "zod";
import { incidentTypes, postmortemStatuses, triggers } from "../../../records/schema/vocabulary.ts";
import { address, id, line, schemaAddress, time } from "./value.ts";

/** What is said of a postmortem in the list and in its own document. */
export const lessonHead = {
  id,
  title: line,
  summary: line.meta({ description: "What happened, in plain words." }),
  url: address.meta({ description: "Its page on this site." }),
  status: z
    .enum(postmortemStatuses)
    .exclude(["draft"])
    .meta({ description: "Whether it is still in review, final, or replaced by another one." }),
  type: z.enum(incidentTypes).meta({ description: "What kind of event it was." }),
  trigger: z.enum(triggers).meta({ description: "What set it off." }),
  severity: id
    .nullable()
    .meta({ description: "The worst of its incidents: an id from the site's severity policy." }),
  start: time.meta({ description: "When users first felt it, as far as that is known." }),
  services: z.array(id).meta({ description: "Ids of the services that it is about." }),
  incidents: z
    .array(z.strictObject({ id, url: address }))
    .meta({ description: "Incidents of this site that it reviews." }),
  published: time.nullable().meta({ description: "When the final report was published." }),
  modified: time.meta({ description: "When facts last changed, as far as that is known." }),
};

/** `/api/v1/lessons.json` and the pages after it. */
export const lessonsSchema = z
  .strictObject({
    $schema: schemaAddress,
    page: z.int().min(1).meta({ description: "Number of this page, from 1." }),
    pages: z.int().min(1).meta({ description: "How many pages there are." }),
    next: address.nullable().meta({ description: "The page with older reports; null on the last one." }),
    total: z.int().min(0).meta({ description: "How many reports there are on all pages." }),
    lessons: z
      .array(
        z
          .strictObject({
            ...lessonHead,
            details: address.meta({ description: "The document that holds all of it." }),
          })
          .meta({ description: "One postmortem." }),
      )
      .meta({ description: "Newest begin first; no draft." }),
  })
  .meta({ title: "Postmortems", description: "The list of all postmortems, in pages of at most 100." });

export type LessonsDocument = z.output<typeof lessonsSchema>;
