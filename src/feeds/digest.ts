import type { SiteModel } from "../model/site.ts";
import { textHtml } from "../records/markdown.ts";
import { type DigestSection, type DigestView, digestMonths, digestOf } from "../views/lesson/digest.ts";
import { absolute } from "../views/page.ts";
import { anchor, lines, list, part } from "./html.ts";
import type { FeedItem } from "./item.ts";

/** One entry for each month that is over, newest first. It is published when its month ends. */
export function digestItems(model: SiteModel): FeedItem[] {
  return digestMonths(model)
    .map((month) => digestOf(model, month))
    .filter(({ isOver }) => isOver)
    .map((digest) => digestItem(model, digest));
}

function digestItem(model: SiteModel, digest: DigestView): FeedItem {
  const page = absolute(model, digest.path);
  return {
    id: page,
    url: page,
    title: `${digest.label} at ${model.site.name}`,
    facts: { record: digest.month, kind: "digest", status: "final", severity: undefined, services: [] },
    published: digest.end,
    updated: digest.end,
    author: undefined,
    categories: ["digest"],
    html: () =>
      lines(
        `<p>${textHtml(digest.lead)}</p>`,
        ...digest.sections.map((section) => part(section.title, sectionHtml(model, section))),
      ),
  };
}

function sectionHtml(model: SiteModel, { items, more }: DigestSection): string {
  const whole = (href: string): string => new URL(href, absolute(model, "/")).href;
  const rest = more ? [anchor(whole(more.href), more.label)] : [];
  return list([
    ...items.map(({ label, href, note }) => {
      const about = note === "" ? "" : `: ${textHtml(note)}`;
      return `${anchor(whole(href), label)}${about}`;
    }),
    ...rest,
  ]);
}
