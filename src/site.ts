import type { SiteModel } from "./model/site.ts";

/*
 * The one place where the command line hands the model to the pages. Astro bundles the pages, so a module of
 * theirs is another copy than the command line's; both run in one process, and a global symbol is what they share.
 */
const KEY = Symbol.for("daymark.site");

/** Puts the model in place before Astro renders the pages. */
export function provideSite(model: SiteModel): void {
  (globalThis as { [KEY]?: SiteModel })[KEY] = model;
}

/** The model that pages are made from. */
export function currentSite(): SiteModel {
  const model = (globalThis as { [KEY]?: SiteModel })[KEY];
  if (!model) throw new Error("The site is built through the command line: npm run build, or daymark build.");
  return model;
}
