import { createHash } from "node:crypto";
import { type HistoryKind, historyKey } from "../history/revision.ts";
import type { SiteModel } from "../model/site.ts";
import { textHtml } from "../records/markdown.ts";
import { idOf } from "../records/source.ts";
import { recordPath, trailPath } from "../views/audit/path.ts";
import { shownTitle } from "../views/audit/trail.ts";
import type { SiteDocument } from "../views/document.ts";
import { absolute } from "../views/page.ts";

/** Advisories keep their number whatever their file is called, and the settings have one name. */
const kinds: readonly HistoryKind[] = ["incident", "postmortem", "service"];

/**
 * A page at every address that a record and its history had before its file was renamed: what was published once is found for
 * good. None where another record is now.
 */
export function* movedDocuments(model: SiteModel): Generator<SiteDocument> {
  // Some hosts, and disks, do not tell capitals apart: the page would be in place of the one that it leads to.
  const taken = new Set(
    model.history.records.flatMap(({ kind, id }) =>
      shownTitle(model, kind, id) === undefined ? [] : historyKey(kind, id).toLowerCase(),
    ),
  );
  for (const { kind, id, revisions } of model.history.records) {
    const title = kinds.includes(kind) ? shownTitle(model, kind, id) : undefined;
    if (title === undefined) continue;
    for (const old of new Set(revisions.map(({ path }) => idOf(path)))) {
      const key = historyKey(kind, old).toLowerCase();
      if (taken.has(key) || shownTitle(model, kind, old) !== undefined) continue;
      taken.add(key);
      for (const pathOf of [recordPath, trailPath]) {
        const body = movedPage(title, absolute(model, pathOf(kind, id)));
        yield { path: `${pathOf(kind, old)}index.html`, body };
      }
    }
  }
}

/** Leads to where the page's link does, and to the same place within it. */
const script = "location.replace(document.links[0].href + location.hash)";
const policy = `default-src 'none'; script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * The page at a former address, down to the single update. It leads on by itself, to the top where scripts do not run, with
 * a link for those whose browser does neither.
 */
export function movedPage(name: string, address: string): string {
  const title = textHtml(name);
  const href = textHtml(address);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<noscript><meta http-equiv="refresh" content="0; url=${href}"></noscript>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="${href}">
<title>Moved: ${title}</title>
</head>
<body>
<main>
<h1>This page has moved</h1>
<p><a href="${href}">${title}</a></p>
</main>
<script>${script}</script>
</body>
</html>
`;
}
