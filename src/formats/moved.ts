import type { SiteModel } from "../model/site.ts";
import { textHtml } from "../records/markdown.ts";
import { idOf } from "../records/source.ts";
import { absolute, incidentPath } from "../views/page.ts";

/** Ids that incidents had before their files were renamed, and the ids that they have now; none that is in use again. */
export function formerIds({ history, timelinesById }: SiteModel): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  for (const { kind, id, revisions } of history.records) {
    if (kind !== "incident" || !timelinesById.has(id)) continue;
    for (const { path } of revisions) {
      const old = idOf(path);
      if (!timelinesById.has(old)) former.set(old, id);
    }
  }
  return former;
}

/**
 * The page at an incident's former address: what was published once is found for good. It leads on by itself, with a
 * link for those whose browser does not.
 */
export function movedPage(model: SiteModel, id: string): string {
  const title = textHtml(model.timelinesById.get(id)?.record.title ?? id);
  const href = textHtml(absolute(model, incidentPath(id)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=${href}">
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
</body>
</html>
`;
}
