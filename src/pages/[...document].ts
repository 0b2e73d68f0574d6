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
  const content = typeof body === "string" ? body : Buffer.concat(body instanceof Uint8Array ? [body] : body);
  return new Response(content, {
    headers: { "content-type": mediaType(path) },
  });
};
