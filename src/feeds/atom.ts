import type { SiteModel } from "../model/site.ts";
import { toRfc3339 } from "../records/instant.ts";
import { type FeedScope, feedFormats } from "../views/feed.ts";
import { absolute, link } from "../views/page.ts";
import type { FeedPart } from "./archive.ts";
import type { FeedItem } from "./item.ts";
import { documentPath, hubOf, newestChange, stylePath } from "./path.ts";
import { xmlText } from "./text.ts";

/*
 * Atom (RFC 4287) and JSON Feed 1.1 are written here and not by a library: those of npm write a feed as a whole, while an
 * entry here is the same bytes in up to five feeds and their archives and is made once; `feed`, which is the most used,
 * knows neither archives (RFC 5005) nor `next_url`, and puts the clock into `updated` where it is not told otherwise.
 * `feedsmith` could write all of it, and checks in the tests what is written here.
 */

/** One entry; `html` is the item's. */
export function atomEntry(item: FeedItem, html: string): string {
  const author = item.author === undefined ? "" : `<author><name>${xmlText(item.author)}</name></author>\n`;
  const categories = item.categories.map((term) => `<category term="${xmlText(term)}"/>\n`).join("");
  return `<entry>
<id>${xmlText(item.id)}</id>
<title type="text">${xmlText(item.title)}</title>
<link rel="alternate" type="text/html" href="${xmlText(item.url)}"/>
<published>${toRfc3339(item.published)}</published>
<updated>${toRfc3339(item.updated)}</updated>
${author}${categories}<content type="html">${xmlText(html)}</content>
</entry>
`;
}

/**
 * What stands before the entries of a document; `archive` is the key of an archive. All documents of a feed have the id of
 * the feed. One without entries was never updated and says 1970.
 */
export function atomHead(model: SiteModel, scope: FeedScope, part: FeedPart, archive?: string): string {
  const { site, origin } = model;
  const { type } = feedFormats.atom;
  const address = (key?: string): string => absolute(model, documentPath(scope, "atom", key));
  const to = (rel: string, href: string | undefined, kind: string = type): string =>
    href === undefined ? "" : `<link rel="${rel}" type="${kind}" href="${xmlText(href)}"/>\n`;
  const hub = hubOf(model, scope, archive);
  const { previous, next } = part;
  return `<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/css" href="${xmlText(link(model, stylePath))}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="${xmlText(site.locale)}">
<title type="text">${xmlText(scope.title)}</title>
<subtitle type="text">${xmlText(scope.description)}</subtitle>
<id>${xmlText(address())}</id>
<updated>${toRfc3339(newestChange(part) ?? 0)}</updated>
${to("self", address(archive))}${to("alternate", absolute(model, scope.home), "text/html")}${
  archive === undefined ? "" : `<fh:archive/>\n${to("current", address())}`
}${to("prev-archive", previous && address(previous))}${to("next-archive", next && address(next))}${
  hub === undefined ? "" : `<link rel="hub" href="${xmlText(hub)}"/>\n`
}<author>
<name>${xmlText(site.name)}</name>
<uri>${xmlText(absolute(model, "/"))}</uri>
</author>
<generator version="${xmlText(origin.engine)}">Daymark</generator>
<icon>${xmlText(absolute(model, "/favicon.svg"))}</icon>
${site.brand?.logo === undefined ? "" : `<logo>${xmlText(absolute(model, site.brand.logo))}</logo>\n`}`;
}

/** What stands after them. */
export const atomFoot = "</feed>\n";
