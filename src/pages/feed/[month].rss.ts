import type { APIRoute, GetStaticPaths } from "astro";
import { type FeedPart, feedParts } from "../../feeds/archive.ts";
import { feedItems } from "../../feeds/item.ts";
import { rssArchivePath, rssDocument } from "../../feeds/rss.ts";
import { currentSite } from "../../site.ts";

export const getStaticPaths = (() => {
  const model = currentSite();
  const { archives } = feedParts(feedItems(model), model.site.feeds.entries, model.now);
  return archives.map((part) => ({ params: { month: part.key }, props: { part } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute<{ part: FeedPart }> = ({ params, props }) =>
  new Response(rssDocument(currentSite(), props.part, rssArchivePath(params["month"] ?? "")), {
    headers: { "content-type": "application/rss+xml" },
  });
