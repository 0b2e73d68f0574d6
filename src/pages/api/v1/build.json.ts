import type { APIRoute } from "astro";
import { toRfc3339 } from "../../../records/instant.ts";
import { currentSite } from "../../../site.ts";
import { absolute } from "../../../views/page.ts";

/** What was built, when and from what. Pages poll it to tell their readers of a newer build. */
export const GET: APIRoute = () => {
  const model = currentSite();
  const { origin, now } = model;
  const body = {
    url: absolute(model, "/"),
    version: origin.version,
    commit: origin.commit ?? null,
    modified: origin.modified,
    builtAt: toRfc3339(now),
    engine: origin.engine,
  };
  return new Response(`${JSON.stringify(body, undefined, 2)}\n`, {
    headers: { "content-type": "application/json" },
  });
};
