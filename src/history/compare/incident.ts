import type { Incident } from "../../records/incident.ts";
import { quote } from "../../records/quote.ts";
import type { IncidentFrontMatter } from "../../records/schema/incident.ts";
import type { Change, Names } from "../change.ts";
import { type Clock, clockOf } from "./clock.ts";
import { line, personChange, spaced, type Teller, text, value } from "./fields.ts";
import { compareImpact } from "./impact.ts";
import { entries, list } from "./list.ts";
import { compareUpdates, fact, momentChange } from "./update.ts";

/**
 * What was changed in an incident, a maintenance or a notice, in words, in the order of the file. Times, status,
 * severity, kind, impact, services and updates that come or go are facts; the rest is wording. White space, the order
 * of updates and another notation of the same value make no change.
 */
export function compareIncidents(before: Incident, after: Incident, names: Names): Change[] {
  const clock = clockOf([before, after]);
  return [
    ...line("title")(before.title, after.title, names),
    ...value("kind", String, "material")(before.kind, after.kind, names),
    ...severityChange(before.severity, after.severity, names),
    ...value("type", spaced)(before.type, after.type, names),
    ...compareImpact(before.impact, after.impact, names, clock),
    ...services(before.services, after.services, names),
    ...scheduleChange(before.scheduled, after.scheduled, clock),
    ...detectionChange(before.detected, after.detected, clock, names),
    ...roleChanges(before.roles, after.roles, names),
    ...advisories(before.advisories, after.advisories, names),
    ...related(before.related, after.related, names),
    ...tags(before.tags, after.tags, names),
    ...text("summary")(before.summary, after.summary, names),
    ...compareUpdates(before, after, names, clock),
  ];
}

const services = list({
  one: "affected service",
  many: "affected services",
  write: (id, names) => names.service(id),
  weight: "material",
});

const advisories = list({ one: "advisory", many: "advisories", write: String });

const tags = list({ one: "tag", many: "tags" });

/** Several relations to one record are told apart by the relation, a single one may be changed. */
const related: Teller<IncidentFrontMatter["related"]> = (before = [], after = [], names) => {
  const name = (one: (typeof before)[number]): string => `${one.id} ${one.relation}`;
  const [old, now] = [new Set(before.map(name)), new Set(after.map(name))];
  return entries<(typeof before)[number]>({
    key: ({ id }) => id,
    whole: ({ id, relation }) => `related record ${id} (${spaced(relation)})`,
    within: ({ id }) => `relation to ${id}`,
    fields: (one, other, all) => value("", spaced)(one?.relation, other?.relation, all),
  })(
    before.filter((one) => !now.has(name(one))),
    after.filter((one) => !old.has(name(one))),
    names,
  );
};

function severityChange(before: string | undefined, after: string | undefined, names: Names): Change[] {
  if (before === after) return [];
  if (after === undefined) return [fact("severity removed")];
  if (before === undefined) return [fact(`severity set to ${after}`)];
  const [old, now] = [names.severityRank(before), names.severityRank(after)];
  const known = old !== undefined && now !== undefined && old !== now;
  const verb = known ? (now < old ? "raised" : "lowered") : "changed";
  return [fact(`severity ${verb} from ${before} to ${after}`)];
}

function scheduleChange(
  before: Incident["scheduled"],
  after: Incident["scheduled"],
  clock: Clock,
): readonly Change[] {
  if (!before && !after) return [];
  if (!before || !after) {
    return [
      after
        ? fact(`scheduled window set to ${clock.span(after.from, after.to)}`)
        : fact("scheduled window removed"),
    ];
  }
  if (before.from !== after.from && before.to !== after.to) {
    return [fact(`scheduled window moved ${clock.shift(before, after)}`)];
  }
  return [
    momentChange("begin of the scheduled window", before.from, after.from, clock),
    momentChange("end of the scheduled window", before.to, after.to, clock),
  ].filter((change) => change !== undefined);
}

function detectionChange(
  before: Incident["detected"],
  after: Incident["detected"],
  clock: Clock,
  names: Names,
): readonly Change[] {
  const time = momentChange("time of detection", before?.at, after?.at, clock);
  const times = time ? [time] : [];
  if (!before || !after) return after && time ? [fact(`${time.text} (${spaced(after.by)})`)] : times;
  return [...times, ...value("way of detection", spaced)(before.by, after.by, names)];
}

function roleChanges(before: Incident["roles"], after: Incident["roles"], names: Names): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((role) => {
    const [old, now] = [before, after].map((roles) => (Object.hasOwn(roles, role) ? roles[role] : undefined));
    return personChange(`role ${quote(spaced(role))}`, old, now, names) ?? [];
  });
}
