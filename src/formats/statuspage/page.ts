import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { historyOf } from "../../views/audit/state.ts";
import { absolute } from "../../views/page.ts";
import type { Page, PageStatus } from "./shape.ts";
import { earliest, latest } from "./time.ts";

/** The page's id: the host of the site, with the path below which it is served. */
export function pageId({ site, origin }: SiteModel): string {
  return `${new URL(site.url).host}${origin.base}`;
}

/**
 * The head of every document. `updated_at` is when anything in the records last changed, never when the site was built;
 * the beginning of 1970 where nothing is known.
 */
export function pageOf(model: SiteModel, services: readonly Instant[]): Page {
  const settings = historyOf(model, "site", "site");
  const updated = latest([
    ...services,
    settings?.modified,
    settings?.published,
    ...model.timelines.map((timeline) => lastChange(model, timeline)),
  ]);
  return {
    id: pageId(model),
    name: model.site.name,
    url: absolute(model, "/").replace(/\/$/, ""),
    time_zone: "Etc/UTC",
    updated_at: toRfc3339(updated ?? 0),
  };
}

/** When a record was first published: as git knows it, otherwise when its first update was written. */
export function firstPublished(model: SiteModel, { record, updates, start }: Timeline): Instant {
  return historyOf(model, "incident", record.id)?.published ?? updates[0]?.at ?? start;
}

/** When what a record says last changed: its newest update, or a later change of facts that git knows of. */
export function lastChange(model: SiteModel, timeline: Timeline): Instant {
  const { record, updates } = timeline;
  const published = firstPublished(model, timeline);
  const modified = historyOf(model, "incident", record.id)?.modified;
  return latest([published, updates.at(-1)?.at, modified]) ?? published;
}

/** When the oldest record of a site began; undefined where there is none. */
export function oldestRecord(model: SiteModel): Instant | undefined {
  return earliest(model.timelines.map(({ updates, start }) => updates[0]?.at ?? start));
}

/**
 * The state of everything in Statuspage's words, by the level that our own pages show: the worst of any service. It is
 * «Minor Service Outage» while an incident is open of which nobody has said yet what it does to any service.
 */
export function pageStatus(model: SiteModel): PageStatus {
  const unexplained = [...model.services.values()].every(
    ({ retired, level }) => retired || level === "operational" || level === "maintenance",
  );
  switch (model.level) {
    case "operational":
      return { indicator: "none", description: "All Systems Operational" };
    case "maintenance":
      return { indicator: "maintenance", description: "Service Under Maintenance" };
    case "degraded":
      return {
        indicator: "minor",
        description: unexplained ? "Minor Service Outage" : "Partially Degraded Service",
      };
    case "partial":
      return { indicator: "major", description: "Partial System Outage" };
    case "major":
      return { indicator: "critical", description: "Major System Outage" };
  }
}
