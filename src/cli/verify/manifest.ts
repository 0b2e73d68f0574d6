import { z } from "zod";
import { parseInstant } from "../../records/instant.ts";
import { quote } from "../../records/quote.ts";
import { MANIFEST } from "../build/manifest.ts";
import { Unverifiable } from "./unverifiable.ts";

/** A build.json that is longer, in bytes, is none. */
export const LONGEST_MANIFEST = 1024 * 1024;

function matching(pattern: RegExp, expected: string): z.ZodString {
  return z.string(expected).regex(pattern, expected);
}

/*
 * Whoever publishes a site decides what stands here: it must be what it has to be before anything is done with it.
 * Keys that are not named are of a newer version, and are compared as part of the file.
 */
const manifest = z.object(
  {
    url: matching(/^https?:\/\/[^\s\p{C}]{1,2000}$/u, "an address"),
    commit: matching(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "the full hash of a commit, or null").nullable(),
    modified: z.boolean("true or false"),
    builtAt: matching(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/,
      "a time such as 2026-11-20T10:02:00Z",
    ).refine((text) => typeof parseInstant(text) === "number", "a time that there is"),
    engine: matching(/^[\w.+-]{1,64}$/, "a version"),
    /** Of builds before these were written: not there. */
    base: matching(/^(?:\/[\w.~%!$&'()*+,;=:@/-]{0,1000})?$/, "a path that begins with a slash").optional(),
    engineDigest: matching(/^[0-9a-f]{16}$/, "16 hexadecimal digits").optional(),
  },
  "an object",
);

/** What a site says it was made from. */
export type BuildManifest = z.infer<typeof manifest>;

/** Reads a build.json; `where` is how messages call the site. Throws `Unverifiable` if it is no site of Daymark. */
export function readManifest(bytes: Uint8Array, where: string): BuildManifest {
  const value = jsonIn(bytes);
  const read = manifest.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const key = issue?.path[0];
  const found =
    typeof value === "object" && value !== null && typeof key === "string" && key in value
      ? quote((value as Record<string, unknown>)[key])
      : undefined;
  throw new Unverifiable(
    `${MANIFEST} of ${where} is none that Daymark wrote: ${
      key === undefined
        ? "it is no JSON object"
        : `${String(key)} is ${found ?? "missing"}, expected ${issue?.message}`
    }. Give the folder or the address of a site that daymark build made.`,
  );
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
