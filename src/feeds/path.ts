import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import type { FeedFormat, FeedScope } from "../views/feed.ts";
import type { FeedPart } from "./archive.ts";

/** The style sheet with which browsers show RSS and Atom. */
export const stylePath = "/feed.css";

/** The path of the document of a feed that is polled, or of the archive with a key. */
export function documentPath(scope: FeedScope, format: FeedFormat, archive?: string): string {
  return `${scope.path}${archive === undefined ? "" : `/${archive}`}.${format}`;
}

/** The same as the name of a file: addresses are percent-encoded (`%40acme`), files are not. */
export function documentFile(scope: FeedScope, format: FeedFormat, archive?: string): string {
  return decodeURIComponent(documentPath(scope, format, archive));
}

/**
 * The WebSub hub that a document names (W3C WebSub, section 4); undefined for none. Only the main feeds name it, and not
 * their archives: readers who have a hub ask less often, and it is told of those alone.
 */
export function hubOf({ site }: SiteModel, scope: FeedScope, archive?: string): string | undefined {
  return scope.kind === "all" && archive === undefined ? site.feeds.hub : undefined;
}

/** The newest time of any entry of a document; undefined where there is none. */
export function newestChange({ items }: FeedPart): Instant | undefined {
  return items.length === 0
    ? undefined
    : items.reduce((newest, item) => Math.max(newest, item.updated), Number.NEGATIVE_INFINITY);
}
