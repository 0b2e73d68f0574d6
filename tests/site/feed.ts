import { XMLParser } from "fast-xml-parser";

/** An entry as a feed reader sees it. */
export interface Item {
  readonly title: string;
  readonly link: string;
  readonly guid: { readonly "#text": string };
  readonly pubDate: string;
  readonly description: string;
}

/** Reads a document of the feed; fails where it is not well-formed. */
export function items(xml: string): Item[] {
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "item" });
  const { rss } = parser.parse(xml, true) as { rss: { channel: { item?: Item[] } } };
  return rss.channel.item ?? [];
}
