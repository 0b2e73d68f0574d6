import { calendarDocuments } from "./feeds/calendar.ts";
import { feedDocuments } from "./feeds/document.ts";
import { apiDocuments } from "./formats/api.ts";
import { badgeDocuments } from "./formats/badge.ts";
import { checkDocuments } from "./formats/check.ts";
import { csafDocuments } from "./formats/csaf.ts";
import { cveDocuments } from "./formats/cve.ts";
import { exportDocuments } from "./formats/export.ts";
import { contentTypes, hostDocuments } from "./formats/headers.ts";
import { movedDocuments } from "./formats/moved.ts";
import { osvDocuments } from "./formats/osv.ts";
import { securityDocuments } from "./formats/securitytxt.ts";
import { sitemapDocuments } from "./formats/sitemap.ts";
import { statuspageDocuments } from "./formats/statuspage.ts";
import { textDocuments } from "./formats/text.ts";
import { vexDocuments } from "./formats/vex.ts";
import type { SiteModel } from "./model/site.ts";
import { textFiles, trailSubjects } from "./views/audit/trail.ts";
import type { SiteDocument } from "./views/document.ts";

export { searchDocuments } from "./formats/search.ts";

/**
 * Every file of the site that is no page, one after the other: feeds, calendars, APIs, texts. The build writes them as
 * they come (there may be many more of them than pages, and each would cost Astro as much as a page); the development
 * server answers with them.
 */
export function* documents(model: SiteModel): Generator<SiteDocument> {
  yield* movedDocuments(model);
  yield* hostDocuments(model);
  yield* feedDocuments(model);
  yield* calendarDocuments(model);
  yield* badgeDocuments(model);
  yield* sitemapDocuments(model);
  yield* textDocuments(model);
  yield* statuspageDocuments(model);
  yield* apiDocuments(model);
  yield* exportDocuments(model);
  yield* checkDocuments(model);
  yield* securityDocuments(model);
  yield* vexDocuments(model);
  yield* cveDocuments(model);
  yield* csafDocuments(model);
  yield* osvDocuments(model);
  for (const subject of trailSubjects(model)) {
    for (const { path, bytes } of textFiles(model, subject)) yield { path, body: bytes() };
  }
}

/** The media type that a document is to be served with. */
export function mediaType(path: string): string {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const types: Readonly<Record<string, string>> = {
    ...contentTypes,
    css: "text/css",
    html: "text/html; charset=utf-8",
  };
  return types[ending] ?? "text/plain";
}
