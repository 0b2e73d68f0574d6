import type { APIRoute } from "astro";
import { feedParts } from "../feeds/archive.ts";
import { feedItems } from "../feeds/item.ts";
import { rssDocument } from "../feeds/rss.ts";
import { currentSite } from "../site.ts";
import { rssPath } from "../views/page.ts";

export const GET: APIRoute = () => {
  const model = currentSite();
  const { current } = feedParts(feedItems(model), model.site.feeds.entries, model.now);
  return new Response(rssDocument(model, current, rssPath), {
    headers: { "content-type": "application/rss+xml" },
  });
};
