import type { SiteModel } from "../model/site.ts";
import { textHtml } from "../records/markdown.ts";
import { absolute, servicePath } from "./page.ts";

/** The path of the whole site's badge. */
export const badgePath = "/badge.svg";

/** The path of the script with the element `daymark-status`. */
const embedPath = "/embed.js";

/** The path of a group's badge. The group of services without a group has no id and no badge. */
export function groupBadgePath(id: string): string {
  return `/badges/groups/${id}.svg`;
}

/** The path of a service's badge. */
export function serviceBadgePath(id: string): string {
  return `${servicePath(id)}badge.svg`;
}

/** The path of the badge with a service's uptime. */
export function uptimeBadgePath(id: string): string {
  return `${servicePath(id)}uptime.svg`;
}

/**
 * HTML for other sites: a badge that links to a page of this one. `name` is what the badge is about: the alternative text
 * promises no level, because it stays when the badge changes.
 */
export function badgeHtml(model: SiteModel, name: string, badge: string, page: string): string {
  const text = textHtml(`Status of ${name}`);
  return `<a href="${absolute(model, page)}"><img src="${absolute(model, badge)}" alt="${text}" height="20"></a>`;
}

/** HTML for other sites: the element that shows the banner, with a link where scripts do not run. */
export function embedHtml(model: SiteModel): string {
  const name = textHtml(`Status of ${model.site.name}`);
  return [
    `<script async src="${absolute(model, embedPath)}"></script>`,
    `<daymark-status><a href="${absolute(model, "/")}">${name}</a></daymark-status>`,
  ].join("\n");
}
