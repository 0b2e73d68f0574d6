import type { Message } from "./message.ts";

/**
 * The body of a publisher's ping: the hub fetches the feed and tells its subscribers. WebSub (W3C, 2018, section 5) leaves
 * it to hub and publisher; hubs take PubSubHubbub's form, with the feed's address as `hub.url`, or as `hub.topic`.
 */
export function websubBody(topic: string): string {
  return new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic }).toString();
}

/**
 * Stands for a ping where messages are written down. It is due when the feed of a build differs from the one before, also
 * where only a text was corrected; `digest` is that of the feed.
 */
export function pingOf(home: string, builtAt: number, digest: string): Message {
  return {
    id: `${home}#feeds-${builtAt}-${digest}`,
    url: home,
    title: "changed feeds",
    text: "",
    html: "",
    published: builtAt,
    modified: builtAt,
    record: "",
    kind: "feed",
    status: "changed",
    services: [],
    site: { name: home, url: home },
  };
}
