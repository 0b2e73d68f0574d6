import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { finalStatuses, type Level, neutralStatuses, type Status } from "../../records/schema/vocabulary.ts";
import { permanentId } from "../../views/audit/permanent.ts";
import { absolute, incidentPath } from "../../views/page.ts";
import { maybeTime } from "../time.ts";
import type { Components } from "./component.ts";
import { firstPublished, lastChange, pageId } from "./page.ts";
import type {
  Component,
  Incident,
  IncidentImpact,
  IncidentStatus,
  Maintenance,
  MaintenanceStatus,
} from "./shape.ts";
import { updatesOf } from "./update.ts";

/** Makes an incident of a record of kind incident. */
export function incidentOf(model: SiteModel, timeline: Timeline, components: Components): Incident {
  const closed = closing(timeline);
  return {
    id: permanentId(model, "incident", timeline.record.id),
    name: timeline.record.title,
    status: incidentWord(timeline.status),
    ...datesOf(model, timeline),
    monitoring_at: maybeTime(monitoredSince(timeline)),
    resolved_at: maybeTime(closed),
    impact: impactOf(timeline),
    ...placeOf(model, timeline),
    incident_updates: updatesOf(model, timeline, "investigating", incidentWord),
    components: affected(timeline, components),
    reminder_intervals: null,
  };
}

/** Makes a scheduled maintenance of a record of kind maintenance. A cancelled one is completed: there is no other word. */
export function maintenanceOf(model: SiteModel, timeline: Timeline, components: Components): Maintenance {
  const { record, start, end } = timeline;
  return {
    id: permanentId(model, "incident", record.id),
    name: record.title,
    status: maintenanceWord(timeline.status),
    ...datesOf(model, timeline),
    monitoring_at: null,
    resolved_at: maybeTime(closing(timeline)),
    impact: "maintenance",
    ...placeOf(model, timeline),
    incident_updates: updatesOf(model, timeline, "scheduled", maintenanceWord),
    components: affected(timeline, components),
    reminder_intervals: null,
    scheduled_for: toRfc3339(record.scheduled?.from ?? start),
    scheduled_until: toRfc3339(record.scheduled?.to ?? end ?? start),
  };
}

function incidentWord(status: Status): IncidentStatus {
  switch (status) {
    case "identified":
    case "monitoring":
    case "resolved":
      return status;
    default:
      // A reopened incident is looked into again.
      return "investigating";
  }
}

function maintenanceWord(status: Status): MaintenanceStatus {
  switch (status) {
    case "in-progress":
      return "in_progress";
    case "verifying":
      return status;
    case "completed":
    case "cancelled":
      return "completed";
    default:
      return "scheduled";
  }
}

const impacts = {
  operational: "none",
  maintenance: "none",
  degraded: "minor",
  partial: "major",
  major: "critical",
} as const satisfies Record<Level, IncidentImpact>;

/**
 * How bad it was: the severity that people gave it where its id is one of Statuspage's four words, as in the policy that
 * sites have by default; otherwise by the worst level that any service had in it.
 */
export function impactOf({ record, worstLevel }: Timeline): IncidentImpact {
  const { severity } = record;
  return severity === "none" || severity === "minor" || severity === "major" || severity === "critical"
    ? severity
    : impacts[worstLevel];
}

function datesOf(model: SiteModel, timeline: Timeline): Pick<Incident, "created_at" | "updated_at"> {
  return {
    created_at: toRfc3339(firstPublished(model, timeline)),
    updated_at: toRfc3339(lastChange(model, timeline)),
  };
}

function placeOf(
  model: SiteModel,
  { record, start }: Timeline,
): Pick<Incident, "shortlink" | "started_at" | "page_id"> {
  return {
    shortlink: absolute(model, incidentPath(record.id)),
    started_at: toRfc3339(start),
    page_id: pageId(model),
  };
}

/** When it was declared to be over; undefined while it is not. */
function closing({ phase, updates }: Timeline): Instant | undefined {
  return phase === "over" ? updates.findLast(({ status }) => finalStatuses.includes(status))?.at : undefined;
}

/** Since when it is, or was at its end, being monitored; undefined where work went on after that. */
function monitoredSince({ updates }: Timeline): Instant | undefined {
  const stages = updates.filter(
    ({ status }) => !neutralStatuses.includes(status) && !finalStatuses.includes(status),
  );
  const begun = stages.findLastIndex(({ status }) => status !== "monitoring") + 1;
  return stages[begun]?.at;
}

function affected({ services }: Timeline, components: Components): Component[] {
  return services.flatMap((id) => components.services.get(id) ?? []);
}
