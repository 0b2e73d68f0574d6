import type { Level } from "../../records/schema/vocabulary.ts";

/*
 * The JSON of Statuspage's public API, version 2, as its clients read it. Keys are theirs, to the letter: a client that
 * is strict refuses one more. Times are RFC 3339 in UTC.
 */

export interface Page {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly time_zone: "Etc/UTC";
  readonly updated_at: string;
}

export interface PageStatus {
  readonly indicator: "none" | "minor" | "major" | "critical" | "maintenance";
  readonly description:
    | "All Systems Operational"
    | "Partially Degraded Service"
    | "Minor Service Outage"
    | "Partial System Outage"
    | "Major System Outage"
    | "Service Under Maintenance";
}

export type ComponentStatus =
  | "operational"
  | "degraded_performance"
  | "partial_outage"
  | "major_outage"
  | "under_maintenance";

export interface Component {
  readonly id: string;
  readonly name: string;
  readonly status: ComponentStatus;
  readonly created_at: string;
  readonly updated_at: string;
  readonly position: number;
  readonly description: string | null;
  readonly showcase: boolean;
  /** A day, `2026-11-20`. */
  readonly start_date: string | null;
  readonly group_id: string | null;
  readonly page_id: string;
  readonly group: boolean;
  readonly only_show_if_degraded: boolean;
  /** On groups only: ids of their components. */
  readonly components?: readonly string[];
}

export type IncidentStatus = "investigating" | "identified" | "monitoring" | "resolved" | "postmortem";
export type MaintenanceStatus = "scheduled" | "in_progress" | "verifying" | "completed";

export interface AffectedComponent {
  readonly code: string;
  readonly name: string;
  readonly old_status: ComponentStatus;
  readonly new_status: ComponentStatus;
}

export interface IncidentUpdate<S> {
  readonly id: string;
  readonly status: S;
  readonly body: string;
  readonly incident_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly display_at: string;
  readonly affected_components: readonly AffectedComponent[] | null;
  readonly deliver_notifications: boolean;
  readonly custom_tweet: null;
  readonly tweet_id: null;
}

interface Report<S, I> {
  readonly id: string;
  readonly name: string;
  readonly status: S;
  readonly created_at: string;
  readonly updated_at: string;
  readonly monitoring_at: string | null;
  readonly resolved_at: string | null;
  readonly impact: I;
  readonly shortlink: string;
  readonly started_at: string;
  readonly page_id: string;
  readonly incident_updates: readonly IncidentUpdate<S>[];
  readonly components: readonly Component[];
  readonly reminder_intervals: null;
}

export type IncidentImpact = "none" | "minor" | "major" | "critical";
export type Incident = Report<IncidentStatus, IncidentImpact>;
export type Maintenance = Report<MaintenanceStatus, "maintenance"> & {
  readonly scheduled_for: string;
  readonly scheduled_until: string;
};

/** Our levels in Statuspage's words. */
export const componentStatuses = {
  operational: "operational",
  maintenance: "under_maintenance",
  degraded: "degraded_performance",
  partial: "partial_outage",
  major: "major_outage",
} as const satisfies Record<Level, ComponentStatus>;
