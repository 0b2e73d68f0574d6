import type { ActionState, PostmortemState } from "../model/postmortem.ts";
import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import type { ActionStatus } from "../records/schema/vocabulary.ts";
import { permanentId } from "../views/audit/permanent.ts";
import { actionAnchor, actionView } from "../views/lesson/action.ts";
import { standing } from "../views/lesson/facts.ts";
import { actionStatusWords } from "../views/lesson/label.ts";
import { absolute, lessonPath } from "../views/page.ts";
import { actionChanges, actionOpened } from "./action.ts";
import { type CalendarEvent, uidHost } from "./ical.ts";
import { materialRevisions } from "./revision.ts";

/*
 * An action item with a due day is a VEVENT of a whole day and no VTODO (RFC 5545, 3.6.2), which would say the same more
 * exactly: Google Calendar and Outlook leave tasks out of calendars that are subscribed to, and so would tell nobody.
 */

/** A reminder at nine in the morning of the day before, in seconds before midnight. */
const MORNING_BEFORE = 15 * 3600;

/**
 * Action items with a due day, as events: all that are open, and those that are over and were due or done at `since` or
 * later. Everything comes from the records and their history, nothing from the clock.
 */
export function dueEvents(model: SiteModel, since: Instant): CalendarEvent[] {
  const first = new Date(since).toISOString().slice(0, 10);
  return model.postmortems.flatMap((state) => {
    const revisions = materialRevisions(model, state);
    return state.actions.flatMap((action) => {
      const { due, done = "" } = action.record;
      if (due === undefined) return [];
      const isShown = !action.isOver || due >= first || done >= first;
      return isShown ? [dueEvent(model, state, action, due, actionChanges(action, revisions))] : [];
    });
  });
}

function dueEvent(
  model: SiteModel,
  state: PostmortemState,
  action: ActionState,
  due: string,
  changes: ReturnType<typeof actionChanges>,
): CalendarEvent {
  const { record, isOver } = action;
  const created = actionOpened(model, state, action);
  const at = Date.parse(due);
  const names = state.services.flatMap((id) => model.services.get(id)?.record.name ?? []);
  const url = `${absolute(model, lessonPath(action.report))}#${actionAnchor(record.id)}`;
  return {
    uid: `${permanentId(model, "postmortem", action.report)}/${record.id}@${uidHost(model)}`,
    sequence: changes.length,
    cancelled: record.status === "wont-do",
    from: at,
    to: at,
    wholeDay: true,
    alarms: isOver ? [] : [MORNING_BEFORE],
    created,
    modified: Math.max(created, changes.at(-1)?.at ?? created),
    title: `${prefixes[record.status] ?? "Due"}: ${record.title}`,
    text: textOf(model, state, action, url),
    url,
    categories: ["Action item", ...names],
  };
}

/** What stands before the title of one that is over. */
const prefixes: Readonly<Partial<Record<ActionStatus, string>>> = {
  done: actionStatusWords.done.label,
  "wont-do": actionStatusWords["wont-do"].label,
};

function textOf(model: SiteModel, state: PostmortemState, action: ActionState, url: string): string {
  const { record } = state;
  const view = actionView(model, action, record);
  return [
    [standing(view), view.slips].filter((one) => one !== undefined).join("; "),
    view.owner === undefined ? "" : `Owner: ${view.owner}`,
    `From the report: ${record.title}`,
    url,
  ]
    .filter((one) => one !== "")
    .join("\n\n");
}
