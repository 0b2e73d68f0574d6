/*
 * Closed JSON Schemas (draft 7) of Statuspage's API, version 2, written by hand from the contract, not from the code that
 * they test: clients that are strict refuse a key, a word or a null that is not here.
 */

type Schema = Readonly<Record<string, unknown>>;

/** An object that has exactly these keys; those named in `optional` may be missing. */
function closed(properties: Record<string, Schema>, ...optional: string[]): Schema {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: "array", items };
}

const text: Schema = { type: "string" };
const id: Schema = { type: "string", minLength: 1 };
const maybeText: Schema = { type: ["string", "null"] };
const flag: Schema = { type: "boolean" };
const time: Schema = {
  type: "string",
  format: "date-time",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$",
};
const maybeTime: Schema = { anyOf: [time, { type: "null" }] };
const nothing: Schema = { type: "null" };
const address: Schema = { type: "string", format: "uri", pattern: "^https?://" };

function word(...words: string[]): Schema {
  return { enum: words };
}

const page = closed({ id, name: text, url: address, time_zone: { const: "Etc/UTC" }, updated_at: time });

const status = closed({
  indicator: word("none", "minor", "major", "critical", "maintenance"),
  description: word(
    "All Systems Operational",
    "Partially Degraded Service",
    "Minor Service Outage",
    "Partial System Outage",
    "Major System Outage",
    "Service Under Maintenance",
  ),
});

const componentStatus = word(
  "operational",
  "degraded_performance",
  "partial_outage",
  "major_outage",
  "under_maintenance",
);

const component: Schema = {
  ...closed(
    {
      id,
      name: text,
      status: componentStatus,
      created_at: time,
      updated_at: time,
      position: { type: "integer", minimum: 1 },
      description: maybeText,
      showcase: flag,
      start_date: { anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
      group_id: maybeText,
      page_id: id,
      group: flag,
      only_show_if_degraded: flag,
      components: { type: "array", items: id, uniqueItems: true },
    },
    "components",
  ),
  if: { properties: { group: { const: true } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { required: ["components"], properties: { group_id: nothing } },
  else: { not: { required: ["components"] } },
};

function update(statuses: Schema): Schema {
  return closed({
    id,
    status: statuses,
    body: text,
    incident_id: id,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: {
      anyOf: [
        { type: "null" },
        {
          type: "array",
          minItems: 1,
          items: closed({ code: id, name: text, old_status: componentStatus, new_status: componentStatus }),
        },
      ],
    },
    deliver_notifications: flag,
    custom_tweet: nothing,
    tweet_id: nothing,
  });
}

function report(statuses: Schema, impact: Schema, more: Record<string, Schema> = {}): Schema {
  return closed({
    id,
    name: text,
    status: statuses,
    created_at: time,
    updated_at: time,
    monitoring_at: maybeTime,
    resolved_at: maybeTime,
    impact,
    shortlink: address,
    started_at: time,
    page_id: id,
    incident_updates: { ...list(update(statuses)), minItems: 1 },
    components: list(component),
    reminder_intervals: nothing,
    ...more,
  });
}

const incidentStatuses = ["investigating", "identified", "monitoring", "resolved", "postmortem"];
const maintenanceStatuses = ["scheduled", "in_progress", "verifying", "completed"];

function incidents(...current: string[]): Schema {
  const every = report(word(...incidentStatuses), word("none", "minor", "major", "critical"));
  return list({ allOf: [every, { type: "object", properties: { status: word(...current) } }] });
}

function maintenances(...current: string[]): Schema {
  const every = report(word(...maintenanceStatuses), word("maintenance"), {
    scheduled_for: time,
    scheduled_until: time,
  });
  // One that is announced by its file alone has no update yet.
  const { properties } = every as { properties: Record<string, Schema> };
  const own = {
    ...every,
    properties: { ...properties, incident_updates: list(update(word(...maintenanceStatuses))) },
  };
  return list({ allOf: [own, { type: "object", properties: { status: word(...current) } }] });
}

const unresolved = incidents("investigating", "identified", "monitoring");

/** Schemas by the names of their documents, without the ending. */
export const statuspageSchemas: Readonly<Record<string, Schema>> = {
  status: closed({ page, status }),
  summary: closed({
    page,
    components: list(component),
    incidents: unresolved,
    scheduled_maintenances: maintenances("scheduled", "in_progress", "verifying"),
    status,
  }),
  components: closed({ page, components: list(component) }),
  incidents: closed({ page, incidents: incidents(...incidentStatuses) }),
  "incidents/unresolved": closed({ page, incidents: unresolved }),
  "scheduled-maintenances": closed({ page, scheduled_maintenances: maintenances(...maintenanceStatuses) }),
  "scheduled-maintenances/upcoming": closed({ page, scheduled_maintenances: maintenances("scheduled") }),
  "scheduled-maintenances/active": closed({
    page,
    scheduled_maintenances: maintenances("in_progress", "verifying"),
  }),
};
