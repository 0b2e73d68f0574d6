import type { answers, detectionSources } from "../../records/schema/vocabulary.ts";
import type { IncidentTimes } from "./incident.ts";

/** Who noticed an incident first. */
export type FirstNoticed = (typeof answers)[number];

/** Which incidents were first noticed by users. Together they are all that count. */
export interface UsersFirst {
  readonly yes: readonly IncidentTimes[];
  readonly no: readonly IncidentTimes[];
  readonly unknown: readonly IncidentTimes[];
}

/** What the source of detection says of who was first, where no report says it. */
const FIRST = {
  "monitoring-alert": "no",
  "synthetic-check": "no",
  "user-report": "yes",
  "issue-tracker": "yes",
  "maintainer-observation": "no",
  "downstream-report": "yes",
  "security-researcher": "unknown",
  "provider-notice": "unknown",
  "audit-or-scan": "no",
  "release-testing": "no",
  luck: "unknown",
  unknown: "unknown",
} as const satisfies Record<(typeof detectionSources)[number], FirstNoticed>;

/** Who noticed first: as the report says, else by the incident's source of detection. */
export function firstNoticed({ report, timeline }: IncidentTimes): FirstNoticed {
  const said = report?.record.detection?.usersFirst;
  const by = report?.record.detection?.source ?? timeline.record.detected?.by;
  return said ?? (by === undefined ? "unknown" : FIRST[by]);
}

/** Sorts incidents by who noticed them first. */
export function usersFirst(incidents: readonly IncidentTimes[]): UsersFirst {
  const groups = Map.groupBy(incidents, firstNoticed);
  return { yes: groups.get("yes") ?? [], no: groups.get("no") ?? [], unknown: groups.get("unknown") ?? [] };
}
