import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import RssParser from "rss-parser";
import type { FeedFormat } from "../../src/views/feed.ts";
import { jsonFeedSchema } from "./schema.ts";

/** An entry as a feed reader sees it. */
export interface ReadEntry {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly url: string | undefined;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Without the white space around it, which readers may drop. */
  readonly html: string | undefined;
}

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isJsonFeed = ajv.compile(jsonFeedSchema);

/** Characters that XML 1.0 (section 2.2) does not allow. */
export const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** What is wrong with the form of a document; none: nothing. */
export function faults(format: FeedFormat, text: string): string[] {
  if (format === "json") {
    return isJsonFeed(JSON.parse(text))
      ? []
      : (isJsonFeed.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) return [`${valid.err.line}: ${valid.err.msg}`];
  const strange = [...new Set(text.match(NO_XML))].map((one) => `character ${one.codePointAt(0)}`);
  return [...strange, ...(format === "atom" ? atomFaults(text) : [])];
}

type Node = Readonly<Record<string, unknown>>;
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  isArray: (name) => ["entry", "item", "link", "atom:link"].includes(name),
});

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? (value as Node[]) : value === undefined ? [] : [value as Node];
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** RFC 4287, sections 4.1.1 and 4.1.2. */
function atomFaults(text: string): string[] {
  const { feed } = parser.parse(text) as { feed: Node };
  const entries = nodes(feed["entry"]);
  const required = (node: Node, where: string): string[] => [
    ...["id", "title", "updated"]
      .filter((name) => nodes(node[name]).length !== 1)
      .map((n) => `${where} ${n}`),
    ...(URL.canParse(String(node["id"])) ? [] : [`${where} id ${String(node["id"])}`]),
    ...(RFC3339.test(String(node["updated"])) ? [] : [`${where} updated ${String(node["updated"])}`]),
    ...nodes(node["link"]).flatMap((one) =>
      typeof one["@rel"] === "string" && URL.canParse(String(one["@href"])) ? [] : [`${where} link`],
    ),
  ];
  const authors = nodes(feed["author"]).map((author) => author["name"]);
  const ids = entries.map((entry) => entry["id"]);
  return [
    ...(feed["@xmlns"] === "http://www.w3.org/2005/Atom" ? [] : ["namespace"]),
    ...required(feed, "feed"),
    ...entries.flatMap((entry, index) => required(entry, `entry ${index}`)),
    ...(authors.length === 1 && authors[0] !== "" ? [] : ["author"]),
    ...(new Set(ids).size === ids.length ? [] : ["ids are not unique"]),
  ];
}

/** Links of a document by their relation; `archive` where it says that it is one (RFC 5005). */
export function links(format: FeedFormat, text: string): Readonly<Record<string, string>> {
  if (format === "json") {
    const { home_page_url, feed_url, next_url, hubs } = JSON.parse(text) as {
      readonly home_page_url: string;
      readonly feed_url: string;
      readonly next_url?: string;
      readonly hubs?: readonly { readonly url: string }[];
    };
    return {
      alternate: home_page_url,
      self: feed_url,
      ...(next_url !== undefined && { "prev-archive": next_url }),
      ...(hubs?.[0] && { hub: hubs[0].url }),
    };
  }
  const root = parser.parse(text) as { feed?: Node; rss?: { channel: Node } };
  const head = root.feed ?? root.rss?.channel ?? {};
  const all = nodes(head[format === "atom" ? "link" : "atom:link"]).map((one): [string, string] => [
    String(one["@rel"]),
    String(one["@href"]),
  ]);
  const home = format === "rss" ? [["alternate", linkOf(head)] as const] : [];
  const archive = "fh:archive" in head ? [["archive", "yes"] as const] : [];
  return Object.fromEntries([...all, ...home, ...archive]);
}

function linkOf(channel: Node): string {
  return String(nodes(channel["link"])[0]);
}

/** The entries of a document as feedsmith reads them. */
export function feedsmithEntries(format: FeedFormat, text: string): ReadEntry[] {
  if (format === "json") {
    return (parseJsonFeed(text).items ?? []).map((one) =>
      entry(one.id, one.title, one.url, one.date_published, one.content_html),
    );
  }
  if (format === "atom") {
    return (parseAtomFeed(text).entries ?? []).map((one) =>
      entry(one.id, one.title?.value, one.links?.[0]?.href, one.published, one.content?.value),
    );
  }
  return (parseRssFeed(text).items ?? []).map((one) =>
    entry(one.guid?.value, one.title, one.link, one.pubDate, one.description),
  );
}

/** The title of a document as feedsmith reads it. */
export function feedsmithTitle(format: FeedFormat, text: string): string | undefined {
  if (format === "json") return parseJsonFeed(text).title;
  return format === "atom" ? parseAtomFeed(text).title?.value : parseRssFeed(text).title;
}

/** The entries of a document in XML as rss-parser reads them. */
export async function rssParserEntries(text: string): Promise<ReadEntry[]> {
  const { items } = await new RssParser().parseString(text);
  return items.map((one) =>
    entry(one.guid ?? (one as { id?: string }).id, one.title, one.link, one.isoDate, one.content),
  );
}

/** An entry in the form in which readers are compared. */
export function entry(
  id: string | undefined,
  title: string | undefined,
  url: string | undefined,
  time: string | undefined,
  html: string | undefined,
): ReadEntry {
  return { id, title, url, at: Date.parse(time ?? ""), html: html?.trim() };
}
