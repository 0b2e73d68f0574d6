import type { SiteModel } from "../model/site.ts";
import type { Timeline } from "../model/timeline.ts";
import type { TextDocument } from "../views/document.ts";
import { jsonText } from "./json.ts";
import { componentsOf } from "./statuspage/component.ts";
import { incidentOf, maintenanceOf } from "./statuspage/incident.ts";
import { pageOf, pageStatus } from "./statuspage/page.ts";

/** So many incidents are listed, and so many maintenances; more where more are not over. */
const MOST = 50;

/**
 * Statuspage's public API, version 2, for clients that were written for it: all documents that they ask for, and in them
 * nothing that it does not have. Notices are not in it, as it has nothing of the kind: a client would take one for an
 * outage. Incidents and all maintenances are listed newest start first, coming and active maintenances soonest first.
 *
 * A published postmortem changes nothing here. Statuspage tells of one by an update with that status, which our pages do not
 * have and an import would bring back; without it, clients that know `resolved` alone would take an incident for open.
 */
export function* statuspageDocuments(model: SiteModel): Generator<TextDocument> {
  const components = componentsOf(model);
  const page = pageOf(model, components.changes);
  const status = pageStatus(model);
  const incidents = newest(model.timelines, "incident").map((one) => incidentOf(model, one, components));
  const maintenances = newest(model.timelines, "maintenance").map((one) =>
    maintenanceOf(model, one, components),
  );
  const unresolved = incidents.filter((one) => one.status !== "resolved");
  const coming = maintenances.filter((one) => one.status === "scheduled").reverse();
  const active = maintenances
    .filter((one) => one.status === "in_progress" || one.status === "verifying")
    .reverse();
  const documents = {
    status: { page, status },
    summary: {
      page,
      components: components.shown,
      incidents: unresolved,
      scheduled_maintenances: [...active, ...coming],
      status,
    },
    components: { page, components: components.shown },
    incidents: { page, incidents },
    "incidents/unresolved": { page, incidents: unresolved },
    "scheduled-maintenances": { page, scheduled_maintenances: maintenances },
    "scheduled-maintenances/upcoming": { page, scheduled_maintenances: coming },
    "scheduled-maintenances/active": { page, scheduled_maintenances: active },
  };
  for (const [name, body] of Object.entries(documents)) {
    yield { path: `/api/v2/${name}.json`, body: jsonText(body) };
  }
}

/** The newest records of a kind: all that are not over, and the newest of the others up to the limit. */
function newest(timelines: readonly Timeline[], kind: "incident" | "maintenance"): Timeline[] {
  const own = timelines.filter(({ record }) => record.kind === kind);
  let room = MOST - own.filter(({ phase }) => phase !== "over").length;
  return own.filter(({ phase }) => phase !== "over" || room-- > 0);
}
