import { z } from "zod";
import { id, lineUpTo } from "./value.ts";

/*
 * A term stands on many pages: its meaning wherever a report uses it, its other names in the search index behind each
 * paragraph that has one. So all of them are short and few.
 */
const NAME = 100;
const SHORT = 280;
const MOST = 50;

const name = lineUpTo(NAME, {
  message: "This name is too long for a term.",
  expected: "that people would look for",
  hint: "Write what it is called; what it means goes into short and the text.",
});

const short = lineUpTo(SHORT, {
  message: "This is too long for one sentence.",
  expected: "that say what it means",
  hint: "Keep what a newcomer needs in order to read on; the rest belongs into the text.",
});

/** Front matter of a file in `content/glossary/`. */
export const termSchema = z
  .strictObject({
    term: name.meta({
      description: "The term as it stands in a sentence.",
      examples: ["point-in-time recovery"],
      maxLength: NAME,
    }),
    aliases: z
      .array(name)
      .max(MOST)
      .default([])
      .meta({ description: "Other words for the same, abbreviations too; search takes them for the term." }),
    short: short.meta({ description: "What it means, in one sentence.", maxLength: SHORT }),
    see: z
      .array(id)
      .max(MOST)
      .default([])
      .meta({ description: "Ids of other terms that help to understand it." }),
  })
  .meta({ title: "Daymark glossary term", description: "Front matter of content/glossary/<id>.md." });

/** The typed front matter of a glossary term. */
export type TermFrontMatter = z.output<typeof termSchema>;
