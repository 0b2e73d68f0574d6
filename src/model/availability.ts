import type { Span } from "./interval.ts";
import type { ServiceState } from "./service.ts";
import type { GroupState, SiteModel } from "./site.ts";
import { type Availability, addAvailability, availability, noAvailability } from "./uptime.ts";

/** The days of the uptime window as one span; its last day may lie ahead in part. */
export function uptimeWindow({ days, now }: Pick<SiteModel, "days" | "now">): Span {
  return { from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now };
}

/** What happened to a service in the uptime window. */
export function serviceAvailability(model: SiteModel, service: ServiceState): Availability {
  return availability(service.spans, uptimeWindow(model), service.life);
}

/** What happened to the services of a group in the uptime window, added up. */
export function groupAvailability(model: SiteModel, group: GroupState): Availability {
  return group.services.reduce(
    (sum, service) => addAvailability(sum, serviceAvailability(model, service)),
    noAvailability,
  );
}
