import { z } from "zod";
import { address, line, schemaAddress } from "./value.ts";

/** `/api/v1/build.json`. */
export const buildSchema = z
  .strictObject({
    $schema: schemaAddress,
    url: address.meta({ description: "The address of the site." }),
    base: z.string().meta({ description: "Path below which it is served; empty at the root of a host." }),
    version: line.meta({ description: "Changes whenever what readers see may have changed." }),
    commit: line.nullable().meta({ description: "Full hash of the commit that was built." }),
    modified: z.boolean().meta({ description: "Whether files differed from that commit." }),
    builtAt: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/)
      .meta({
        description: "The moment that the site describes: RFC 3339, UTC.",
        examples: ["2026-11-20T10:42:00Z"],
      }),
    engine: line.meta({ description: "Version of Daymark." }),
    engineDigest: line.optional().meta({ description: "Digest of the program that built it." }),
    digests: z
      .array(z.strictObject({ url: address, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
      .optional()
      .meta({ description: "Lists of the SHA-256 of every file, in the format of sha256sum -c." }),
  })
  .meta({ title: "Build", description: "What was built, when and from what." });

export type BuildDocument = z.output<typeof buildSchema>;
