import type { APIRoute } from "astro";
import type { BuildDocument } from "../../../formats/api/schema/build.ts";
import { schemaUrl } from "../../../formats/api/schema.ts";
import { currentSite } from "../../../site.ts";
import { absolute } from "../../../views/page.ts";

/**
 * What was built, when and from what. Pages poll it to tell their readers of a newer build, and `daymark verify` builds
 * the same again from it. The build adds `engineDigest` and `digests` when all else is written (src/cli/build/manifest.ts).
 */
export const GET: APIRoute = () => {
  const model = currentSite();
  const { origin, now } = model;
  const body: BuildDocument = {
    $schema: schemaUrl(model, "build"),
    url: absolute(model, "/"),
    base: origin.base,
    version: origin.version,
    commit: origin.commit ?? null,
    modified: origin.modified,
    // Exactly the moment that was used, to the millisecond where it has any.
    builtAt: new Date(now).toISOString().replace(/\.000Z$/, "Z"),
    engine: origin.engine,
  };
  return new Response(`${JSON.stringify(body, undefined, 2)}\n`, {
    headers: { "content-type": "application/json" },
  });
};
