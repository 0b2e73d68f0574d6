import type { SiteModel } from "../../model/site.ts";
import { absolute } from "../../views/page.ts";
import { jsonText } from "../json.ts";

/** One page of a list. */
export interface ListPage {
  readonly path: string;
  readonly body: string;
}

/** What every page of a list says of its place in it. */
export interface PageHead {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Address of the next page; null on the last one. */
  readonly next: string | null;
  /** Number of items on all pages. */
  readonly total: number;
}

const MOST = 100;

/** The path of a page of a list; the first one has the name that does not change. */
export function listPath(name: string, page: number): string {
  return page === 1 ? `/api/v1/${name}.json` : `/api/v1/${name}/page/${page}.json`;
}

/** A list in pages of which only the first may be empty. `documentOf` makes one from its head and its items. */
export function* paged<T>(
  model: SiteModel,
  name: string,
  items: readonly T[],
  documentOf: (head: PageHead, own: readonly T[]) => object,
): Generator<ListPage> {
  const pages = Math.max(1, Math.ceil(items.length / MOST));
  for (let page = 1; page <= pages; page++) {
    const next = page < pages ? absolute(model, listPath(name, page + 1)) : null;
    const own = items.slice((page - 1) * MOST, page * MOST);
    yield {
      path: listPath(name, page),
      body: jsonText(documentOf({ page, pages, next, total: items.length }, own)),
    };
  }
}
