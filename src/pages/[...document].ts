import type { APIRoute, GetStaticPaths } from "astro";
import { documents, mediaType } from "../documents.ts";
import { currentSite } from "../site.ts";
import type { SiteDocument } from "../views/document.ts";

/** What is no page, for the development server; the build writes it by itself. */
export const getStaticPaths = (() => {
  const model = currentSite();
  if (!model.origin.live) return [];
  return [...documents(model)].map((document) => ({
    params: { document: document.path.slice(1) },
    props: { document },
  }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ document: SiteDocument }> = ({ props: { document } }) => {
  const { body, path } = document;
  return new Response(typeof body === "string" ? body : new Uint8Array(body), {
    headers: { "content-type": mediaType(path) },
  });
};
