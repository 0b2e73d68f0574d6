import type { APIRoute } from "astro";
import { currentSite } from "../site.ts";

/** The site's own colours: its accent, then content/brand.css. */
export const GET: APIRoute = () => {
  const { site, origin } = currentSite();
  const accent = site.brand?.accent;
  const rule = accent
    ? `:root { --accent: light-dark(${accent}, color-mix(in oklab, ${accent} 45%, white)); }\n`
    : "";
  return new Response(rule + (origin.brand ?? ""), { headers: { "content-type": "text/css" } });
};
