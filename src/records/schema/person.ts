import { z } from "zod";
import { day, id, line, webUrl } from "./value.ts";

const person = z.strictObject({
  name: line.optional().meta({ description: "The person's name; shown only with consent: public." }),
  consent: z.enum(["public", "handle", "anonymous"]).meta({
    description: "What may be shown: name and handle, the handle alone, or neither.",
  }),
  consentGiven: day.optional().meta({ description: "When the person agreed." }),
  git: z
    .array(line)
    .optional()
    .meta({
      description: "Names and addresses that the person commits with; none of them is shown.",
      examples: [["ann@example.org"]],
    }),
  url: webUrl.optional().meta({ description: "The person's page; shown only with consent: public." }),
});

/** `content/people.yaml`: a handle, and what may be shown of the person behind it. */
export const peopleSchema = z.record(id, person).meta({
  title: "Daymark people",
  description: "content/people.yaml: handles and what may be shown publicly.",
});

/** What may be shown of one person. */
export type Person = z.output<typeof person>;
