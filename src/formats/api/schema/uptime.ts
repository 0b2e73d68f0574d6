import { z } from "zod";
import { day, id, impactLevel, level, line, schemaAddress, time } from "./value.ts";

const percent = z
  .number()
  .min(0)
  .max(100)
  .nullable()
  .meta({ description: "Uptime in per cent: two decimals, floored. Null where nothing was observed." });

const text = line.meta({
  description: "The same as the pages print it.",
  examples: ["99.95 %", "no data yet"],
});

const seconds = z.number().min(0);

const lengths = z
  .strictObject({ maintenance: seconds, degraded: seconds, partial: seconds, major: seconds })
  .meta({ description: "Seconds at each level; each moment is counted once, at its worst level." });

const share = z.number().min(0).max(1);

const service = z
  .strictObject({
    id,
    uptime: percent,
    text,
    observed: seconds.meta({
      description:
        "Seconds that count: without those before the first day of the service, after its last, and ahead.",
    }),
    down: seconds.meta({ description: "Seconds of downtime, each at its weight." }),
    at: lengths,
    intervals: z
      .array(
        z.strictObject({
          from: time,
          to: time,
          level: impactLevel.meta({ description: "The worst level that held in it." }),
          weight: share.meta({ description: "The largest weight that held in it." }),
        }),
      )
      .meta({
        description: "What was counted: in time order, without overlaps, within the time that counts.",
      }),
    days: z
      .array(z.strictObject({ day, uptime: percent, level, at: lengths }))
      .meta({ description: "The days on which anything happened; on all others that count, uptime is 100." }),
  })
  .meta({ description: "The uptime of one service." });

/** `/api/v1/uptime.json`. */
export const uptimeSchema = z
  .strictObject({
    $schema: schemaAddress,
    at: time.meta({ description: "When the site was built: nothing after it counts." }),
    rule: line.meta({ description: "How uptime is computed, in words." }),
    window: z
      .strictObject({
        days: z.int().min(1),
        timeZone: line.meta({ description: "In whose days it is counted." }),
        from: time,
        to: time.meta({ description: "The end of the last day, which may lie ahead." }),
      })
      .meta({ description: "The time that is looked at." }),
    weights: z
      .strictObject({ maintenance: share, degraded: share, partial: share, major: share })
      .meta({ description: "How much of a moment at each level counts as downtime." }),
    groups: z
      .array(z.strictObject({ id: id.nullable(), name: line, uptime: percent, text }))
      .meta({ description: "Each group: the time and downtime of its services added up." }),
    services: z.array(service).meta({ description: "All services, retired ones too, by id." }),
  })
  .meta({ title: "Uptime", description: "Uptime of every service, and what it was computed from." });

export type UptimeDocument = z.output<typeof uptimeSchema>;
