import { join } from "node:path";
import { emptyFolder, write } from "../terminal.ts";

/** One update as the feed of a test has it. */
export interface TestItem {
  /** Makes the record's id and the update's anchor. */
  readonly name: string;
  readonly at?: string;
  readonly title?: string;
  readonly text?: string;
  readonly kind?: string;
  readonly status?: string;
  readonly severity?: string | null;
  readonly services?: readonly string[];
}

export const SITE = "https://status.example.org/";
export const BUILT = "2026-11-21T02:00:00Z";

/** The entry of the JSON Feed. */
export function feedItem(item: TestItem): object {
  const { name, at = "2026-11-20T10:42:00Z", kind = "incident", status = "identified" } = item;
  const url = `${SITE}incidents/${name}/#update`;
  return {
    id: url,
    url,
    title: item.title ?? `[Identified] ${name}`,
    content_html: `<p>${(item.text ?? "Being looked at.").replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`,
    date_published: at,
    date_modified: at,
    tags: [kind, status],
    _daymark: {
      record: name,
      kind,
      status,
      ...(item.severity !== null && { severity: item.severity ?? "major" }),
      services: item.services ?? ["api"],
    },
  };
}

/** Where a site is built, and how much of its feed is in archives. */
export interface TestSite {
  readonly home?: string;
  readonly builtAt?: string;
  /** Items by month; they are not in the document that is polled. */
  readonly archives?: Readonly<Record<string, readonly TestItem[]>>;
  /** The WebSub hub that the feed names. */
  readonly hub?: string;
}

/** A folder as `daymark build` makes it, as far as `notify` reads it. Items are newest first. */
export function dist(items: readonly TestItem[], site: TestSite = {}): string {
  const folder = emptyFolder();
  write(folder, distFiles(items, site));
  return folder;
}

/** The same as texts. */
export function distFiles(
  items: readonly TestItem[],
  { home = SITE, builtAt = BUILT, archives = {}, hub }: TestSite = {},
): Record<string, string> {
  const months = Object.keys(archives).sort().reverse();
  const feed = (list: readonly TestItem[], next: string | undefined): string =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "Example status",
      home_page_url: home,
      feed_url: `${home}feed.json`,
      ...(next !== undefined && { next_url: `${home}feed/${next}.json` }),
      ...(hub !== undefined && { hubs: [{ type: "WebSub", url: hub }] }),
      items: list.map(feedItem),
    });
  return {
    "feed.json": feed(items, months[0]),
    "feed.rss": "<rss/>",
    ...Object.fromEntries(
      months.map((month, index) => [
        join("feed", `${month}.json`),
        feed(archives[month] ?? [], months[index + 1]),
      ]),
    ),
    "api/v1/build.json": JSON.stringify({ url: home, builtAt }),
  };
}
