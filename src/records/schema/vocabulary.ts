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

/** Where a review stands. Only drafts are not shown. */
export const postmortemStatuses = ["draft", "in-review", "final", "superseded"] as const;
export type PostmortemStatus = (typeof postmortemStatuses)[number];

/** What set an incident off. */
export const triggers = [
  "release",
  "config-change",
  "infra-change",
  "data-migration",
  "traffic-or-usage",
  "capacity-exhaustion",
  "provider-failure",
  "expiry",
  "hardware",
  "malicious-action",
  "operator-action",
  "none-identified",
  "unknown",
] as const;

/** Kinds of contributing factors. */
export const factorCategories = [
  "software-defect",
  "config",
  "change-management",
  "capacity",
  "architecture",
  "dependency-or-provider",
  "monitoring-gap",
  "alert-routing",
  "access",
  "documentation",
  "communication",
  "process",
  "tooling",
  "training",
  "test-coverage",
  "security-control",
  "data-integrity",
  "hardware-or-network",
  "staffing-or-time-zone",
  "governance",
  "unknown",
] as const;
export type FactorCategory = (typeof factorCategories)[number];

/** How sure the time of an event is. */
export const confidences = ["exact", "estimated", "unknown"] as const;
export type Confidence = (typeof confidences)[number];

/** The times of an incident from which durations come, in the order in which they should follow each other. */
export const keyTimes = [
  "impactStart",
  "detected",
  "declared",
  "mitigated",
  "impactEnd",
  "resolved",
] as const;
export type KeyTimeName = (typeof keyTimes)[number];

/** Yes, no, or nobody knows. */
export const answers = ["yes", "no", "unknown"] as const;

/** What became of data. */
export const dataImpacts = ["none", "exposed", "lost", "corrupted", "unknown"] as const;

/** Whether a change was taken back. */
export const rollbacks = ["yes", "no", "not-possible", "unknown"] as const;

/** How a playbook did. */
export const playbookVerdicts = ["worked", "partly", "outdated", "missing", "not-used", "unknown"] as const;

/** What an action item is to achieve. */
export const actionKinds = [
  "prevent",
  "detect",
  "mitigate",
  "repair",
  "process",
  "documentation",
  "tooling",
  "training",
  "decision-criteria",
  "upstream",
  "investigate",
  "unknown",
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Where an action item stands. */
export const actionStatuses = [
  "open",
  "in-progress",
  "blocked",
  "delayed",
  "done",
  "wont-do",
  "unknown",
] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** Who may follow a piece of evidence. */
export const evidenceAccess = ["public", "restricted"] as const;

/** What may be shown of a person or an organisation. */
export const consents = ["public", "handle", "anonymous"] as const;
