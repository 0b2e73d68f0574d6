import { z } from "zod";
import { type Instant, parseInstant } from "../../records/instant.ts";
import { quote } from "../../records/quote.ts";

/** An advisory in OSV format, as far as its consumers hold on to it. */
export interface GuardedRecord {
  readonly id: string;
  readonly modified: Instant;
  /** Undefined where the record does not say. */
  readonly published: Instant | undefined;
  readonly isWithdrawn: boolean;
  /** Every other key with its value as text in which the order of keys does not matter. */
  readonly content: ReadonlyMap<string, string>;
}

const index = z.array(z.object({ id: z.string().min(1).max(300), modified: z.string() }));

/** The ids in `osv/all.json`; text that says what is wrong where it is no such list. */
export function readIndex(bytes: Uint8Array): readonly string[] | string {
  const parsed = index.safeParse(json(bytes));
  if (!parsed.success) return "it is no list of objects with id and modified";
  const ids = parsed.data.map(({ id }) => id);
  const odd = ids.find((id) => !/^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(id));
  return odd === undefined ? ids : `an id in it is none: ${quote(odd)}`;
}

/** A time as a site's documents write it. */
export const instant = z.string().transform((text, context): Instant => {
  const at = timeOf(text);
  if (at !== undefined) return at;
  context.addIssue({ code: "custom", message: "no time" });
  return z.NEVER;
});

/** `api/v1/advisories.json` and the pages after it, as far as they are compared. */
const page = z.object({
  pages: z.number().int().min(1).max(10_000),
  advisories: z.array(
    z.looseObject({
      id: z.string().min(1).max(300),
      published: instant,
      modified: instant,
      withdrawn: z.unknown(),
      osv: z.string().nullable(),
    }),
  ),
});

/** What a page of the list says of an advisory beside its times, its addresses, and what follows from other records. */
const LISTED = ["kind", "title", "vector", "aliases", "affected", "withdrawn"] as const;

/** An advisory of the site's own list. */
export interface ListedAdvisory extends GuardedRecord {
  readonly isInOsv: boolean;
}

/** Reads a page of the site's own list; text that says what is wrong where it is none. */
export function readPage(
  bytes: Uint8Array,
): { readonly pages: number; readonly advisories: readonly ListedAdvisory[] } | string {
  const parsed = page.safeParse(json(bytes));
  if (!parsed.success) return "it is no list of advisories that Daymark wrote";
  const { pages, advisories } = parsed.data;
  return {
    pages,
    advisories: advisories.map((one) => ({
      id: one.id,
      modified: one.modified,
      published: one.published,
      isWithdrawn: one.withdrawn !== null && one.withdrawn !== undefined,
      content: new Map(LISTED.map((key) => [key, JSON.stringify(sorted(one[key])) ?? ""])),
      isInOsv: one.osv !== null,
    })),
  };
}

/** Reads one record; text that says what is wrong where it cannot be compared. */
export function readRecord(bytes: Uint8Array, id: string): GuardedRecord | string {
  const value = json(bytes);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "it is no object of JSON";
  const record = new Map<string, unknown>(Object.entries(value));
  if (record.get("id") !== id) return `its id is ${quote(record.get("id"))}`;
  const modified = timeOf(record.get("modified"));
  if (modified === undefined) return `its modified is no time: ${quote(record.get("modified"))}`;
  const published = timeOf(record.get("published"));
  if (published === undefined && record.has("published")) {
    return `its published is no time: ${quote(record.get("published"))}`;
  }
  const content = [...record].filter(([key]) => !PROPER.has(key));
  return {
    id,
    modified,
    published,
    isWithdrawn: record.has("withdrawn"),
    content: new Map(
      content.map(([key, one]) => [key, JSON.stringify(sorted(key === "details" ? unwrapped(one) : one))]),
    ),
  };
}

/** A text without its line breaks: where they are is no change of an advisory, in git as here. */
function unwrapped(text: unknown): unknown {
  return typeof text === "string" ? text.replace(/\s+/g, " ").trim() : text;
}

/** What is compared by itself, and the version of the format, which says nothing of the advisory. */
const PROPER: ReadonlySet<string> = new Set(["id", "modified", "published", "schema_version"]);

/** What JSON says; undefined where it is none. */
export function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function timeOf(value: unknown): Instant | undefined {
  const instant = parseInstant(typeof value === "string" ? value : "");
  return typeof instant === "number" ? instant : undefined;
}

/** The same value with the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, one]) => [key, sorted(one)]);
}
