import { join } from "node:path";
import type { AstroInlineConfig } from "astro";
import type { SiteModel } from "../../model/site.ts";
import { engineRoot } from "../engine.ts";
import { lessonModules } from "./lessons.ts";
import { mdxIntegration } from "./mdx.ts";

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
    integrations: [mdxIntegration(model.origin.base)],
    vite: { plugins: [lessonModules()] },
  };
}
