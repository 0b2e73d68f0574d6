/** The formats in which each feed can be had, the best first: Atom alone says when an entry changed and what an archive is. */
export const feedFormats = {
  atom: { name: "Atom", type: "application/atom+xml" },
  rss: { name: "RSS", type: "application/rss+xml" },
  json: { name: "JSON", type: "application/feed+json" },
} as const satisfies Record<string, { readonly name: string; readonly type: string }>;
export type FeedFormat = keyof typeof feedFormats;

/** The path, without an ending, of the feed of everything. */
export const mainFeedPath = "/feed";

/** The path of the list of all feeds, OPML. */
export const opmlPath = "/feeds.opml";

/** The path, without an ending, of the feed of advisories. */
export const advisoriesFeedPath = "/advisories/feed";

/** The paths, without endings, of the feeds of the learning repository. */
export const lessonsFeedPath = "/feeds/lessons";
export const actionsFeedPath = "/feeds/actions";
export const digestFeedPath = "/feeds/digest";
