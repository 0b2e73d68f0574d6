import type { SiteModel } from "./model/site.ts";

/*
 * The one place where the command line hands the model to the pages. Astro bundles the pages, so a module of
 * theirs is another copy than the command line's; both run in one process, and a global symbol is what they share.
 */
const KEY = Symbol.for("daymark.site");
const SEARCH = Symbol.for("daymark.search");

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

/** Tells the pages where the search index of the build will be; undefined where there is none. */
export function provideSearch(path: string | undefined): void {
  (globalThis as { [SEARCH]?: string | undefined })[SEARCH] = path;
}

/** Where the search index is within the site; undefined where there is none, as in development. */
export function currentSearch(): string | undefined {
  return (globalThis as { [SEARCH]?: string | undefined })[SEARCH];
}
