import type { SiteModel } from "../model/site.ts";
import type { TextDocument } from "../views/document.ts";

/*
 * What hosts must send beside the files themselves. Everything that is published is public and there are no cookies, so
 * other origins may read it: status banners, dashboards and feed readers that run in a browser could not, otherwise.
 */

/** Sent with every answer. `frame-ancestors` is the one part of the pages' policy that works in a header only. */
const everywhere = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Content-Security-Policy": "frame-ancestors 'self'",
} as const;

const shared = { "Access-Control-Allow-Origin": "*" } as const;

/** Names of these files, or of the folder that they are in, hold a digest of their content. */
const forever = { "Cache-Control": "public, max-age=31536000, immutable" } as const;
const briefly = { "Cache-Control": "public, max-age=60" } as const;

/** Content types by the endings of files. JSON has no charset (RFC 8259, section 8.1). */
export const contentTypes = {
  json: "application/json",
  jsonl: "application/jsonl",
  // Browsers show a feed with its style sheet only as plain XML; feed readers take it as well.
  rss: "application/xml",
  atom: "application/xml",
  xml: "application/xml",
  opml: "text/x-opml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  svg: "image/svg+xml",
  md: "text/markdown; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  sha256: "text/plain; charset=utf-8",
  sha512: "text/plain; charset=utf-8",
  zip: "application/zip",
  // The search index, whose files are packed: a host that took them for text would pack them again.
  pagefind: "application/octet-stream",
  pf_meta: "application/octet-stream",
  pf_index: "application/octet-stream",
  pf_filter: "application/octet-stream",
  pf_fragment: "application/octet-stream",
} as const satisfies Record<string, string>;

/** JSON feeds end as all JSON does, and are told by their paths: `/feed.json`, `/services/api/feed/2026-10.json`. */
export const jsonFeed = {
  paths: "/(?:(?:services/[^/]+|audit|advisories(?:/packages/.+)?)/)?feeds?(?:/.+)?\\.json$",
  type: "application/feed+json",
} as const;

/** The files for hosts that read such, in the site's root: Netlify and Cloudflare Pages, Apache. */
export function* hostDocuments({ origin: { base } }: Pick<SiteModel, "origin">): Generator<TextDocument> {
  yield { path: "/_headers", body: headersFile(base) };
  yield { path: "/.htaccess", body: htaccessFile(base) };
}

/**
 * The file of Netlify and Cloudflare Pages. Of all rules that match, each adds its headers, and what two of them set is
 * joined with a comma: so no header may come from two rules. Only what both read is used: one asterisk, at the end, and
 * placeholders for whole segments; so the JSON feeds in folders are sent as what they are, too, JSON. Both hosts know the
 * content types of the other endings, and let nothing else be kept without asking again.
 */
function headersFile(base: string): string {
  const rules: [string, Readonly<Record<string, string>>][] = [
    [`${base}/*`, { ...everywhere, ...shared }],
    [`${base}/assets/*`, forever],
    [`${base}/search/:index/*`, forever],
    [`${base}/feed.json`, { "Content-Type": jsonFeed.type }],
    [`${base}/audit/feed.json`, { "Content-Type": jsonFeed.type }],
    [`${base}/advisories/feed.json`, { "Content-Type": jsonFeed.type }],
    [`${base}/services/:id/feed.json`, { "Content-Type": jsonFeed.type }],
    [`${base}/maintenance.ics`, { "Content-Type": contentTypes.ics }],
    [`${base}/services/:id/maintenance.ics`, { "Content-Type": contentTypes.ics }],
    [`${base}/feeds/actions.ics`, { "Content-Type": contentTypes.ics }],
    [`${base}/export/records.jsonl`, { "Content-Type": contentTypes.jsonl }],
  ];
  const text = rules.map(
    ([path, headers]) =>
      `${path}\n${Object.entries(headers)
        .map(([name, value]) => `  ${name}: ${value}\n`)
        .join("")}`,
  );
  return `# Written by Daymark. A file of this name in public/ takes its place.\n\n${text.join("\n")}`;
}

/** The file of Apache 2.4. All of it needs no more than AllowOverride FileInfo. */
function htaccessFile(base: string): string {
  const endings = [...Object.keys(contentTypes), "js"].join("|");
  const lines = [
    "# Written by Daymark. A file of this name in public/ takes its place.",
    "",
    `ErrorDocument 404 ${base}/404.html`,
    "",
    "<IfModule mod_mime.c>",
    ...Object.entries(contentTypes).map(([ending, type]) => `  AddType "${type}" .${ending}`),
    "</IfModule>",
    "",
    "<IfModule mod_headers.c>",
    ...Object.entries(everywhere).map(([name, value]) => `  Header always set ${name} "${value}"`),
    `  <FilesMatch "\\.(?:${endings})$">`,
    ...Object.entries(shared).map(([name, value]) => `    Header set ${name} "${value}"`),
    "  </FilesMatch>",
    "  <IfModule mod_setenvif.c>",
    `    SetEnvIf Request_URI "^${escaped(base)}${jsonFeed.paths}" DAYMARK_FEED`,
    `    Header set Content-Type "${jsonFeed.type}" env=DAYMARK_FEED`,
    `    SetEnvIf Request_URI "^${escaped(base)}/assets/[^/]+\\.[A-Za-z0-9_-]{8}\\.[a-z0-9]+$" DAYMARK_ASSET`,
    `    SetEnvIf Request_URI "^${escaped(base)}/search/index-[^/]+/" DAYMARK_ASSET`,
    `    Header set Cache-Control "${forever["Cache-Control"]}" env=DAYMARK_ASSET`,
    `    Header set Cache-Control "${briefly["Cache-Control"]}" env=!DAYMARK_ASSET`,
    "  </IfModule>",
    "</IfModule>",
  ];
  return `${lines.join("\n")}\n`;
}

/** A path within a regular expression between quotation marks; `--base` lets only few characters through. */
function escaped(path: string): string {
  return path.replace(/[\\^$.*+?()[\]{}|"]/g, "\\$&");
}
