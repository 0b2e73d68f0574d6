import { calendarDocuments } from "./feeds/calendar.ts";
import { feedDocuments } from "./feeds/document.ts";
import { apiDocuments } from "./formats/api.ts";
import { badgeDocuments } from "./formats/badge.ts";
import { hostDocuments } from "./formats/headers.ts";
import { formerIds, movedPage } from "./formats/moved.ts";
import { sitemapDocuments } from "./formats/sitemap.ts";
import { statuspageDocuments } from "./formats/statuspage.ts";
import { textDocuments } from "./formats/text.ts";
import type { SiteModel } from "./model/site.ts";
import { textPath } from "./views/audit/path.ts";
import { textFiles, trailSubjects } from "./views/audit/trail.ts";
import { incidentPath } from "./views/page.ts";

/** A file of the site that is no page. */
export interface SiteDocument {
  /** Path within the site, beginning with a slash. */
  readonly path: string;
  readonly body: string | Uint8Array;
}

/**
 * Every file of the site that is no page, one after the other: feeds, calendars, APIs, texts. The build writes them as
 * they come (there may be many more of them than pages, and each would cost Astro as much as a page); the development
 * server answers with them.
 */
export function* documents(model: SiteModel): Generator<SiteDocument> {
  for (const [old, id] of formerIds(model)) {
    yield { path: `${incidentPath(old)}index.html`, body: movedPage(model, id) };
  }
  yield* hostDocuments(model);
  yield* feedDocuments(model);
  yield* calendarDocuments(model);
  yield* badgeDocuments(model);
  yield* sitemapDocuments(model);
  yield* textDocuments(model);
  yield* statuspageDocuments(model);
  yield* apiDocuments(model);
  for (const kind of ["incident", "service", "site"] as const) {
    for (const subject of trailSubjects(model, kind)) {
      for (const { name, bytes } of textFiles(model, subject)) {
        yield { path: textPath(kind, subject.id, name), body: bytes() };
      }
    }
  }
}

const types: Readonly<Record<string, string>> = {
  atom: "application/xml; charset=utf-8",
  css: "text/css; charset=utf-8",
  htaccess: "text/plain; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  opml: "text/x-opml; charset=utf-8",
  rss: "application/xml; charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml; charset=utf-8",
};

/** The media type that a document is to be served with. */
export function mediaType(path: string): string {
  return types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}
