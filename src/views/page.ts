import type { SiteModel } from "../model/site.ts";
import { counted } from "./count.ts";
import { feedFormats, mainFeedPath } from "./feed/format.ts";
import { type TimeView, timeView } from "./time.ts";

/** A link as pages print it. */
export interface LinkView {
  readonly label: string;
  readonly href: string;
}

/** What every page has around its content. */
export interface PageView {
  readonly title: string;
  readonly description: string;
  /** Absolute address of the page. */
  readonly canonical: string;
  readonly language: string;
  /** Content-Security-Policy; undefined in development, whose server injects styles and a socket. */
  readonly policy: string | undefined;
  readonly siteName: string;
  readonly home: string;
  readonly logo: string | undefined;
  readonly nav: readonly (LinkView & { readonly current: boolean })[];
  /** Feeds that feed readers find by themselves: the nearest first, that of everything last. */
  readonly feeds: readonly FeedLinkView[];
  /** The page in Markdown; undefined where it is none of a record. */
  readonly twin: string | undefined;
  /** Where all feeds are. */
  readonly subscribe: string;
  /** Where everything is searched. */
  readonly search: string;
  /** What was changed on the site; undefined where there is no audit history. */
  readonly audit: string | undefined;
  readonly favicon: string;
  /** Style sheet of the site's own colours. */
  readonly brand: string | undefined;
  /** From home to this page, without this page; empty at home. */
  readonly breadcrumbs: readonly LinkView[];
  /** What is missing from the site because of mistakes in its files; undefined where nothing is. */
  readonly incomplete: string | undefined;
  readonly built: BuiltView;
}

/** A feed in one format. */
export interface FeedLinkView {
  readonly format: string;
  readonly type: string;
  readonly title: string;
  readonly href: string;
}

/** From what and when the site was built. */
export interface BuiltView {
  readonly at: TimeView;
  readonly engine: string;
  readonly commit:
    | { readonly short: string; readonly href: string | undefined; readonly modified: boolean }
    | undefined;
  /** What newer builds are compared with. */
  readonly version: string;
  /** The small JSON that tells of newer builds. */
  readonly poll: string;
}

/** A feed in all its formats. */
interface FeedAddress {
  readonly title: string;
  readonly path: string;
}

/** The particulars of one page. */
export interface PageFacts {
  readonly title: string;
  readonly description: string;
  /** Path within the site, beginning and ending with a slash. */
  readonly path: string;
  readonly breadcrumbs?: readonly LinkView[];
  /** Feeds beside that of everything, the nearest first: their own titles, and paths without an ending. */
  readonly feeds?: readonly FeedAddress[];
  /** Whether there is the same in Markdown at `twinPath`. */
  readonly twin?: boolean;
  /** Whether it is the page that searches, whose engine is WebAssembly. */
  readonly search?: boolean;
}

/** Nothing but the site's own files, and no code in the page itself. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/** The same where WebAssembly may be compiled, which takes no text for code. */
const searchPolicy = policy.replace(
  "script-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
);

/** A path within the site as a link: the base goes before it. */
export function link(model: SiteModel, path: string): string {
  return `${model.origin.base}${path}`;
}

/** A path within the site as an absolute address. */
export function absolute(model: SiteModel, path: string): string {
  return new URL(model.site.url).origin + link(model, path);
}

/** The path of the feed of everything, RSS. */
export const rssPath = "/feed.rss";

/** The path of what was changed on the site. */
export const auditPath = "/audit/";

/** The path of a record's page. */
export function incidentPath(id: string): string {
  return `/incidents/${id}/`;
}

/** The path of the list of advisories. */
export const advisoriesPath = "/advisories/";

/** The path of an advisory's page. */
export function advisoryPath(id: string): string {
  return `${advisoriesPath}${id}/`;
}

/** The path of the library of lessons. */
export const lessonsPath = "/lessons/";

/** The path of a postmortem's page. */
export function lessonPath(id: string): string {
  return `${lessonsPath}${id}/`;
}

/** The path of all action items. */
export const actionsPath = `${lessonsPath}actions/`;

/** The path of the figures about what was learned. */
export const metricsPath = `${lessonsPath}metrics/`;

/** The path of the glossary; a term's fragment is its id. */
export const glossaryPath = "/glossary/";

/** The path of the search. */
export const searchPath = "/search/";

/** The path of a service's page. */
export function servicePath(id: string): string {
  return `/services/${id}/`;
}

/** The path of a page's twin in Markdown: the page's own, with another ending. */
export function twinPath(page: string): string {
  return `${page.replace(/\/$/, "")}.md`;
}

/** Puts the frame around a page. */
export function pageView(model: SiteModel, facts: PageFacts): PageView {
  const { site } = model;
  const home: LinkView = { label: "Status", href: link(model, "/") };
  const sections = [
    { label: "Status", path: "/" },
    { label: "History", path: "/history/" },
    ...(model.advisories.length > 0 ? [{ label: "Advisories", path: advisoriesPath }] : []),
    ...(model.postmortems.length > 0 ? [{ label: "Lessons", path: lessonsPath }] : []),
    { label: "Subscribe", path: "/subscribe/" },
  ];
  return {
    title: facts.path === "/" ? site.name : `${facts.title} · ${site.name}`,
    description: facts.description,
    canonical: absolute(model, facts.path),
    language: site.locale,
    policy: model.origin.live ? undefined : facts.search ? searchPolicy : policy,
    siteName: site.name,
    home: home.href,
    logo: site.brand?.logo && link(model, site.brand.logo),
    nav: [
      ...sections.map(({ label, path }) => ({
        label,
        href: link(model, path),
        current: path === "/" ? facts.path === "/" : facts.path.startsWith(path),
      })),
      ...site.nav.map(({ label, url }) => ({ label, href: url, current: false })),
    ],
    feeds: [...(facts.feeds ?? []), { title: site.name, path: mainFeedPath }].flatMap((feed) =>
      feedLinks(model, feed),
    ),
    twin: facts.twin ? link(model, twinPath(facts.path)) : undefined,
    subscribe: link(model, "/subscribe/"),
    search: link(model, searchPath),
    audit: model.history.state === "on" ? link(model, auditPath) : undefined,
    favicon: link(model, "/favicon.svg"),
    brand: site.brand?.accent || model.origin.brand ? link(model, "/brand.css") : undefined,
    breadcrumbs: facts.path === "/" ? [] : [home, ...(facts.breadcrumbs ?? [])],
    incomplete: incompleteSentence(model),
    built: builtView(model),
  };
}

/** The page's nearest feed in each format; none where that is the one of everything. */
export function ownFeeds({ feeds }: PageView): readonly FeedLinkView[] {
  const formats = Object.keys(feedFormats).length;
  return feeds.length > formats ? feeds.slice(0, formats) : [];
}

function feedLinks(model: SiteModel, { title, path }: FeedAddress): FeedLinkView[] {
  return Object.entries(feedFormats).map(([ending, { name, type }]) => ({
    format: name,
    type,
    title: `${title} (${name})`,
    href: link(model, `${path}.${ending}`),
  }));
}

/** Says honestly what readers do not see. */
function incompleteSentence(model: SiteModel): string | undefined {
  const missing = model.leftOut.length;
  const partly = model.mistaken.length;
  const earlier = model.restored.size;
  const parts = [
    missing > 0 &&
      `${missing === 1 ? "1 file could not be read and is" : `${missing} files could not be read and are`} missing here`,
    partly > 0 && `parts of ${counted(partly, "file")} could not be read and may be missing here`,
    earlier > 0 &&
      (earlier === 1
        ? "the newest change of 1 file could not be read, so an earlier version is shown"
        : `the newest changes of ${earlier} files could not be read, so earlier versions are shown`),
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `${parts.join("; ")}.`;
}

function builtView(model: SiteModel): BuiltView {
  const { commit, modified, engine } = model.origin;
  return {
    at: timeView(model.now),
    engine,
    commit:
      commit === undefined
        ? undefined
        : { short: commit.slice(0, 7), href: commitUrl(model, commit), modified },
    version: model.origin.version,
    poll: link(model, "/api/v1/build.json"),
  };
}

/** The page of a commit on its forge; undefined where the site names none. */
export function commitUrl(model: SiteModel, commit: string): string | undefined {
  const { repository } = model.site;
  if (!repository) return undefined;
  const root = repository.url.replace(/\/+$/, "");
  return `${root}/${repository.forge === "gitlab" ? "-/" : ""}commit/${commit}`;
}

/** Where a file can be edited on its forge. */
export function editUrl(model: SiteModel, file: string): string | undefined {
  const { repository } = model.site;
  if (!repository) return undefined;
  const root = repository.url.replace(/\/+$/, "");
  const verb = { github: "edit", gitlab: "-/edit", forgejo: "_edit" }[repository.forge];
  const path = `${repository.branch}/${model.origin.prefix}${file}`
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return `${root}/${verb}/${path}`;
}
