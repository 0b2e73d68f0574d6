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

/** The newest time of any entry of a document; undefined where there is none. */
export function newestChange({ items }: FeedPart): Instant | undefined {
  return items.length === 0
    ? undefined
    : items.reduce((newest, item) => Math.max(newest, item.updated), Number.NEGATIVE_INFINITY);
}
