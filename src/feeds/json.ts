import type { SiteModel } from "../model/site.ts";
import { toRfc3339 } from "../records/instant.ts";
import type { FeedScope } from "../views/feed.ts";
import { absolute } from "../views/page.ts";
import type { FeedPart } from "./archive.ts";
import type { FeedItem } from "./item.ts";
import { documentPath, hubOf } from "./path.ts";

/** One entry of a JSON Feed 1.1 (jsonfeed.org/version/1.1), with what programs want to know below `_daymark`; `html` is the item's. */
export function jsonEntry(item: FeedItem, html: string): string {
  const { record, kind, status, severity, services, advisory } = item.facts;
  return text({
    id: item.id,
    url: item.url,
    title: item.title,
    content_html: html,
    date_published: toRfc3339(item.published),
    date_modified: toRfc3339(item.updated),
    ...(item.author !== undefined && { authors: [{ name: item.author }] }),
    tags: item.categories,
    _daymark: {
      record,
      kind,
      status,
      ...(severity !== undefined && { severity }),
      services,
      ...(advisory && { advisory }),
    },
  });
}

/**
 * What stands before the entries of a document; `archive` is the key of an archive. All documents of a feed name the one
 * that is polled as theirs.
 */
export function jsonHead(
  model: SiteModel,
  scope: FeedScope,
  { previous }: FeedPart,
  archive?: string,
): string {
  const { site } = model;
  const address = (key?: string): string => absolute(model, documentPath(scope, "json", key));
  const { logo } = site.brand ?? {};
  const hub = hubOf(model, scope, archive);
  const head = text({
    version: "https://jsonfeed.org/version/1.1",
    title: scope.title,
    home_page_url: absolute(model, scope.home),
    feed_url: address(),
    description: scope.description,
    ...(previous !== undefined && { next_url: address(previous) }),
    ...(logo !== undefined && { icon: absolute(model, logo) }),
    favicon: absolute(model, "/favicon.svg"),
    authors: [{ name: site.name, url: absolute(model, "/") }],
    language: site.locale,
    ...(hub !== undefined && { hubs: [{ type: "WebSub", url: hub }] }),
  });
  return `${head.slice(0, -1)},"items":[\n`;
}

/** What stands between entries, and after them. */
export const jsonComma = ",\n";
export const jsonFoot = "\n]}\n";

/** Halves of surrogate pairs, which strict parsers refuse (RFC 8259, section 8.2), come out as U+FFFD. */
function text(value: unknown): string {
  const json = JSON.stringify(value);
  // The test is quick and may be wrong: somebody may have written such an escape. A replacer is slow and never wrong.
  return /\\ud[89a-f]/.test(json) ? JSON.stringify(value, wellFormed) : json;
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.toWellFormed() : value;
}
