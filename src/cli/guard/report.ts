import { z } from "zod";
import type { Instant } from "../../records/instant.ts";
import { instant, json } from "./record.ts";

/** A postmortem as a site lists it, as far as its readers hold on to it. */
export interface ListedReport {
  readonly id: string;
  readonly status: string;
  /** Undefined for one that is still in review. */
  readonly published: Instant | undefined;
}

/** `api/v1/lessons.json` and the pages after it, as far as they are compared. */
const page = z.object({
  pages: z.number().int().min(1).max(10_000),
  lessons: z.array(
    z.object({
      id: z.string().min(1).max(300),
      status: z.string().max(100),
      published: instant.nullable().transform((at) => at ?? undefined),
    }),
  ),
});

/** Reads a page of the list of postmortems; text that says what is wrong where it is none. */
export function readReports(
  bytes: Uint8Array,
): { readonly pages: number; readonly lessons: readonly ListedReport[] } | string {
  const parsed = page.safeParse(json(bytes));
  return parsed.success ? parsed.data : "it is no list of postmortems that Daymark wrote";
}
