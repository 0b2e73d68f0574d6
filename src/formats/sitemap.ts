import type { SiteModel } from "../model/site.ts";
import { type Instant, toRfc3339 } from "../records/instant.ts";
import { textHtml } from "../records/markdown.ts";
import { advisoryFacets, facetPath } from "../views/advisory/list.ts";
import { advisoryPackages, checkPath, packagesPath } from "../views/advisory/package.ts";
import { auditMonthPath, trailPath } from "../views/audit/path.ts";
import { hasHistory, historyOf } from "../views/audit/state.ts";
import { trailSubjects } from "../views/audit/trail.ts";
import { auditIndex } from "../views/audit.ts";
import type { TextDocument } from "../views/document.ts";
import { monthPath } from "../views/history.ts";
import { digestMonths, digestPath } from "../views/lesson/digest.ts";
import { facetValuePath, facetPath as lessonFacetPath, lessonFacets } from "../views/lesson/facets.ts";
import {
  absolute,
  actionsPath,
  advisoriesPath,
  advisoryPath,
  auditPath,
  glossaryPath,
  incidentPath,
  lessonPath,
  lessonsPath,
  metricsPath,
  searchPath,
  servicePath,
} from "../views/page.ts";

/** How many addresses a file holds; the protocol allows 50,000. */
const MOST = 10_000;

interface Entry {
  readonly path: string;
  readonly changed: Instant | undefined;
}

/**
 * `/sitemap.xml` (https://www.sitemaps.org/protocol.html), in several files behind an index where there are many pages,
 * and `/robots.txt`, which names it.
 */
export function* sitemapDocuments(model: SiteModel): Generator<TextDocument> {
  const all = entries(model);
  const parts = Array.from({ length: Math.ceil(all.length / MOST) }, (_, index) =>
    all.slice(index * MOST, (index + 1) * MOST),
  );
  const index = "/sitemap.xml";
  if (parts.length === 1) yield { path: index, body: urlSet(model, all) };
  else {
    for (const [number, part] of parts.entries()) yield { path: partPath(number), body: urlSet(model, part) };
    const files = parts.map((_, number) => element("sitemap", locationOf(model, partPath(number))));
    yield { path: index, body: document("sitemapindex", files) };
  }
  yield { path: "/robots.txt", body: `User-agent: *\nAllow: /\nSitemap: ${absolute(model, index)}\n` };
}

function entries(model: SiteModel): Entry[] {
  const changed = (kind: "incident" | "service", id: string): Instant | undefined =>
    historyOf(model, kind, id)?.modified;
  const incidents = model.timelines.map(({ record, updates }) => ({
    path: incidentPath(record.id),
    changed: changed("incident", record.id) ?? updates.at(-1)?.at,
  }));
  const services = [...model.services.keys()].map((id) => ({
    path: servicePath(id),
    changed: changed("service", id),
  }));
  const advisories = model.advisories.map(({ record, modified }) => ({
    path: advisoryPath(record.id),
    changed: modified,
  }));
  const lessons = model.postmortems.map(({ record, modified }) => ({
    path: lessonPath(record.id),
    changed: modified,
  }));
  const plain = [
    "/",
    "/history/",
    "/subscribe/",
    searchPath,
    ...[...model.months.keys()].map(monthPath),
    ...advisoryPages(model),
    ...lessonPages(model),
    ...(model.terms.length > 0 ? [glossaryPath] : []),
    ...auditPages(model),
  ];
  return [
    ...plain.map((path) => ({ path, changed: undefined })),
    ...services,
    ...incidents,
    ...advisories,
    ...lessons,
  ];
}

/** Pages of the learning repository that are not those of one report. */
function lessonPages(model: SiteModel): string[] {
  if (model.postmortems.length === 0) return [];
  const facets = lessonFacets(model);
  const ids = new Set(facets.map(({ id }) => id));
  return [
    lessonsPath,
    actionsPath,
    metricsPath,
    ...Array.from(ids, lessonFacetPath),
    ...facets.map(({ id, value }) => facetValuePath(id, value)),
    ...digestMonths(model).map(digestPath),
  ];
}

/** Pages of advisories that are not those of one advisory. */
function advisoryPages(model: SiteModel): string[] {
  if (model.advisories.length === 0) return [];
  const packages = [...advisoryPackages(model).values()].map(({ path }) => path);
  return [advisoriesPath, checkPath, packagesPath, ...advisoryFacets(model).map(facetPath), ...packages];
}

/** Pages of what was changed: all of it, by month and by record. */
function auditPages(model: SiteModel): string[] {
  if (!hasHistory(model)) return [];
  return [
    auditPath,
    ...[...auditIndex(model).months.keys()].map(auditMonthPath),
    ...trailSubjects(model).map(({ kind, id }) => trailPath(kind, id)),
  ];
}

function partPath(number: number): string {
  return `/sitemap-${number + 1}.xml`;
}

function urlSet(model: SiteModel, part: readonly Entry[]): string {
  const urls = part.map(({ path, changed }) => {
    const day = changed === undefined ? "" : element("lastmod", toRfc3339(changed));
    return element("url", locationOf(model, path) + day);
  });
  return document("urlset", urls);
}

function locationOf(model: SiteModel, path: string): string {
  return element("loc", textHtml(absolute(model, path)));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function document(name: string, elements: readonly string[]): string {
  const space = "http://www.sitemaps.org/schemas/sitemap/0.9";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${space}">\n${elements.join("\n")}\n</${name}>\n`;
}
