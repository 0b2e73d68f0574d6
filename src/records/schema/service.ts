import { z } from "zod";
import { day, duration, id, line, timeZone, url, webUrl } from "./value.ts";

/** Keys of the charter: given all together or not at all. */
export const charterKeys = [
  "owner",
  "backupOwner",
  "businessDependency",
  "slo",
  "upgradeCadence",
  "supportChannel",
] as const;

/** Front matter of a file in `content/services/`. */
export const serviceSchema = z
  .strictObject({
    name: line.meta({ description: "What people call the service.", examples: ["Package uploads"] }),
    group: id.meta({ description: "Id of a group in content/site.yaml." }),
    order: z
      .number()
      .default(0)
      .meta({ description: "Place within its group: small numbers first, then by name." }),
    description: line.optional().meta({ description: "What it is for, in one line." }),
    url: webUrl.optional().meta({ description: "Where the service itself is found." }),
    since: day.optional().meta({ description: "First day that counts for uptime." }),
    retired: day.optional().meta({ description: "First day on which the service was no more." }),
    visibleOnlyWhenAffected: z
      .boolean()
      .default(false)
      .meta({ description: "Left out of the status page while it is operational." }),
    owner: line
      .optional()
      .meta({ description: "Charter: the person (a handle) or team that answers for it." }),
    backupOwner: line
      .optional()
      .meta({ description: "Charter: another person or team, when the owner is away." }),
    businessDependency: line.optional().meta({ description: "Charter: what stands still when it does." }),
    slo: z
      .array(
        z.strictObject({
          name: line.meta({ description: "What is measured." }),
          objective: z.number().min(0).max(100).meta({ description: "Target in per cent, such as 99.9." }),
          window: duration.meta({ description: "Over how long, such as 30d." }),
        }),
      )
      .optional()
      .meta({ description: "Charter: service level objectives." }),
    upgradeCadence: line.optional().meta({ description: "Charter: how often it is upgraded." }),
    supportChannel: line.optional().meta({ description: "Charter: where its users ask for help." }),
    dependsOn: z.array(id).default([]).meta({ description: "Ids of services that it cannot do without." }),
    support: z
      .strictObject({
        hours: line.meta({ description: "When somebody answers, such as Mon-Fri 08:00-18:00." }),
        timeZone: timeZone.meta({ description: "IANA name of the zone of these hours." }),
        commitment: z
          .enum(["best-effort", "objective", "guaranteed"])
          .meta({ description: "How binding that is." }),
      })
      .optional()
      .meta({ description: "When somebody answers." }),
    upstream: url.optional().meta({ description: "The project that it is built from." }),
    forkDelta: line.optional().meta({ description: "How it differs from upstream." }),
    rollback: line.optional().meta({ description: "How a bad release is undone." }),
    lastRestoreTest: day.optional().meta({ description: "When a backup was last restored to try it." }),
    reviewed: day.optional().meta({ description: "When this charter was last looked through." }),
    reviewIn: duration.optional().meta({ description: "After how long it must be looked through again." }),
  })
  .meta({ title: "Daymark service", description: "Front matter of content/services/<id>.md." });

/** The typed front matter of a service. */
export type ServiceFrontMatter = z.output<typeof serviceSchema>;
