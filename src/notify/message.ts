import { z } from "zod";

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
  site: z.object({ name: z.string(), url: z.string() }),
});

export type Message = z.output<typeof messageSchema>;

/** The facts on one line: `incident · major · api, uploads · 2026-11-20 10:42 UTC`. */
export function factsOf({ kind, severity, services, published }: Message): string {
  const time = `${new Date(published).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return [kind, severity ?? "", services.join(", "), time].filter((part) => part !== "").join(" · ");
}

/** Order of time; those of the same moment by their ids. */
export function byTime(a: Message, b: Message): number {
  return a.published - b.published || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
