import type { SiteModel } from "../model/site.ts";
import { type FeedScope, feedScopes } from "../views/feed.ts";
import { absolute } from "../views/page.ts";
import { documentPath } from "./path.ts";
import { xmlText } from "./text.ts";

const groups = [
  {
    text: "General",
    kinds: ["all", "incidents", "maintenance", "advisories", "lessons", "actions", "digest", "severe"],
  },
  { text: "Groups", kinds: ["group"] },
  { text: "Services", kinds: ["service"] },
  { text: "Affected packages", kinds: ["package"] },
  { text: "Changes", kinds: ["audit"] },
] as const satisfies readonly { text: string; kinds: readonly FeedScope["kind"][] }[];

/** A folder of more feeds is left out: no reader would import it. Packages may be thousands. */
const MOST = 500;

/** Lists all feeds, as Atom, for feed readers to import (OPML 2.0, opml.org/spec2.opml; there, all formats are `rss`). */
export function opmlDocument(model: SiteModel): string {
  const byKind = Map.groupBy(feedScopes(model), ({ kind }) => kind);
  const outlines = groups.flatMap(({ text, kinds }) => {
    const own = kinds.flatMap((kind) => byKind.get(kind) ?? []);
    if (own.length > MOST) return [];
    return own.length === 0
      ? []
      : [`<outline text="${text}">\n${own.map((scope) => outline(model, scope)).join("")}</outline>\n`];
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
<head>
<title>${xmlText(`Feeds of ${model.site.name}`)}</title>
<ownerName>${xmlText(model.site.name)}</ownerName>
<ownerId>${xmlText(absolute(model, "/"))}</ownerId>
<docs>https://opml.org/spec2.opml</docs>
</head>
<body>
${outlines.join("")}</body>
</opml>
`;
}

function outline(model: SiteModel, scope: FeedScope): string {
  const attributes = {
    type: "rss",
    text: scope.title,
    title: scope.title,
    description: scope.description,
    language: model.site.locale,
    htmlUrl: absolute(model, scope.home),
    xmlUrl: absolute(model, documentPath(scope, "atom")),
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${xmlText(value)}"`);
  return `<outline ${written.join(" ")}/>\n`;
}
