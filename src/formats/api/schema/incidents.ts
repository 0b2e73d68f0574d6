import { z } from "zod";
import {
  address,
  id,
  kind,
  level,
  line,
  modified,
  phase,
  published,
  schemaAddress,
  status,
  time,
} from "./value.ts";

/** What is said of a record in the list and in its own document. */
export const head = {
  id,
  kind,
  title: line,
  url: address.meta({ description: "Its page on this site." }),
  status: status.meta({ description: "Where it stands: the newest status word that changes the status." }),
  phase,
  severity: id.nullable().meta({ description: "Id from the site's severity policy." }),
  worstLevel: level.meta({ description: "The worst level that any service had in it." }),
  start: time.meta({ description: "Begin of its impact, of its planned work, or else of the record." }),
  end: time.nullable().meta({ description: "End of the same; null until it is over." }),
  services: z.array(id).meta({ description: "Ids of the services that it names." }),
  published,
  modified,
};

/** `/api/v1/incidents.json` and the pages after it. */
export const incidentsSchema = z
  .strictObject({
    $schema: schemaAddress,
    page: z.int().min(1).meta({ description: "Number of this page, from 1." }),
    pages: z.int().min(1).meta({ description: "How many pages there are." }),
    next: address.nullable().meta({ description: "The page with older records; null on the last one." }),
    total: z.int().min(0).meta({ description: "How many records there are on all pages." }),
    incidents: z
      .array(
        z
          .strictObject({
            ...head,
            details: address.meta({ description: "The document that holds all of it." }),
          })
          .meta({ description: "One incident, maintenance or notice." }),
      )
      .meta({ description: "Newest start first." }),
  })
  .meta({
    title: "Incidents, maintenance and notices",
    description: "The list of all records, in pages of at most 100.",
  });

export type IncidentsDocument = z.output<typeof incidentsSchema>;
