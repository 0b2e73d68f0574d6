import { z } from "zod";

/** What else is told where a record is an advisory. */
const advisorySchema = z.object({
  /** `vulnerability`, `malware` or `informational`. */
  kind: z.string(),
  /** The word of its score, such as `high`. */
  severity: z.string().optional(),
  /** Package URLs, without versions. */
  packages: z.array(z.string()),
});

/** One update of a record, as receivers are told of it. Kept in the ledger until it is delivered. */
export const messageSchema = z.object({
  /** The permanent id of the feed's entry: address of the record and anchor of the update. */
  id: z.string().min(1),
  /** Where to read on; http or https. */
  url: z.string(),
  /** `[Identified] Package uploads failing`, on one line. */
  title: z.string(),
  /** The update as plain text. */
  text: z.string(),
  /** The update as HTML with absolute links, as feeds have it. */
  html: z.string(),
  /** Milliseconds since 1970, as all instants. */
  published: z.number(),
  modified: z.number(),
  record: z.string(),
  kind: z.string(),
  status: z.string(),
  severity: z.string().optional(),
  /** Ids of services. */
  services: z.array(z.string()),
  /** Undefined where the record is no advisory. */
  advisory: advisorySchema.optional(),
  site: z.object({ name: z.string(), url: z.string() }),
});

export type Message = z.output<typeof messageSchema>;

/** More packages than these are only counted. */
const MOST_PACKAGES = 5;

/** The facts on one line: `incident · major · api, uploads · 2026-11-20 10:42 UTC`. */
export function factsOf({ kind, severity, services, advisory, published }: Message): string {
  const time = `${new Date(published).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const about = advisory ? packagesText(advisory.packages) : services.join(", ");
  return [kind, severity ?? advisory?.severity ?? "", about, time].filter((part) => part !== "").join(" · ");
}

function packagesText(packages: readonly string[]): string {
  const more = packages.length - MOST_PACKAGES;
  return [...packages.slice(0, MOST_PACKAGES), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** Order of time; those of the same moment by their ids. */
export function byTime(a: Message, b: Message): number {
  return a.published - b.published || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
