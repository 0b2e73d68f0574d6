import { textHtml } from "../../records/markdown.ts";
import { exactNames, groupOf, partsOf } from "../../search/exact.ts";
import type { Synonyms } from "./synonym.ts";

/** One result of the search: a page, or a part of one that has no other. */
export interface SearchPage {
  /** Path within the site, with a fragment where it is a part of a page. */
  readonly path: string;
  readonly title: string;
  /** Id of the record, and other names by which it is known, such as a CVE id. */
  readonly ids: readonly string[];
  /** Its day as people read it, and as it is sorted by; undefined for what has none. */
  readonly date: { readonly text: string; readonly sort: string } | undefined;
  /** Values by which results are narrowed down, by facet. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  /** Paragraphs as plain text that stand before the first section. */
  readonly intro: readonly string[];
  readonly sections: readonly SearchSection[];
}

/** A part of a page that a result leads to by itself. */
export interface SearchSection {
  /** Fragment of its address on the page. */
  readonly anchor: string;
  readonly title: string;
  /** Paragraphs as plain text. */
  readonly text: readonly string[];
}

/** What is given to Pagefind. */
export interface SearchDocument {
  readonly url: string;
  readonly html: string;
}

/** A page with more names than this is a list, such as of all versions that are affected: the first ones are found. */
const MOST_NAMES = 1000;

/** What pages without a day are sorted by, behind all others: Pagefind leaves out what has nothing to sort it by. */
const UNDATED = "0";

/** Writes a page as the small HTML document that Pagefind reads. Every text in it is escaped. */
export function searchDocument(page: SearchPage, synonyms: Synonyms): SearchDocument {
  const body = [
    `<h1>${synonyms(page.title)}</h1>`,
    ...page.intro.map((text) => `<p>${synonyms(text)}</p>`),
    ...page.sections.flatMap(({ anchor, title, text }) => [
      `<h2 id="${textHtml(anchor)}">${textHtml(title)}</h2>`,
      ...text.map((one) => `<p>${synonyms(one)}</p>`),
    ]),
  ].join("\n");
  return { url: page.path, html: `<html><head>${headOf(page, body)}</head><body>${body}</body></html>` };
}

/**
 * What Pagefind keeps beside the words. Values of filters are compared as they are, and so are ids and other names: they are
 * in groups, of which only those are loaded that are asked for.
 */
function headOf({ title, ids, date, facets }: SearchPage, body: string): string {
  const texts = [...ids, body.replace(/<[^>]*>/g, "\n")];
  const names = exactNames(texts.join("\n")).slice(0, MOST_NAMES);
  const exact = new Set(names.flatMap((name) => [name, ...partsOf(name)]));
  return [
    meta("title", title),
    ...(ids.length > 0 ? [meta("id", ids.join(" "))] : []),
    ...(date ? [meta("date", date.text)] : []),
    tag("sort", "date", date?.sort ?? UNDATED),
    ...Object.entries(facets).flatMap(([facet, values]) =>
      values.map((value) => tag("filter", facet, value)),
    ),
    ...ids.map((id) => tag("filter", `id-${groupOf(id.toLowerCase())}`, id.toLowerCase())),
    ...[...exact].map((name) => tag("filter", `exact-${groupOf(name)}`, name)),
  ].join("");
}

function meta(name: string, value: string): string {
  return tag("meta", name, value);
}

function tag(kind: "meta" | "sort" | "filter", name: string, value: string): string {
  return `<meta data-pagefind-${kind}="${name}[content]" content="${textHtml(value)}">`;
}
