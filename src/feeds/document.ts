import type { SiteModel } from "../model/site.ts";
import type { SiteDocument } from "../views/document.ts";
import { opmlPath } from "../views/feed/format.ts";
import { type FeedFormat, type FeedScope, feedScopes } from "../views/feed.ts";
import { type FeedPart, feedParts } from "./archive.ts";
import { atomEntry, atomFoot, atomHead } from "./atom.ts";
import { auditItems } from "./audit.ts";
import { type EntryBytes, entryBytes } from "./bytes.ts";
import { type FeedItem, feedItems } from "./item.ts";
import { jsonComma, jsonEntry, jsonFoot, jsonHead } from "./json.ts";
import { opmlDocument } from "./opml.ts";
import { documentPath, stylePath } from "./path.ts";
import { rssDocument } from "./rss.ts";
import { styleSheet } from "./style.ts";

/** The entries of feeds in the formats that are written here. */
interface Entries {
  readonly atom: EntryBytes;
  readonly json: EntryBytes;
}

/**
 * Every feed in every format with its archives, their list in OPML and their style sheet. Atom, whose archives RFC 5005
 * describes, has them in every scope; JSON Feed and RSS have those of everything and of changes, in which every update of
 * the other scopes is, too: an entry is in about five feeds, and with archives in all formats of all of them, most of a
 * large site's files and of the time to write them would be copies.
 */
export function* feedDocuments(model: SiteModel): Generator<SiteDocument> {
  const items = feedItems(model);
  const updates = entriesOf(items);
  for (const scope of feedScopes(model)) {
    const { holds } = scope;
    if (holds) {
      const own = items.filter(({ facts }) => holds(facts));
      yield* scopeDocuments(model, scope, own, updates);
    } else {
      const changes = auditItems(model);
      yield* scopeDocuments(model, scope, changes, entriesOf(changes));
    }
  }
  yield { path: opmlPath, body: opmlDocument(model) };
  yield { path: stylePath, body: styleSheet(model) };
}

function* scopeDocuments(
  model: SiteModel,
  scope: FeedScope,
  items: readonly FeedItem[],
  { atom, json }: Entries,
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
    json: () => json.document(jsonHead(model, scope, part), part.items, jsonFoot, jsonComma.length),
    rss: () => rssDocument(model, scope, part, key),
  });
  for (const [format, kinds] of Object.entries(archived) as [FeedFormat, readonly string[] | undefined][]) {
    const whole = kinds?.includes(scope.kind) ?? true;
    const parts = whole
      ? [{ ...current, key: undefined }, ...archives]
      : [{ ...current, key: undefined, previous: undefined }];
    for (const part of parts) {
      yield { path: documentPath(scope, format, part.key), body: documents(part, part.key)[format]() };
    }
  }
}

/** The kinds of scopes that have archives in a format; undefined: all of them. */
const archived: Readonly<Record<FeedFormat, readonly string[] | undefined>> = {
  atom: undefined,
  json: ["all", "audit"],
  rss: ["all", "audit"],
};

function entriesOf(items: readonly FeedItem[]): Entries {
  return {
    atom: entryBytes(items, atomEntry),
    json: entryBytes(items, (item) => jsonEntry(item) + jsonComma),
  };
}
