import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type KnownDocument, type MessageDocument, readKnown, readMessages } from "../../notify/feed.ts";
import { byTime, type Message } from "../../notify/message.ts";
import { type Instant, parseInstant } from "../../records/instant.ts";
import { isFile } from "../build/digest.ts";
import { MANIFEST } from "../build/manifest.ts";
import { printable } from "../report.ts";
import { UsageError } from "../verb.ts";
import { readAddress, remoteSource } from "../verify/remote.ts";
import { foundIn } from "../verify/source.ts";
import { Unverifiable } from "../verify/unverifiable.ts";

/** The document that readers poll, within a site. */
const FEED = "feed.json";
/** A document that is longer, in bytes, is no feed. */
const LONGEST = 4 * 1024 * 1024;
/** Files of the main feed that may be there, for WebSub. */
const FEEDS = [FEED, "feed.atom", "feed.rss", "feed.xml"];

/** A built site, in a folder or published, whose feed can be read. */
export interface FeedSource {
  readonly label: string;
  /** The folder; undefined for an address. */
  readonly folder: string | undefined;
  /** Reads a file of the site. Text instead of it: why it is not there; empty if there is nothing more to say. */
  read(path: string): Promise<Uint8Array | string>;
}

/** Reads `OLD`: a folder, or the address of a site or of its feed.json. Throws `UsageError`. */
export function sourceOf(text: string, cwd: string, signal: AbortSignal): FeedSource {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return folderOf(text, cwd);
  const remote = remoteSource(readAddress(text.replace(/feed\.json$/, "")), signal);
  return {
    label: remote.label,
    folder: undefined,
    async read(path) {
      try {
        const found = await remote.read(path, LONGEST / 2);
        return typeof found === "string" ? found : (found.content ?? "it is too long to be a feed");
      } catch (error) {
        if (error instanceof Unverifiable) throw new UsageError(error.message);
        throw error;
      }
    },
  };
}

/** A folder with a built site. Throws `UsageError` if it is not there. */
export function folderOf(text: string, cwd: string, label = printable(text)): FeedSource {
  const folder = resolve(cwd, text);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(
      `there is no folder ${label}. Give the folder of a built site, such as dist; the older one may be an address too.`,
    );
  }
  return {
    label,
    folder,
    read: (path) => {
      const file = join(folder, path);
      if (!isFile(file)) return Promise.resolve("");
      if (statSync(file).size > LONGEST) return Promise.resolve("it is too long to be a feed");
      return Promise.resolve(foundIn(folder, path).content ?? "");
    },
  };
}

/** The entries that a site's feed has. */
export interface KnownFeed {
  readonly ids: ReadonlySet<string>;
  readonly home: string | undefined;
  /** By which two of its first document are told apart. */
  readonly digest: string;
}

/**
 * Reads which entries a feed has; undefined where a published site has no feed, as before its first build. Of a published site, archives that hold nothing since `from` are not fetched: what is
 * older is not sent anyway.
 */
export async function knownFeed(source: FeedSource, from: Instant): Promise<KnownFeed | undefined> {
  const enough = (document: KnownDocument): boolean => source.folder === undefined && document.newest < from;
  const documents = await documentsOf(source, readKnown, enough);
  const [first] = documents;
  return (
    first && { ids: new Set(documents.flatMap(({ ids }) => ids)), home: first.home, digest: first.digest }
  );
}

/** The messages of a site's feed. */
export interface MessageFeed {
  /** In order of time, each once. */
  readonly messages: readonly Message[];
  readonly home: string;
  readonly digest: string;
  /** Address of the WebSub hub that it names. */
  readonly hub: string | undefined;
  /** Addresses of the site's main feeds that are there. */
  readonly feeds: readonly string[];
  readonly builtAt: Instant;
}

/** Reads a feed with its entries, from a folder. */
export async function messageFeed(source: FeedSource): Promise<MessageFeed> {
  const documents = await documentsOf<MessageDocument>(source, readMessages, () => false);
  const [first] = documents;
  const home = first?.home ?? "";
  const messages = new Map(documents.flatMap((one) => one.messages.map((message) => [message.id, message])));
  const feeds = FEEDS.filter((path) => source.folder !== undefined && isFile(join(source.folder, path)));
  return {
    messages: [...messages.values()].sort(byTime),
    home,
    digest: first?.digest ?? "",
    hub: first?.hub,
    feeds: feeds.map((path) => URL.parse(path, home.replace(/\/*$/, "/"))?.href ?? path),
    builtAt: await builtAt(source),
  };
}

type Digested<T> = T & { readonly digest: string };

/** The documents of a feed, the one that is polled first; none where a published site has no feed. */
async function documentsOf<T extends KnownDocument>(
  source: FeedSource,
  read: (value: unknown) => T | string,
  enough: (document: T) => boolean,
): Promise<readonly Digested<T>[]> {
  const documents: Digested<T>[] = [];
  const seen = new Set<string>();
  for (let path: string | undefined = FEED; path !== undefined; ) {
    if (seen.has(path)) throw new UsageError(`the archives of ${source.label} lead in a circle at ${path}.`);
    seen.add(path);
    const document: Digested<T> | undefined = await documentAt(source, path, read);
    if (document === undefined) break;
    documents.push(document);
    path = enough(document) ? undefined : document.next;
  }
  return documents;
}

async function documentAt<T>(
  source: FeedSource,
  path: string,
  read: (value: unknown) => T | string,
): Promise<Digested<T> | undefined> {
  const advice =
    path === FEED
      ? "Give a site that this version of Daymark built, or build it again."
      : "Without it, what is new cannot be told. Publish or build the whole site again.";
  const place = `${printable(path)} of ${source.label}`;
  const safe = /^feed(?:\/[\w-]+)?\.json$/.test(path);
  const found = safe ? await source.read(path) : "it is no archive of Daymark";
  if (found === "" && path === FEED && source.folder === undefined) return undefined;
  if (typeof found === "string") {
    throw new UsageError(`${place} is not there${found === "" ? "" : ` (${found})`}. ${advice}`);
  }
  const value = jsonIn(found);
  if (value === undefined) {
    throw new UsageError(`${place} is no JSON; what is there may not be a Daymark site yet. ${advice}`);
  }
  const document = read(value);
  if (typeof document !== "string") {
    return { ...document, digest: createHash("sha256").update(found).digest("hex").slice(0, 12) };
  }
  throw new UsageError(`${place} is no feed that Daymark wrote (${printable(document)}). ${advice}`);
}

async function builtAt(source: FeedSource): Promise<Instant> {
  const found = await source.read(MANIFEST);
  const value = typeof found === "string" ? undefined : jsonIn(found);
  const text = typeof value === "object" && value !== null && "builtAt" in value ? value.builtAt : undefined;
  const instant = typeof text === "string" ? parseInstant(text) : undefined;
  if (typeof instant === "number") return instant;
  throw new UsageError(
    `${source.label} has no ${MANIFEST} that says when it was built. Give a site that daymark build made.`,
  );
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
