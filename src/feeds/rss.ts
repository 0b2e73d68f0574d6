import RSS from "rss";
import type { SiteModel } from "../model/site.ts";
import { absolute, rssPath } from "../views/page.ts";
import type { FeedPart } from "./archive.ts";

/** The path of a month's archive. */
export function rssArchivePath(key: string): string {
  return `/feed/${key}.rss`;
}

/**
 * Writes one document of the feed as RSS 2.0 (RSS Advisory Board), with the links of RFC 5005 to its neighbours. Times
 * are those of the entries: the library's own `lastBuildDate` is the clock's and is replaced.
 */
export function rssDocument(model: SiteModel, part: FeedPart, path: string): string {
  const { site } = model;
  const archive = path !== rssPath;
  const feed = new RSS({
    title: clean(site.name),
    description: clean(site.description ?? `Incidents, maintenance and notices of ${site.name}`),
    feed_url: absolute(model, path),
    site_url: absolute(model, "/"),
    language: site.locale,
    generator: `Daymark ${model.origin.engine}`,
    custom_namespaces: { fh: "http://purl.org/syndication/history/1.0" },
    custom_elements: [
      ...(archive ? [{ "fh:archive": [] }, neighbour("current", absolute(model, rssPath))] : []),
      ...(part.previous === undefined
        ? []
        : [neighbour("prev-archive", absolute(model, rssArchivePath(part.previous)))]),
      ...(part.next === undefined
        ? []
        : [neighbour("next-archive", absolute(model, rssArchivePath(part.next)))]),
    ],
  });
  for (const item of part.items) {
    feed.item({
      title: clean(item.title),
      description: clean(item.html()),
      url: item.url,
      guid: item.id,
      date: new Date(item.published),
      categories: item.categories.map(clean),
      ...(item.author !== undefined && { author: clean(item.author) }),
    });
  }
  const newest = part.items[0]?.updated;
  const built =
    newest === undefined ? "" : `<lastBuildDate>${new Date(newest).toUTCString()}</lastBuildDate>`;
  return `${feed.xml({ indent: true }).replace(/\s*<lastBuildDate>[^<]*<\/lastBuildDate>/, built && `\n        ${built}`)}\n`;
}

function neighbour(rel: string, href: string): object {
  return { "atom:link": { _attr: { rel, href, type: "application/rss+xml" } } };
}

/** Removes the characters that XML 1.0 (section 2.2) does not allow, lone surrogates among them. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
