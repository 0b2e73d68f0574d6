import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Digest } from "./digest.ts";

/** What only a folder that Daymark built has: the page src/pages/api/v1/build.json.ts, completed by the build. */
export const MANIFEST = "api/v1/build.json";

/**
 * Adds to build.json what is known only when all else is written: which engine it was, and the digests. Returns false if
 * the file is not the engine's but one that the site's owner put into `public` in its place, which stays as it is.
 */
export function completeManifest(site: string, engineDigest: string, lists: readonly Digest[]): boolean {
  const file = join(site, MANIFEST);
  const body = bodyOf(readFileSync(file, "utf8"));
  if (body === undefined) return false;
  const digests = lists.map(({ path, sha256 }) => ({ url: `${body.url}${path}`, sha256 }));
  writeFileSync(file, `${JSON.stringify({ ...body, engineDigest, digests }, undefined, 2)}\n`);
  return true;
}

function bodyOf(text: string): { readonly url: string } | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null || !("builtAt" in body)) return undefined;
    return "url" in body && typeof body.url === "string" ? { ...body, url: body.url } : undefined;
  } catch {
    return undefined;
  }
}
