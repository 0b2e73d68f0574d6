/*
 * The words that records may use. Each table is the single source of a vocabulary: schema, type, label.
 */

/** Kinds of files under `incidents/`. */
export const incidentKinds = ["incident", "maintenance", "notice"] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** How much of a service is affected, from least to most. */
export const impactLevels = ["maintenance", "degraded", "partial", "major"] as const;
export type ImpactLevel = (typeof impactLevels)[number];

/** The level of a service or of the whole site at one moment, from best to worst. */
export const levels = ["operational", ...impactLevels] as const;
export type Level = (typeof levels)[number];

/** Status words of each kind of record, in the order in which a record passes through them. */
export const statuses = {
  incident: ["investigating", "identified", "monitoring", "resolved", "reopened", "update", "correction"],
  maintenance: ["scheduled", "in-progress", "verifying", "completed", "cancelled", "update", "correction"],
  notice: ["notice", "ended", "update", "correction"],
} as const satisfies Record<IncidentKind, readonly string[]>;
export type Status = (typeof statuses)[IncidentKind][number];

/** Status words that say something without changing the status. */
export const neutralStatuses: readonly Status[] = ["update", "correction"];

/** Status words after which a record is over. */
export const finalStatuses: readonly Status[] = ["resolved", "completed", "cancelled", "ended"];

/** What kind of event an incident was. */
export const incidentTypes = [
  "service-outage",
  "degradation",
  "data-loss",
  "data-exposure",
  "security-breach",
  "supply-chain",
  "release-regression",
  "upgrade-failure",
  "certificate-expiry",
  "dependency-outage",
  "abuse-or-dos",
  "maintenance-overrun",
  "process-failure",
  "near-miss",
  "other",
  "unknown",
] as const;

/** How an incident was first noticed. */
export const detectionSources = [
  "monitoring-alert",
  "synthetic-check",
  "user-report",
  "issue-tracker",
  "maintainer-observation",
  "downstream-report",
  "security-researcher",
  "provider-notice",
  "audit-or-scan",
  "release-testing",
  "luck",
  "unknown",
] as const;

/** How two records are related. */
export const relations = ["similar", "same-cause", "caused-by", "causes", "follows", "duplicate"] as const;

/** Kinds of advisories. Informational ones are in no machine format: nothing need be patched. */
export const advisoryKinds = ["vulnerability", "malware", "informational"] as const;
export type AdvisoryKind = (typeof advisoryKinds)[number];

/** Steps of a disclosure. Patch latency comes from these. */
export const disclosureEvents = ["reported", "acknowledged", "fixed", "released", "disclosed"] as const;
export type DisclosureEvent = (typeof disclosureEvents)[number];

/** What a credit was given for: `credits[].type` of OSV 1.8 in lower case. */
export const creditTypes = [
  "finder",
  "reporter",
  "analyst",
  "coordinator",
  "remediation-developer",
  "remediation-reviewer",
  "remediation-verifier",
  "tool",
  "sponsor",
  "other",
] as const;

/** What a reference leads to: `references[].type` of OSV 1.8 in lower case. */
export const referenceTypes = [
  "advisory",
  "article",
  "detection",
  "discussion",
  "report",
  "fix",
  "introduced",
  "git",
  "package",
  "evidence",
  "web",
] as const;
export type ReferenceType = (typeof referenceTypes)[number];
