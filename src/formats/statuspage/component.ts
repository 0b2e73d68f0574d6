import { worst } from "../../model/level.ts";
import type { ServiceState } from "../../model/service.ts";
import type { GroupState, SiteModel } from "../../model/site.ts";
import { type Instant, toRfc3339 } from "../../records/instant.ts";
import { historyOf } from "../../views/audit/state.ts";
import { oldestRecord, pageId } from "./page.ts";
import { type Component, componentStatuses } from "./shape.ts";
import { earliest, latest } from "./time.ts";

/** What the services of a site are in Statuspage's terms. */
export interface Components {
  /** Groups and the services that are not retired, in the order of the page. */
  readonly shown: readonly Component[];
  /** Services by their ids, retired ones included: records name them still. */
  readonly services: ReadonlyMap<string, Component>;
  /** When each of the services last changed. */
  readonly changes: readonly Instant[];
}

interface Dates {
  readonly created: Instant;
  readonly updated: Instant;
}

/**
 * The id of a group. Ids of groups and services share one space, and two groups or two services never differ in capitals
 * alone: a colon, which no id of a record holds, keeps the two kinds apart.
 */
export function groupId(group: GroupState): string {
  return `group:${group.id}`;
}

/**
 * Makes components of groups and services. Positions count in the order of the page, groups and their services in one
 * row, so that sorting by them gives that order whether or not a client sorts within groups. Services without a group
 * stand alone.
 */
export function componentsOf(model: SiteModel): Components {
  const oldest = oldestRecord(model);
  const dates = new Map(
    [...model.services.values()].map((service) => [service, datesOf(model, service, oldest)]),
  );
  const shown: Component[] = [];
  const services = new Map<string, Component>();
  let position = 0;
  const add = (service: ServiceState, group: GroupState | undefined): Component => {
    const own = dates.get(service) ?? { created: 0, updated: 0 };
    const component = componentOf(model, service, own, ++position, group);
    services.set(service.record.id, component);
    return component;
  };
  for (const group of model.groups) {
    const named = group.id === "" ? undefined : group;
    if (named) shown.push(groupComponent(model, named, ++position, dates));
    for (const service of group.services) shown.push(add(service, named));
  }
  for (const service of model.services.values()) if (service.retired) add(service, undefined);
  return { shown, services, changes: [...dates.values()].map(({ updated }) => updated) };
}

/**
 * When a service came to be known and when it last changed, from facts alone: git's first publication, else the first
 * day that counts, else the site's oldest record; then the last change of its level or of its file's facts.
 */
function datesOf(model: SiteModel, service: ServiceState, oldest: Instant | undefined): Dates {
  const { record, spans, level, life } = service;
  const history = historyOf(model, "service", record.id);
  const since = Number.isFinite(life.from) ? life.from : undefined;
  const created = history?.published ?? since ?? oldest ?? 0;
  const last = spans.at(-1);
  const changed = level === "operational" ? last?.to : last?.from;
  return { created, updated: latest([created, changed, history?.modified]) ?? created };
}

function componentOf(
  model: SiteModel,
  { record, level }: ServiceState,
  { created, updated }: Dates,
  position: number,
  group: GroupState | undefined,
): Component {
  return {
    id: record.id,
    name: record.name,
    status: componentStatuses[level],
    created_at: toRfc3339(created),
    updated_at: toRfc3339(updated),
    position,
    description: record.description ?? null,
    showcase: true,
    start_date: record.since ?? null,
    group_id: group ? groupId(group) : null,
    page_id: pageId(model),
    group: false,
    only_show_if_degraded: record.visibleOnlyWhenAffected,
  };
}

function groupComponent(
  model: SiteModel,
  group: GroupState,
  position: number,
  dates: ReadonlyMap<ServiceState, Dates>,
): Component {
  const own = group.services.flatMap((service) => dates.get(service) ?? []);
  return {
    id: groupId(group),
    name: group.name,
    status: componentStatuses[worst(group.services.map(({ level }) => level))],
    created_at: toRfc3339(earliest(own.map(({ created }) => created)) ?? 0),
    updated_at: toRfc3339(latest(own.map(({ updated }) => updated)) ?? 0),
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: pageId(model),
    group: true,
    only_show_if_degraded: group.services.every(({ record }) => record.visibleOnlyWhenAffected),
    components: group.services.map(({ record }) => record.id),
  };
}
