import type { SiteModel } from "../model/site.ts";
import { auditRssPath } from "./audit/path.ts";
import { hasHistory } from "./audit/state.ts";
import { absolute, link, type PageView, pageView, rssPath } from "./page.ts";

/** `/subscribe/`. */
export interface SubscribeView {
  readonly page: PageView;
  readonly feeds: readonly {
    readonly name: string;
    readonly format: string;
    readonly href: string;
    /** The whole address, to be copied. */
    readonly address: string;
    readonly about: string;
  }[];
}

/** Makes the page of subscriptions. */
export function subscribeView(model: SiteModel): SubscribeView {
  const changes = {
    name: "Changes",
    format: "RSS 2.0",
    href: link(model, auditRssPath),
    address: absolute(model, auditRssPath),
    about:
      "What was changed in records after they were published, in words: for those who want to see every correction.",
  };
  return {
    page: pageView(model, {
      title: "Subscribe",
      description: `Ways to be told when something happens to ${model.site.name}.`,
      path: "/subscribe/",
    }),
    feeds: [
      {
        name: "Everything",
        format: "RSS 2.0",
        href: link(model, rssPath),
        address: absolute(model, rssPath),
        about:
          "Every update of every incident, maintenance and notice is an entry of its own, with its whole text.",
      },
      ...(hasHistory(model) ? [changes] : []),
    ],
  };
}
