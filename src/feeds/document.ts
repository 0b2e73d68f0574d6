import type { SiteModel } from "../model/site.ts";
import type { SiteDocument } from "../views/document.ts";
import { opmlPath } from "../views/feed/format.ts";
import { type FeedFormat, type FeedScope, feedFormats, feedScopes } from "../views/feed.ts";
import { actionItems } from "./action.ts";
import { type FeedPart, feedParts } from "./archive.ts";
import { atomEntry, atomFoot, atomHead } from "./atom.ts";
import { auditItems } from "./audit.ts";
import { type EntryBytes, entryBytes } from "./bytes.ts";
import { digestItems } from "./digest.ts";
import { type FeedItem, feedItems } from "./item.ts";
import { jsonComma, jsonEntry, jsonFoot, jsonHead } from "./json.ts";
import { opmlDocument } from "./opml.ts";
import { documentFile, stylePath } from "./path.ts";
import { rssDocument } from "./rss.ts";
import { styleSheet } from "./style.ts";

/** The entries of feeds in the formats that are written here, and their texts alone. */
interface Entries {
  readonly html: EntryBytes;
  readonly atom: EntryBytes;
  readonly json: EntryBytes;
}

/**
 * Every feed in every format with its archives, their list in OPML and their style sheet. Atom and JSON Feed, in which a
 * reader can find archives (RFC 5005, `next_url`), have them in every scope; RSS has those of everything, in which every
 * entry of the other scopes is, too, and those of the feeds whose entries are in no other one: an entry is in about five
 * feeds, and RSS, which says nothing that Atom does not say, would take a third of a large site's files for copies.
 */
export function* feedDocuments(model: SiteModel): Generator<SiteDocument> {
  const items = feedItems(model);
  const updates = entriesOf(items);
  const bySubject = itemsBySubject(items);
  for (const scope of feedScopes(model)) {
    const { subject, holds } = scope;
    if (subject !== undefined) {
      yield* scopeDocuments(model, scope, bySubject.get(subject) ?? [], updates);
    } else if (holds) {
      const held = items.filter(({ facts }) => holds(facts));
      yield* scopeDocuments(model, scope, held, updates);
    } else {
      const own = ownItems.get(scope.kind)?.(model) ?? [];
      yield* scopeDocuments(model, scope, own, entriesOf(own));
    }
  }
  yield { path: opmlPath, body: opmlDocument(model) };
  yield { path: stylePath, body: styleSheet(model) };
}

function* scopeDocuments(
  model: SiteModel,
  scope: FeedScope,
  items: readonly FeedItem[],
  { html, atom, json }: Entries,
): Generator<SiteDocument> {
  const { current, archives } = feedParts(items, {
    entries: model.site.feeds.entries,
    now: model.now,
    size: (item) => Math.max(atom.size(item), json.size(item)),
  });
  const documents = (
    part: FeedPart,
    key: string | undefined,
  ): Readonly<Record<FeedFormat, () => SiteDocument["body"]>> => ({
    atom: () => atom.document(atomHead(model, scope, part, key), part.items, atomFoot),
    json: () => json.document(jsonHead(model, scope, part, key), part.items, jsonFoot, jsonComma.length),
    rss: () => rssDocument(model, scope, part, html.text, key),
  });
  const polled = { ...current, key: undefined };
  for (const format of Object.keys(feedFormats) as FeedFormat[]) {
    const parts =
      format === "rss" && !archivedInRss.includes(scope.kind)
        ? [{ ...polled, previous: undefined }]
        : [polled, ...archives];
    for (const part of parts) {
      yield { path: documentFile(scope, format, part.key), body: documents(part, part.key)[format]() };
    }
  }
}

/** The feeds whose entries are in no other one. */
const ownItems: ReadonlyMap<FeedScope["kind"], (model: SiteModel) => FeedItem[]> = new Map([
  ["audit", auditItems],
  ["actions", actionItems],
  ["digest", digestItems],
]);

/** The kinds of scopes that have archives in RSS. In Atom and JSON Feed, all have. */
const archivedInRss: readonly FeedScope["kind"][] = ["all", ...ownItems.keys()];

/** Entries by the services and packages that they name. The id of a service is no package URL. */
function itemsBySubject(items: readonly FeedItem[]): ReadonlyMap<string, readonly FeedItem[]> {
  const bySubject = new Map<string, FeedItem[]>();
  for (const item of items) {
    const { services, advisory } = item.facts;
    for (const subject of new Set([...services, ...(advisory?.packages ?? [])])) {
      const own = bySubject.get(subject);
      if (own) own.push(item);
      else bySubject.set(subject, [item]);
    }
  }
  return bySubject;
}

function entriesOf(items: readonly FeedItem[]): Entries {
  const entries = { html: entryBytes(), atom: entryBytes(), json: entryBytes() };
  for (const item of items) {
    const html = item.html();
    entries.html.add(item, html);
    entries.atom.add(item, atomEntry(item, html));
    entries.json.add(item, jsonEntry(item, html) + jsonComma);
  }
  return entries;
}
