import type { Tell } from "../importer.ts";
import { type Json, saysSomething, shownValue } from "./value.ts";

const keys = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

const COMPONENT =
  "id name status position group group_id components start_date only_show_if_degraded page_id showcase";
/** What is said of things that has its place in a record, or follows from what has. */
const PLACED = {
  page: keys("id name url domain time_zone"),
  group: keys(COMPONENT),
  component: keys(`${COMPONENT} description`),
  service: keys(`${COMPONENT} description url retired dependsOn`),
  incident:
    keys(`id name status impact impact_override shortlink started_at resolved_at monitoring_at page_id components
    component_ids incident_updates scheduled_for scheduled_until postmortem_body postmortem_published_at`),
  update: keys("id status body incident_id display_at affected_components"),
  detail:
    keys(`$schema id kind title url status phase severity worstLevel start end services published modified level type
    scheduled detected impact summary updates nextUpdate roles advisories postmortems related tags history`),
} as const;

/** How the old page worked, and not what happened. One line of the report for each file says that it is left out. */
const WORKINGS =
  keys(`created_at updated_at deliver_notifications reminder_intervals metadata auto_transition_deliver_notifications_at_end
  auto_transition_deliver_notifications_at_start auto_transition_to_maintenance_state auto_transition_to_operational_state
  scheduled_auto_completed scheduled_auto_in_progress scheduled_remind_prior scheduled_reminded_at scheduled_auto_transition
  postmortem_body_last_updated_at postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter
  backfilled wants_twitter_update twitter_updated_at tweet_id position`);
/** Addresses and keys that change or reach things, which no report should repeat. */
const SECRET = keys("automation_email");

/** Reports what an object says that has no place, but for how the old page worked. */
export function tellRest(kind: keyof typeof PLACED, value: Json, what: string, tell: Tell): void {
  for (const [key, rest] of Object.entries(value)) {
    if (PLACED[kind].has(key) || WORKINGS.has(key) || !saysSomething(rest)) continue;
    const shown = SECRET.has(key) ? "(not repeated here)" : shownValue(rest);
    tell("not-imported", `${what}: a key has no place here: ${key}: ${shown}`);
  }
}
