import { z } from "zod";
import { parseVector } from "../../scores/vector.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import { cwe, packageUrl, version, vulnerabilityId } from "./software.ts";
import { gitUrl, id, instant, line, reading, url, webUrl } from "./value.ts";
import { advisoryKinds, creditTypes, disclosureEvents, referenceTypes } from "./vocabulary.ts";

/** A CVSS vector, put into the order of its specification. */
const vector = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const parsed = parseVector(text);
      return "code" in parsed ? parsed : parsed.text;
    }),
  )
  .meta({ description: "A CVSS vector, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N." });

const vectors = z
  .array(vector)
  .default([])
  .meta({ description: "CVSS vectors, one for each version of CVSS. Scores are computed from them." });

/** What another tool keeps with a record: passed through to OSV as it is. */
const passedOn = z.record(z.string(), z.json());

const range = z
  .strictObject({
    introduced: version.meta({ description: 'First affected version; "0" stands for before everything.' }),
    fixed: version
      .optional()
      .meta({ description: "First version that is not affected any more; none where there is no fix." }),
    lastAffected: version
      .optional()
      .meta({ description: "Last affected version, where that is known and the fix is not." }),
    repo: gitUrl
      .optional()
      .meta({ description: "The git repository, where introduced and fixed are full commit hashes." }),
    databaseSpecific: passedOn
      .optional()
      .meta({ description: "Kept for OSV: database_specific of the range." }),
  })
  .check(boundsOnce)
  .meta({ description: "One interval of affected versions." });

const packageName = z.strictObject({
  ecosystem: line.meta({ description: "Name of the ecosystem as OSV writes it, such as npm or PyPI." }),
  name: line.meta({ description: "Name of the package in its ecosystem." }),
  purl: packageUrl
    .optional()
    .meta({ description: "Its package URL, where it does not follow from the name." }),
});

const affected = z
  .strictObject({
    package: z.union([packageUrl, packageName]).optional().meta({
      description:
        'The package: a package URL without a version, such as pkg:npm/%40acme/widget, or { ecosystem: npm, name: "@acme/widget" }.',
    }),
    repo: gitUrl.optional().meta({ description: "The git repository, where ranges are commits instead." }),
    ranges: z.array(range).default([]).meta({ description: "Intervals of affected versions." }),
    versions: z
      .array(version)
      .default([])
      .meta({ description: "Single affected versions, where ranges cannot tell them." }),
    vulnerableAt: z
      .array(version)
      .default([])
      .meta({ description: "Versions that must be affected: held against the ranges." }),
    notAffectedAt: z
      .array(version)
      .default([])
      .meta({ description: "Versions that must not be affected: held against the ranges." }),
    severity: vectors,
    ecosystemSpecific: passedOn.optional().meta({ description: "Kept for OSV: ecosystem_specific." }),
    databaseSpecific: passedOn.optional().meta({ description: "Kept for OSV: database_specific." }),
  })
  .meta({ description: "One affected package or repository." });

/** Front matter of a file under `advisories/`. */
export const advisorySchema = z
  .strictObject({
    title: line.meta({
      description: "What is wrong, in a few plain words.",
      examples: ["Path traversal in archive extraction"],
    }),
    kind: z
      .enum(advisoryKinds)
      .default("vulnerability")
      .meta({ description: "vulnerability (the default), malware or informational." }),
    published: instant.optional().meta({
      description:
        "When it became public; pinned for ever. Without it this is a draft, which is in no output.",
    }),
    modified: instant.optional().meta({
      description:
        "When facts last changed in the database it was imported from. Otherwise this comes from git: leave it out.",
    }),
    reserved: z
      .boolean()
      .default(false)
      .meta({ description: "The number is taken, and there is nothing to say yet." }),
    withdrawn: z
      .strictObject({
        at: instant.meta({ description: "When it was withdrawn." }),
        reason: line.meta({
          description: "Why, in a sentence; none where the database it was imported from gives no reason.",
        }),
      })
      .optional()
      .meta({ description: "That it was a mistake. A withdrawn advisory stays published." }),
    aliases: z
      .array(vulnerabilityId)
      .default([])
      .meta({ description: "Ids of the same vulnerability elsewhere, such as CVE-2026-12345." }),
    related: z
      .array(vulnerabilityId)
      .default([])
      .meta({ description: "Ids of vulnerabilities that have to do with it." }),
    upstream: z
      .array(vulnerabilityId)
      .default([])
      .meta({ description: "Ids of vulnerabilities upstream that this one comes from." }),
    severity: vectors,
    cwe: z.array(cwe).default([]).meta({ description: "Kinds of weakness, such as CWE-22." }),
    affected: z
      .array(affected)
      .default([])
      .meta({ description: "What is affected: one entry per package or repository." }),
    timeline: z
      .array(
        z.strictObject({
          at: instant.meta({ description: "When." }),
          event: z.enum(disclosureEvents).meta({ description: "What happened." }),
        }),
      )
      .default([])
      .meta({ description: "Steps of the disclosure, oldest first." }),
    credits: z
      .array(
        z.strictObject({
          name: line.meta({ description: "A name as the person wants to be credited." }),
          type: z.enum(creditTypes).optional().meta({ description: "What for." }),
          contact: z
            .union([url, z.array(url)])
            .transform((one) => (typeof one === "string" ? [one] : one))
            .optional()
            .meta({ description: "An address, or several, that may be shown." }),
        }),
      )
      .default([])
      .meta({ description: "Who found it, fixed it, helped." }),
    references: z
      .array(
        z.strictObject({
          type: z.enum(referenceTypes).meta({ description: "What it leads to." }),
          url: webUrl.meta({ description: "The address." }),
        }),
      )
      .default([])
      .meta({ description: "Where to read more." }),
    incidents: z
      .array(id)
      .default([])
      .meta({ description: "Ids of incidents on this site that belong to it." }),
    databaseSpecific: passedOn
      .optional()
      .meta({ description: "Kept for OSV: database_specific of the record." }),
  })
  .meta({
    title: "Daymark security advisory",
    description: "Front matter of advisories/<year>/<ID>.md.",
  });

/** The typed front matter of an advisory. */
export type AdvisoryFrontMatter = z.output<typeof advisorySchema>;
/** One affected package or repository as it was written. */
export type AffectedEntry = AdvisoryFrontMatter["affected"][number];
/** One interval of affected versions as it was written. */
export type AffectedRange = AffectedEntry["ranges"][number];

/** No fix is said out loud, and an interval has one end. */
function boundsOnce({
  value,
  issues,
}: z.core.ParsePayload<{ fixed?: unknown; lastAffected?: unknown }>): void {
  const given = [value.fixed, value.lastAffected].filter((one) => one !== undefined);
  if (given.length === 1) return;
  const mistake: Mistake =
    given.length === 0
      ? {
          code: "key-missing",
          message: "Nothing says where these affected versions end.",
          found: "a range with introduced alone",
          expected: "fixed, lastAffected, or fixed: none where there is no fix",
          hint: 'Add "fixed:" with the first version that is not affected, or "fixed: none".',
        }
      : {
          code: "key-misplaced",
          message: "A range ends once: fixed and lastAffected exclude each other.",
          found: `fixed: ${quote(value.fixed)} and lastAffected: ${quote(value.lastAffected)}`,
          expected: "one of the two",
          hint: "Remove lastAffected if the fixed version is known.",
        };
  issues.push({ code: "custom", input: value, path: [], message: mistake.message, params: { mistake } });
}
