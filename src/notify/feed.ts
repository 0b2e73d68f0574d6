import { z } from "zod";
import { htmlText } from "./html.ts";
import type { Message } from "./message.ts";
import { clean, oneLine } from "./text.ts";

/*
 * The site's JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) is where messages come from: /feed.json, and older
 * entries in the archives that `next_url` names.
 */

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What is needed of any feed, to know which entries it has. */
const known = z.object({
  home_page_url: z.string().optional(),
  next_url: z.string().optional(),
  items: z.array(z.object({ id: z.string().min(1), date_published: time })),
});

/** What is needed of a feed whose entries are sent. */
const whole = z.object({
  title: z.string(),
  home_page_url: z.string(),
  next_url: z.string().optional(),
  hubs: z.array(z.object({ url: z.string() })).optional(),
  items: z.array(
    z.object({
      id: z.string().min(1),
      url: z.string().refine((url) => webAddress(url) !== undefined, "expected a web address"),
      title: z.string(),
      content_html: z.string(),
      date_published: time,
      date_modified: time.optional(),
      _daymark: z.object({
        record: z.string(),
        kind: z.string(),
        status: z.string(),
        severity: z.string().nullish(),
        services: z.array(z.string()),
        advisory: z
          .object({ kind: z.string(), severity: z.string().optional(), packages: z.array(z.string()) })
          .optional(),
      }),
    }),
  ),
});

/** One document of a feed: which entries it has. */
export interface KnownDocument {
  readonly ids: readonly string[];
  /** When the newest of its entries was published; -Infinity where it has none. */
  readonly newest: number;
  readonly home: string | undefined;
  /** Path within the site of the document with older entries. */
  readonly next: string | undefined;
}

/** One document of a feed, with its entries. */
export interface MessageDocument extends KnownDocument {
  readonly messages: readonly Message[];
  /** Address of the WebSub hub that it names. */
  readonly hub: string | undefined;
}

/** Reads which entries a document has. Returns what is wrong, in words, where it is no such document. */
export function readKnown(value: unknown): KnownDocument | string {
  const read = known.safeParse(value);
  if (!read.success) return wrong(read.error);
  const { items, home_page_url, next_url } = read.data;
  return {
    ids: items.map(({ id }) => id),
    newest: newestOf(items),
    home: home_page_url,
    next: pathOf(next_url),
  };
}

/** Reads a document with its entries. Returns what is wrong, in words. */
export function readMessages(value: unknown): MessageDocument | string {
  const read = whole.safeParse(value);
  if (!read.success) return wrong(read.error);
  const { title, items, home_page_url: home, next_url, hubs } = read.data;
  const site = { name: oneLine(title), url: webAddress(home) ?? home };
  const messages = items.map(({ _daymark: facts, ...item }): Message => {
    return {
      id: item.id,
      url: webAddress(item.url) ?? item.url,
      title: oneLine(item.title) || "Update",
      text: clean(htmlText(item.content_html)),
      html: item.content_html,
      published: item.date_published,
      modified: item.date_modified ?? item.date_published,
      record: oneLine(facts.record),
      kind: oneLine(facts.kind),
      status: oneLine(facts.status),
      ...(facts.severity != null && { severity: oneLine(facts.severity) }),
      services: facts.services.map(oneLine),
      ...(facts.advisory && { advisory: advisoryOf(facts.advisory) }),
      site,
    };
  });
  return {
    ids: items.map(({ id }) => id),
    newest: newestOf(items),
    home,
    next: pathOf(next_url),
    messages,
    hub: hubs?.[0]?.url,
  };
}

function advisoryOf({
  kind,
  severity,
  packages,
}: NonNullable<Message["advisory"]>): NonNullable<Message["advisory"]> {
  return {
    kind: oneLine(kind),
    ...(severity !== undefined && { severity: oneLine(severity) }),
    packages: packages.map(oneLine),
  };
}

function newestOf(items: readonly { readonly date_published: number }[]): number {
  return items.reduce((newest, item) => Math.max(newest, item.date_published), Number.NEGATIVE_INFINITY);
}

/** Archives lie at the same place in every build, whatever its address. */
function pathOf(next: string | undefined): string | undefined {
  if (next === undefined) return undefined;
  return /\/(feed\/[\w.-]+\.json)$/.exec(next)?.[1] ?? next;
}

/** An address as a link needs it: without characters that could end it. */
function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  return url.href.replace(/[|'()<>"]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function wrong(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.map(String).join(".") || "the document"}: ${issue?.message ?? "not readable"}`;
}
