import { z } from "zod";
import { advisoryKinds } from "../../../records/schema/vocabulary.ts";
import { severityWords } from "../../../scores/cvss.ts";
import { address, id, line, schemaAddress, time } from "./value.ts";

const version = line.meta({ description: "A version as its ecosystem writes it; a commit in a repository." });

const range = z
  .strictObject({
    introduced: version.meta({ description: 'First affected version; "0" stands for before everything.' }),
    fixed: version.nullable().meta({ description: "First version that is not affected any more." }),
    lastAffected: version
      .nullable()
      .meta({ description: "Last affected version, where that is known and the fix is not." }),
    repo: line
      .nullable()
      .meta({ description: "The git repository whose commits these are; null where they are versions." }),
  })
  .meta({ description: "One interval of affected versions; without an end, all later ones are affected." });

const affected = z
  .strictObject({
    ecosystem: line.nullable().meta({ description: "Name of the ecosystem, as OSV has it." }),
    name: line
      .nullable()
      .meta({ description: "Name in its ecosystem; null where only a repository is known." }),
    purl: line.nullable().meta({ description: "Package URL without a version." }),
    page: address.nullable().meta({ description: "The page of all advisories of the package." }),
    repo: line.nullable().meta({ description: "Address of the git repository." }),
    ranges: z.array(range).meta({ description: "Affected versions." }),
    versions: z.array(version).meta({ description: "Single versions that are affected, too." }),
    fixed: z.array(version).meta({
      description: "Versions and commits that are not affected any more; none where there is no fix.",
    }),
  })
  .meta({ description: "One affected package or repository." });

/** What is said of one advisory. */
export const advisoryEntrySchema = z
  .strictObject({
    id,
    kind: z
      .enum(advisoryKinds)
      .meta({ description: "What it is about. Informational: nothing need be patched." }),
    title: line,
    url: address.meta({ description: "Its page on this site." }),
    severity: z
      .enum(severityWords)
      .nullable()
      .meta({ description: "The word of its worst score; null where it has no score." }),
    score: z.number().min(0).max(10).nullable().meta({ description: "That score." }),
    vector: line.nullable().meta({ description: "The CVSS vector that it was computed from." }),
    published: time.meta({ description: "When it was published; it never changes." }),
    modified: time.meta({ description: "When facts last changed; never before it was published." }),
    withdrawn: z
      .strictObject({ at: time, reason: line.nullable().meta({ description: "Null where none was given." }) })
      .nullable()
      .meta({ description: "When and why it was withdrawn; null while it is in force." }),
    aliases: z.array(line).meta({ description: "Ids of the same vulnerability in other databases." }),
    affected: z.array(affected).meta({ description: "Affected packages and repositories." }),
    incidents: z
      .array(z.strictObject({ id, url: address }))
      .meta({ description: "Incidents of this site that belong to it." }),
    osv: address.nullable().meta({ description: "The same as OSV; null where there is none." }),
    csaf: address.nullable().meta({ description: "The same as CSAF 2.0; null where there is none." }),
    history: address.nullable().meta({ description: "Every version of it; null where there is no history." }),
  })
  .meta({ description: "One security advisory." });

/** `/api/v1/advisories.json` and the pages after it. */
export const advisoriesSchema = z
  .strictObject({
    $schema: schemaAddress,
    page: z.int().min(1).meta({ description: "Number of this page, from 1." }),
    pages: z.int().min(1).meta({ description: "How many pages there are." }),
    next: address.nullable().meta({ description: "The page with older advisories; null on the last one." }),
    total: z.int().min(0).meta({ description: "How many advisories there are on all pages." }),
    advisories: z
      .array(advisoryEntrySchema)
      .meta({ description: "Newest publication first, withdrawn ones too." }),
  })
  .meta({
    title: "Security advisories",
    description: "The list of all advisories, in pages of at most 100.",
  });

export type AdvisoriesDocument = z.output<typeof advisoriesSchema>;
