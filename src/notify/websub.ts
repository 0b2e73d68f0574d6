/**
 * The body of a publisher's ping: the hub fetches the feed and tells its subscribers. WebSub (W3C, 2018, section 5) leaves
 * it to hub and publisher; hubs take PubSubHubbub's form, with the feed's address as `hub.url`, or as `hub.topic`.
 */
export function websubBody(topic: string): string {
  return new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic }).toString();
}
