import { serviceAvailability } from "../model/availability.ts";
import { levelLabels, worst } from "../model/level.ts";
import type { ServiceState } from "../model/service.ts";
import type { SiteModel } from "../model/site.ts";
import { uptimePercent } from "../model/uptime.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import { badgePath, groupBadgePath, serviceBadgePath, uptimeBadgePath } from "../views/badge.ts";
import { uptimeText } from "../views/bars.ts";
import type { TextDocument } from "../views/document.ts";
import { badgeSvg } from "./badge/svg.ts";

/*
 * Badges: pictures for readmes and other sites. They are drawn here and not by a service of the kind of shields.io, so that
 * they cost no request to a third party, tell levels by shape and word as the pages do, and fit dark pages.
 */

/**
 * The badges of the site, of its groups (those without a service too: their addresses may be in use; the services without
 * a group have none together), and two of each service: its level, and its uptime as its page tells it.
 */
export function* badgeDocuments(model: SiteModel): Generator<TextDocument> {
  const { site } = model;
  const level = (path: string, label: string, sign: Level): TextDocument => {
    return { path, body: badgeSvg({ label, word: levelLabels[sign], sign, language: site.locale }) };
  };
  const plain = (path: string, label: string, word: string): TextDocument => {
    return { path, body: badgeSvg({ label, word, sign: "none", language: site.locale }) };
  };
  yield level(badgePath, site.name, model.level);
  const groups = new Map(model.groups.map((group) => [group.id, group]));
  for (const { id, name } of site.groups) {
    const levels = groups.get(id)?.services.map((service) => service.level);
    const path = groupBadgePath(id);
    yield levels ? level(path, name, worst(levels)) : plain(path, name, "No services");
  }
  for (const service of model.services.values()) {
    const { id, name } = service.record;
    const path = serviceBadgePath(id);
    yield service.retired ? plain(path, name, "Retired") : level(path, name, service.level);
    yield plain(uptimeBadgePath(id), name, uptimeSentence(model, service));
  }
}

function uptimeSentence(model: SiteModel, service: ServiceState): string {
  const { window } = model.site.uptime;
  const percent = uptimePercent(serviceAvailability(model, service));
  const over = percent === undefined ? "" : ` in ${window} ${window === 1 ? "day" : "days"}`;
  return `Uptime: ${uptimeText(percent)}${over}`;
}
