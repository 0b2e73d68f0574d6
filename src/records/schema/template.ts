import { z } from "zod";
import { line } from "./value.ts";
import { incidentKinds, statuses } from "./vocabulary.ts";

/** Front matter of a file in `content/templates/`: a predrafted update. */
export const templateSchema = z
  .strictObject({
    title: line.meta({ description: "When to use it." }),
    for: z.enum(incidentKinds).default("incident").meta({ description: "The kind of record it is for." }),
    status: z
      .enum([...new Set(Object.values(statuses).flat())])
      .meta({ description: "Status word of the update." }),
  })
  .meta({ title: "Daymark template", description: "Front matter of content/templates/<id>.md." });

/** The typed front matter of a template. */
export type TemplateFrontMatter = z.output<typeof templateSchema>;
