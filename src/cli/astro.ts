import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroInlineConfig } from "astro";
import type { SiteModel } from "../model/site.ts";

/** The engine's own folder, which is Astro's root. */
export const engineRoot = fileURLToPath(new URL("../../", import.meta.url));

/** What Astro must know of one site, beside astro.config.mjs. */
export function astroConfig(model: SiteModel, root: string, out: string): AstroInlineConfig {
  return {
    root: engineRoot,
    site: new URL(model.site.url).origin,
    base: model.origin.base === "" ? "/" : model.origin.base,
    outDir: out,
    publicDir: join(root, "public"),
    cacheDir: join(root, ".daymark", "astro"),
    logLevel: "warn",
  };
}
