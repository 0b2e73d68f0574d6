import RSS from "rss";
import type { SiteModel } from "../model/site.ts";
import { type FeedScope, feedFormats } from "../views/feed.ts";
import { absolute, link } from "../views/page.ts";
import type { FeedPart } from "./archive.ts";
import type { FeedItem } from "./item.ts";
import { documentPath, hubOf, newestChange, stylePath } from "./path.ts";
import { clean, xmlText } from "./text.ts";

/** Texts, which may say anything, and the time that the library writes before the entries. */
const CDATA_OR_BUILT = /(<!\[CDATA\[[\s\S]*?\]\]>)|<lastBuildDate>[^<]*<\/lastBuildDate>/g;

/**
 * Writes one document of a feed as RSS 2.0 (RSS Advisory Board), with the links of RFC 5005 to its neighbours; `archive`
 * is the key of an archive. Times are those of the entries: the library's own `lastBuildDate` is the clock's and is
 * replaced.
 */
export function rssDocument(
  model: SiteModel,
  scope: FeedScope,
  part: FeedPart,
  htmlOf: (item: FeedItem) => string,
  archive?: string,
): string {
  const { site } = model;
  const address = (key?: string): string => absolute(model, documentPath(scope, "rss", key));
  const { previous, next } = part;
  const hub = hubOf(model, scope, archive);
  const feed = new RSS({
    title: clean(scope.title),
    description: clean(scope.description),
    feed_url: address(archive),
    site_url: absolute(model, scope.home),
    language: site.locale,
    generator: `Daymark ${model.origin.engine}`,
    ...(hub !== undefined && { hub }),
    custom_namespaces: { fh: "http://purl.org/syndication/history/1.0" },
    custom_elements: [
      ...(archive === undefined ? [] : [{ "fh:archive": [] }, neighbour("current", address())]),
      ...(previous === undefined ? [] : [neighbour("prev-archive", address(previous))]),
      ...(next === undefined ? [] : [neighbour("next-archive", address(next))]),
    ],
  });
  for (const item of part.items) {
    feed.item({
      title: clean(item.title),
      description: clean(htmlOf(item)),
      url: item.url,
      guid: item.id,
      date: new Date(item.published),
      categories: item.categories.map(clean),
      ...(item.author !== undefined && { author: clean(item.author) }),
    });
  }
  const newest = newestChange(part);
  const built = newest === undefined ? "" : `<lastBuildDate>${utcText(newest)}</lastBuildDate>`;
  const style = `<?xml-stylesheet type="text/css" href="${xmlText(link(model, stylePath))}"?>`;
  const xml = feed.xml({ indent: false });
  const begin = xml.indexOf("?>") + 2;
  const [from, to] = clockIn(xml);
  return `${xml.slice(0, begin)}\n${style}\n${xml.slice(begin, from)}${built}${xml.slice(to)}\n`;
}

/** Where the time that the library writes stands. What comes after it, nearly all of a document, is not looked at. */
function clockIn(xml: string): readonly [from: number, to: number] {
  for (const { 0: found, 1: cdata, index } of xml.matchAll(CDATA_OR_BUILT)) {
    if (cdata === undefined) return [index, index + found.length];
  }
  throw new Error("The library wrote no lastBuildDate.");
}

function neighbour(rel: string, href: string): object {
  return { "atom:link": { _attr: { rel, href, type: feedFormats.rss.type } } };
}

function utcText(at: number): string {
  return new Date(at).toUTCString();
}
