import { z } from "zod";
import { detectionSources, impactLevels, incidentKinds, levels } from "../../../records/schema/vocabulary.ts";

/*
 * The value types of our own API, with what they mean: the types of what is written and the published JSON Schemas both
 * come from here.
 */

/** A moment as the API writes it. */
export const time = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .meta({ description: "A moment: RFC 3339, UTC, whole seconds.", examples: ["2026-11-20T10:42:00Z"] });

/** A day of the site's calendar. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ description: "A day of the site's calendar.", examples: ["2026-11-20"] });

/** An address of a page or a file. */
export const address = z
  .string()
  .regex(/^https?:\/\//)
  .meta({ description: "An absolute address." });

/** An id of a record. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
  .meta({ description: "An id; it never changes." });

/** Plain text on one line. */
export const line = z.string().meta({ description: "Plain text." });

/** What is to be known of every text with markup. */
export const aboutMarkdown =
  "Render it before it is shown, without raw HTML. It may hold HTML comments, which are not to be shown. Relative links are meant from the record's page; a link that begins with a slash, from the root of the site, whose `base` is in build.json.";

/** Text with markup, as people wrote it. */
export const markdown = z.string().meta({ description: `CommonMark as people wrote it. ${aboutMarkdown}` });

export const level = z
  .enum(levels)
  .meta({ description: "How well something works, from best to worst in the order of this list." });

export const impactLevel = z.enum(impactLevels).meta({ description: "How much of a service is affected." });

export const kind = z.enum(incidentKinds).meta({ description: "What kind of record it is." });

export const status = z
  .enum([
    "investigating",
    "identified",
    "monitoring",
    "resolved",
    "reopened",
    "scheduled",
    "in-progress",
    "verifying",
    "completed",
    "cancelled",
    "notice",
    "ended",
    "update",
    "correction",
  ])
  .meta({ description: "A status word; update and correction change no status." });

export const phase = z.enum(["upcoming", "active", "over"]).meta({
  description: "Whether it is still to come (maintenance only), goes on, or is over.",
});

export const detection = z.enum(detectionSources);

export const published = time.nullable().meta({
  description: "When it was first published: the time of its first commit. Null where that is not known.",
});

export const modified = time.nullable().meta({
  description: "When facts last changed, wording aside: the time of a commit. Null where that is not known.",
});

/** The first key of every document. */
export const schemaAddress = address.meta({
  description: "The address of the JSON Schema of this document.",
});
