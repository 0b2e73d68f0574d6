import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseOpml } from "feedsmith";
import { expect } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { type FeedFormat, type FeedScope, feedFormats, feedScopes } from "../../src/views/feed.ts";
import { absolute } from "../../src/views/page.ts";
import { entry, faults, feedsmithEntries, links, type ReadEntry, rssParserEntries } from "../feeds/read.ts";

const MOST_BYTES = 2 * 1024 * 1024;

/** A built site, and its model. */
export interface BuiltSite {
  readonly dist: string;
  readonly model: SiteModel;
}

/** The site in a folder as it was built at a moment. */
export async function builtSite(dist: string, root: string, now: string): Promise<BuiltSite> {
  const { model } = await loadModel(root, { now: Date.parse(now) });
  return { dist, model };
}

/** The addresses of all updates on the pages of a site that belong to a feed, by the records' own facts. */
export function updatesOf({ dist, model }: BuiltSite, scope: FeedScope): string[] {
  const worse = model.site.severities.slice(0, Math.ceil(model.site.severities.length / 2));
  return model.timelines.flatMap(({ record, services }) => {
    const groups = services.map((id) => model.services.get(id)?.record.group);
    const belongs = {
      all: true,
      incidents: record.kind === "incident",
      maintenance: record.kind === "maintenance",
      severe: record.kind !== "notice" && worse.some(({ id }) => id === record.severity),
      group: groups.some((id) => scope.path === `/feeds/groups/${id}`),
      service: services.some((id) => scope.path === `/services/${id}/feed`),
      advisories: false,
      lessons: false,
      actions: false,
      digest: false,
      package: false,
      audit: false,
    }[scope.kind];
    if (!belongs) return [];
    const html = readFileSync(join(dist, "incidents", record.id, "index.html"), "utf8");
    return [...html.matchAll(/data-update="([^"]+)"/g)].map(
      ([, anchor]) => `${absolute(model, `/incidents/${record.id}/`)}#${anchor}`,
    );
  });
}

/**
 * The addresses of what happened to the advisories of a site and belongs to a feed: publication, each material change that
 * its history page shows, and a withdrawal that is none of these.
 */
function advisoryChangesOf({ dist, model }: BuiltSite, scope: FeedScope): string[] {
  return model.advisories.flatMap(({ record, score }) => {
    const isHigh = record.kind === "vulnerability" && (score?.score ?? 0) >= 7;
    const belongs =
      ["all", "advisories"].includes(scope.kind) ||
      (scope.kind === "severe" && (isHigh || record.kind === "malware")) ||
      record.affected.some(
        (one) =>
          scope.path ===
          `/advisories/packages/${one.package?.purl?.slice("pkg:".length).replace("%40", "@")}/feed`,
      );
    if (!belongs) return [];
    const page = `/advisories/${record.id}/`;
    expect(existsSync(join(dist, page, "index.html")), page).toBe(true);
    const trail = join(dist, page, "history/index.html");
    const html = existsSync(trail) ? readFileSync(trail, "utf8") : "";
    const later = (model.history.byRecord.get(`advisory:${record.id}`)?.revisions ?? [])
      .slice(1)
      .filter(({ commit, counts, material }) => commit !== undefined && counts && material);
    const anchors = later.map(({ commit }) => `r-${commit?.hash.slice(0, 12)}`);
    for (const anchor of anchors) expect(html, page).toContain(`id="${anchor}"`);
    const isTold = later.some(({ changes }) => changes.some(({ event }) => event === "withdrawn"));
    const fragments = [...anchors, ...(record.withdrawn && !isTold ? ["withdrawn"] : [])];
    return [absolute(model, page), ...fragments.map((one) => `${absolute(model, page)}#${one}`)];
  });
}

/**
 * The addresses of what happened to the postmortems of a site and belongs to a feed: publication, and each material change
 * that its history page shows, unless it is one of action items alone.
 */
function lessonChangesOf({ dist, model }: BuiltSite, scope: FeedScope): string[] {
  return model.postmortems.flatMap(({ record, timelines }) => {
    const services = [...record.services, ...timelines.flatMap((timeline) => timeline.services)];
    const groups = services.map((id) => model.services.get(id)?.record.group);
    const belongs =
      ["all", "lessons"].includes(scope.kind) ||
      services.some((id) => scope.path === `/services/${id}/feed`) ||
      groups.some((id) => scope.path === `/feeds/groups/${id}`);
    if (!belongs) return [];
    const page = `/lessons/${record.id}/`;
    expect(existsSync(join(dist, page, "index.html")), page).toBe(true);
    const trail = join(dist, page, "history/index.html");
    const html = existsSync(trail) ? readFileSync(trail, "utf8") : "";
    const later = (model.history.byRecord.get(`postmortem:${record.id}`)?.revisions ?? [])
      .slice(1)
      .filter(({ commit, counts, material }) => commit !== undefined && counts && material);
    const anchors = later.map(({ commit }) => `r-${commit?.hash.slice(0, 12)}`);
    for (const anchor of anchors) expect(html, page).toContain(`id="${anchor}"`);
    const told = later.filter(({ changes }) => changes.some((one) => one.material && !one.action));
    const fragments = told.map(({ commit }) => `#r-${commit?.hash.slice(0, 12)}`);
    return ["", ...fragments].map((one) => `${absolute(model, page)}${one}`);
  });
}

/**
 * The addresses of all action items on the pages of postmortems, and of what became of them: each material change that git
 * knows, else the day on which one was done after its report was published.
 */
function actionChangesOf({ dist, model }: BuiltSite): string[] {
  return model.postmortems.flatMap(({ record, modified }) => {
    const page = `/lessons/${record.id}/`;
    const html = readFileSync(join(dist, page, "index.html"), "utf8");
    const history = model.history.byRecord.get(`postmortem:${record.id}`);
    return record.actions.flatMap(({ id, status, done = "" }) => {
      expect(html, page).toContain(`id="a-${id}"`);
      const own = `${absolute(model, page)}#a-${id}`;
      const commits = (history?.revisions ?? []).flatMap(({ commit, counts, changes }) =>
        commit && counts && changes.some(({ action, material }) => action === id && material)
          ? [commit.hash.slice(0, 12)]
          : [],
      );
      const isTold = history?.revisions.some(
        ({ counts, changes }) =>
          counts && changes.some((change) => change.action === id && change.status === "done"),
      );
      const opened = history?.actions.get(id)?.opened ?? history?.published;
      const known = [opened, record.published].filter((at) => at !== undefined);
      const since = known.length > 0 ? Math.min(...known) : modified;
      const isLater =
        status === "done" && !isTold && Date.parse(done) > since && Date.parse(done) <= model.now;
      return [own, ...commits.map((hash) => `${own}:r-${hash}`), ...(isLater ? [`${own}:done`] : [])];
    });
  });
}

/** The addresses of the digests of all months that are over. */
function digestsOf({ dist, model }: BuiltSite): string[] {
  const present = new Date(model.now).toISOString().slice(0, 7);
  return readdirSync(join(dist, "lessons/digest"))
    .filter((month) => month < present)
    .map((month) => absolute(model, `/lessons/digest/${month}/`));
}

/** Files of feeds in a built site, by format. */
export function feedFiles(dist: string, format: FeedFormat): string[] {
  return readdirSync(dist, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(`.${format}`) && /(?:^|\/)feeds?(?:\/|\.)/.test(path))
    .filter((path) => !path.startsWith("api/"))
    .map((path) => join(dist, path));
}

interface Chain {
  readonly entries: readonly ReadEntry[];
  /** Paths of all documents. */
  readonly paths: readonly string[];
}

/** Reads a feed as a program does that keeps its whole history: from what is polled, back through all archives. */
async function readBack({ dist, model }: BuiltSite, scope: FeedScope, format: FeedFormat): Promise<Chain> {
  const first = absolute(model, `${scope.path}.${format}`);
  const entries = new Map<string, ReadEntry>();
  const paths: string[] = [];
  let newer: string | undefined;
  let next: string | undefined = first;
  while (next !== undefined) {
    const address: string = next;
    const path = join(dist, decodeURIComponent(address.slice(absolute(model, "").length)));
    const text = readFileSync(path, "utf8");
    expect(Buffer.byteLength(text), path).toBeLessThanOrEqual(MOST_BYTES);
    expect(faults(format, text), path).toEqual([]);
    const found = links(format, text);
    if (format !== "json") {
      const archive = address !== first;
      expect(found, path).toEqual({
        self: address,
        alternate: absolute(model, scope.home),
        ...(archive && { archive: "yes", current: first }),
        ...(archive && newer !== undefined && newer !== first && { "next-archive": newer }),
        ...(found["prev-archive"] !== undefined && { "prev-archive": found["prev-archive"] }),
      });
    }
    const own = feedsmithEntries(format, text);
    if (format !== "json") expect(await rssParserEntries(text), path).toEqual(own);
    const ids = own.map(({ id }) => id ?? "");
    expect(new Set(ids).size, path).toBe(ids.length);
    const times = own.map(({ at }) => at);
    expect(times, path).toEqual(times.toSorted((a, b) => b - a));
    for (const one of own) {
      const known = entries.get(one.id ?? "");
      if (known) expect(one).toEqual(known);
      else entries.set(one.id ?? "", one);
    }
    paths.push(path);
    newer = address;
    next = found["prev-archive"];
  }
  return { entries: [...entries.values()], paths };
}

/** Asserts that every feed of a site, in every format, is valid, complete and read alike by two readers. */
export async function expectFeeds(built: BuiltSite): Promise<void> {
  const { dist, model } = built;
  const used = new Set<string>();
  for (const scope of feedScopes(model)) {
    const expected = expectedOf(built, scope);
    const atom = await readBack(built, scope, "atom");
    const whole = atom.entries;
    expect(whole.map(({ id }) => id).sort(), scope.title).toEqual(expected.sort());
    const json = await readBack(built, scope, "json");
    expect(json.entries, scope.title).toEqual(whole);
    // The archives of RSS are those of four feeds; the others end with what is polled.
    const rss = await readBack(built, scope, "rss");
    const most = ["all", "audit", "actions", "digest"].includes(scope.kind)
      ? whole.length
      : rss.entries.length;
    expect(rss.entries, scope.title).toEqual(whole.slice(0, most));
    expect(rss.entries.length, scope.title).toBeGreaterThanOrEqual(
      Math.min(model.site.feeds.entries, whole.length),
    );
    const written = json.paths.flatMap(
      (path) => (JSON.parse(readFileSync(path, "utf8")) as { items: JsonItem[] }).items,
    );
    // What polled and archived documents share is the same in both.
    const byId = new Map(written.map((one) => [one.id, one]));
    const raw = [...byId.values()].map((one) =>
      entry(one.id, one.title, one.url, one.date_published, one.content_html),
    );
    expect(raw, scope.title).toEqual(json.entries);
    for (const path of [...json.paths, ...atom.paths, ...rss.paths]) used.add(path);
  }
  const formats = Object.keys(feedFormats) as FeedFormat[];
  expect([...used].sort()).toEqual(formats.flatMap((format) => feedFiles(dist, format)).sort());
}

/** The ids of all entries that a feed should have, as pages and records tell them. */
function expectedOf(built: BuiltSite, scope: FeedScope): string[] {
  if (scope.kind === "audit") return changesOf(built);
  if (scope.kind === "actions") return actionChangesOf(built);
  if (scope.kind === "digest") return digestsOf(built);
  return [...updatesOf(built, scope), ...advisoryChangesOf(built, scope), ...lessonChangesOf(built, scope)];
}

interface JsonItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly date_published: string;
  readonly content_html: string;
}

/** The addresses of all revisions that count, of records that the site has pages for. */
function changesOf({ dist, model }: BuiltSite): string[] {
  return model.history.records.flatMap(({ kind, id, revisions }) => {
    const folder = { advisory: "advisories", postmortem: "lessons" }[kind as string] ?? `${kind}s`;
    const path = kind === "site" ? "/audit/site/" : `/${folder}/${id}/history/`;
    const file = join(dist, path, "index.html");
    const html = existsSync(file) ? readFileSync(file, "utf8") : "";
    return revisions.flatMap(({ commit, counts }) => {
      const anchor = `r-${commit?.hash.slice(0, 12)}`;
      return counts && html.includes(`id="${anchor}"`) ? [`${absolute(model, path)}#${anchor}`] : [];
    });
  });
}

/** Whether this machine has xmllint. */
export const hasXmllint = spawnSync("xmllint", ["--version"]).error === undefined;

/** What xmllint says of all feeds in XML and of their list; empty where it finds nothing. */
export function xmllint(dist: string): string {
  const files = [...feedFiles(dist, "atom"), ...feedFiles(dist, "rss"), join(dist, "feeds.opml")];
  return execFileSync("xmllint", ["--noout", ...files], { encoding: "utf8", stdio: "pipe" });
}

/** Asserts that the list of feeds names each of them. */
export function expectOpml({ dist, model }: BuiltSite): void {
  const { head, body } = parseOpml(readFileSync(join(dist, "feeds.opml"), "utf8"));
  expect(head?.title).toBe(`Feeds of ${model.site.name}`);
  const listed = (body?.outlines ?? []).flatMap(({ outlines }) => outlines ?? []);
  expect(listed.map(({ type, text, xmlUrl, htmlUrl }) => [type, text, xmlUrl, htmlUrl])).toEqual(
    feedScopes(model).map(({ title, path, home }) => [
      "rss",
      title,
      absolute(model, `${path}.atom`),
      absolute(model, home),
    ]),
  );
  for (const { xmlUrl = "" } of listed) {
    const path = decodeURIComponent(xmlUrl.slice(absolute(model, "").length));
    const text = readFileSync(join(dist, path), "utf8");
    expect(links("atom", text)["self"]).toBe(xmlUrl);
  }
}
