import { createHash } from "node:crypto";
import type { SiteModel } from "../../model/site.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import type { TextDocument } from "../../views/document.ts";
import { absolute } from "../../views/page.ts";
import { publisherOf } from "../advisory/publisher.ts";
import { documentUrl, providerPath, whiteFolder } from "./name.ts";
import { sortedJson } from "./sorted.ts";

/** What the lists of a provider say of a document. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** Path below the folder of white documents. */
  readonly path: string;
  readonly released: Instant;
  readonly changed: Instant;
}

const FEED_PATH = `${whiteFolder}csaf-feed-tlp-white.json`;

/** A document and its hashes (CSAF 2.0, section 7.1.18): a digest, two spaces and the name. */
export function* withHashes(path: string, body: string): Generator<TextDocument> {
  const file = whiteFolder + path;
  yield { path: file, body };
  for (const algorithm of ["sha256", "sha512"] as const) {
    const digest = createHash(algorithm).update(body).digest("hex");
    yield { path: `${file}.${algorithm}`, body: `${digest}  ${path.slice(path.lastIndexOf("/") + 1)}\n` };
  }
}

/** By what documents are found: metadata, ROLIE feed, index and changes (CSAF 2.0, sections 7.1.7, 7.1.15, 7.1.12, 7.1.13). Newest change first. */
export function* providerDocuments(model: SiteModel, entries: readonly Entry[]): Generator<TextDocument> {
  const sorted = entries.toSorted((a, b) => b.changed - a.changed || (a.path < b.path ? -1 : 1));
  const updated = toRfc3339(sorted[0]?.changed ?? 0);
  yield { path: providerPath, body: sortedJson(metadataOf(model, updated)) };
  yield { path: FEED_PATH, body: sortedJson(feedOf(model, sorted, updated)) };
  yield { path: `${whiteFolder}index.txt`, body: linesOf(sorted.map(({ path }) => path)) };
  yield {
    path: `${whiteFolder}changes.csv`,
    body: linesOf(sorted.map(({ path, changed }) => `"${path}","${toRfc3339(changed)}"`)),
  };
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** Unsigned, so this is a provider and no trusted one (CSAF 2.0, section 7.2.2). */
function metadataOf(model: SiteModel, updated: string): object {
  const { name } = publisherOf(model.site);
  return {
    canonical_url: absolute(model, providerPath),
    distributions: [
      { directory_url: absolute(model, whiteFolder) },
      {
        rolie: {
          feeds: [
            {
              summary: `All TLP:WHITE documents of ${name}`,
              tlp_label: "WHITE",
              url: absolute(model, FEED_PATH),
            },
          ],
        },
      },
    ],
    last_updated: updated,
    list_on_CSAF_aggregators: true,
    metadata_version: "2.0",
    mirror_on_CSAF_aggregators: true,
    publisher: publisherOf(model.site),
    role: "csaf_provider",
  };
}

/** The feed of RFC 8322 in JSON, as CSAF 2.0 shapes it (section 7.1.15). */
function feedOf(model: SiteModel, entries: readonly Entry[], updated: string): object {
  return {
    feed: {
      category: [{ scheme: "urn:ietf:params:rolie:category:information-type", term: "csaf" }],
      entry: entries.map((entry) => feedEntry(model, entry)),
      id: "csaf-feed-tlp-white",
      link: [{ href: absolute(model, FEED_PATH), rel: "self" }],
      title: `Security advisories of ${publisherOf(model.site).name} (TLP:WHITE)`,
      updated,
    },
  };
}

function feedEntry(model: SiteModel, { id, title, path, released, changed }: Entry): object {
  const url = documentUrl(model, path);
  return {
    content: { src: url, type: "application/json" },
    format: { schema: "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json", version: "2.0" },
    id,
    link: [
      { href: url, rel: "self" },
      { href: `${url}.sha256`, rel: "hash" },
      { href: `${url}.sha512`, rel: "hash" },
    ],
    published: toRfc3339(released),
    title,
    updated: toRfc3339(changed),
  };
}
