import type { DisclosureEvent } from "../../records/schema/vocabulary.ts";
import type { AdvisoryState } from "../advisory.ts";
import { type IncidentTimeName, type IncidentTimes, incidentTimeNames } from "./incident.ts";
import { patchable, stepTime } from "./patch.ts";
import { firstNoticed } from "./users.ts";

/** In how many of the records that could say something it is said. */
export interface Known<N extends string = string> {
  readonly name: N;
  readonly known: number;
  /** How many of the known ones are estimates. */
  readonly estimated: number;
  readonly total: number;
}

/** Steps of a disclosure between which something is measured. */
export const measuredEvents = [
  "reported",
  "fixed",
  "released",
  "disclosed",
] as const satisfies readonly DisclosureEvent[];

/** How complete the records are. */
export interface Quality {
  readonly incidents: readonly Known<IncidentTimeName | "usersFirst">[];
  readonly advisories: readonly Known<(typeof measuredEvents)[number]>[];
}

/** Times that an incident has only once it is over: nobody expects them of one that goes on. */
const LATE: ReadonlySet<IncidentTimeName> = new Set(["mitigated", "impactEnd", "resolved"]);

/** Counts in how many records each key time is known. */
export function qualityOf(
  incidents: readonly IncidentTimes[],
  advisories: readonly AdvisoryState[],
): Quality {
  const over = incidents.filter(({ isOver }) => isOver);
  const told = incidents.filter((incident) => firstNoticed(incident) !== "unknown");
  const counted = patchable(advisories);
  return {
    incidents: [
      ...incidentTimeNames.map((name): Known<IncidentTimeName> => {
        const own = LATE.has(name) ? over : incidents;
        const times = own.flatMap(({ times }) => times[name] ?? []);
        const estimated = times.filter(({ confidence }) => confidence === "estimated").length;
        return { name, known: times.length, estimated, total: own.length };
      }),
      { name: "usersFirst", known: told.length, estimated: 0, total: incidents.length },
    ],
    advisories: measuredEvents.map((name) => ({
      name,
      known: counted.filter((advisory) => stepTime(advisory, name) !== undefined).length,
      estimated: 0,
      total: counted.length,
    })),
  };
}
