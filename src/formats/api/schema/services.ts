import { z } from "zod";
import { address, day, id, level, line, modified, published, schemaAddress, time } from "./value.ts";

/** What is said of one service. */
export const serviceEntrySchema = z
  .strictObject({
    id,
    name: line,
    description: line.nullable().meta({ description: "What it is for." }),
    url: address.nullable().meta({ description: "Where the service itself is found." }),
    page: address.meta({ description: "Its page on this site." }),
    group: id.nullable().meta({ description: "Id of its group; null where it is in none." }),
    level: level.meta({ description: "Its level at that moment." }),
    since: day.nullable().meta({ description: "First day that counts for uptime." }),
    retired: day.nullable().meta({ description: "First day on which the service was no more." }),
    visibleOnlyWhenAffected: z
      .boolean()
      .meta({ description: "Whether the front page leaves it out while it is operational." }),
    dependsOn: z.array(id).meta({ description: "Ids of services that it cannot do without." }),
    published,
    modified,
  })
  .meta({ description: "One service." });

const group = z
  .strictObject({
    id: id.nullable().meta({ description: "Null for the services that are in no group." }),
    name: line,
    level: level.meta({ description: "The worst level of its services." }),
    services: z.array(id).meta({ description: "Ids of its services, in the order of the page." }),
  })
  .meta({ description: "A heading of the front page." });

/** `/api/v1/services.json`. */
export const servicesSchema = z
  .strictObject({
    $schema: schemaAddress,
    at: time.meta({ description: "The moment that is described: when the site was built." }),
    level: level.meta({ description: "Level of the whole site." }),
    groups: z
      .array(group)
      .meta({ description: "In the order of the front page; retired services are in none." }),
    services: z.array(serviceEntrySchema).meta({ description: "All services, retired ones too, by id." }),
  })
  .meta({ title: "Services", description: "All services and what state they are in." });

export type ServicesDocument = z.output<typeof servicesSchema>;
