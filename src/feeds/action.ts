import type { Change } from "../history/change.ts";
import { dayStart } from "../model/calendar.ts";
import { type ActionState, actionKey, type PostmortemState } from "../model/postmortem.ts";
import type { SiteModel } from "../model/site.ts";
import type { Instant } from "../records/instant.ts";
import { textHtml } from "../records/markdown.ts";
import { type ActionStatus, actionStatuses } from "../records/schema/vocabulary.ts";
import { revisionAnchor, trailPath } from "../views/audit/path.ts";
import { permanentAddress } from "../views/audit/permanent.ts";
import { historyOf } from "../views/audit/state.ts";
import { type Withhold, withhold } from "../views/audit/withhold.ts";
import { actionAnchor, actionView } from "../views/lesson/action.ts";
import { standing } from "../views/lesson/facts.ts";
import { actionStatusWords } from "../views/lesson/label.ts";
import { lessonPublished } from "../views/lesson/published.ts";
import { absolute, lessonPath } from "../views/page.ts";
import { anchor, lines, list } from "./html.ts";
import type { FeedItem } from "./item.ts";
import { newestFirst } from "./order.ts";
import { type MaterialRevision, materialRevisions } from "./revision.ts";

/** One entry for each action item when it first appeared, and one for each change of it, newest first. */
export function actionItems(model: SiteModel): FeedItem[] {
  const hide = withhold(model);
  return model.postmortems
    .flatMap((state) => {
      const revisions = materialRevisions(model, state);
      return state.actions.flatMap((action) => {
        const changes = actionChanges(action, revisions);
        return [
          firstItem(model, state, action, changes),
          ...doneItem(model, state, action, changes),
          ...changes.map((change) => changeItem(model, state, action, change, hide)),
        ];
      });
    })
    .sort(newestFirst);
}

/** What one commit changed in an action item. */
export interface ActionChange {
  readonly at: Instant;
  /** Full hash. */
  readonly commit: string;
  /** Facts that were changed, in words. */
  readonly changes: readonly Change[];
}

/** The commits that changed an action item, oldest first; the one that added it is none of them. */
export function actionChanges(
  { record }: ActionState,
  revisions: readonly MaterialRevision[],
): ActionChange[] {
  return revisions.flatMap(({ revision, commit, at }) => {
    const changes = revision.changes.filter(({ material, action }) => material && action === record.id);
    return changes.length === 0 ? [] : [{ at, commit: commit.hash, changes }];
  });
}

/** When the public could first read of an action item: with its report, or when it was added to that. */
export function actionOpened(model: SiteModel, state: PostmortemState, { opened }: ActionState): Instant {
  const published = lessonPublished(state);
  const first = historyOf(model, "postmortem", state.record.id)?.published;
  return opened === undefined || opened === first ? published : Math.max(opened, published);
}

function firstItem(
  model: SiteModel,
  state: PostmortemState,
  action: ActionState,
  changes: readonly ActionChange[],
): FeedItem {
  const page = actionPage(model, action);
  const { status, title } = action.record;
  const opened = actionOpened(model, state, action);
  return {
    ...itemOf(model, state, action, status),
    id: permanentPage(model, action),
    url: page,
    title: `[New] ${title}`,
    published: opened,
    updated: Math.max(opened, changes.at(-1)?.at ?? opened),
    html: () => factsHtml(model, state, action),
  };
}

/** That it was done, on the day that its report says, where git knows no commit that says so. */
function doneItem(
  model: SiteModel,
  state: PostmortemState,
  action: ActionState,
  changes: readonly ActionChange[],
): FeedItem[] {
  const { status, done, title } = action.record;
  if (status !== "done" || done === undefined) return [];
  const at = dayStart(done, model.site.timeZone);
  const isTold = changes.some((change) => change.changes.some((one) => one.status === "done"));
  if (isTold || at <= actionOpened(model, state, action) || at > model.now) return [];
  const page = actionPage(model, action);
  return [
    {
      ...itemOf(model, state, action, status),
      // No id of an action item holds a colon.
      id: `${permanentPage(model, action)}:done`,
      url: page,
      title: `[${actionStatusWords.done.label}] ${title}`,
      published: at,
      updated: at,
      html: () => factsHtml(model, state, action),
    },
  ];
}

function changeItem(
  model: SiteModel,
  state: PostmortemState,
  action: ActionState,
  { at, commit, changes }: ActionChange,
  hide: Withhold,
): FeedItem {
  const page = actionPage(model, action);
  const own = revisionAnchor(commit);
  const trail = `${absolute(model, trailPath("postmortem", action.report))}#${own}`;
  const status = actionStatuses.find((one) => changes.some((change) => change.status === one));
  const word = status === undefined ? "Changed" : actionStatusWords[status].label;
  return {
    ...itemOf(model, state, action, status ?? "changed"),
    id: `${permanentPage(model, action)}:${own}`,
    url: trail,
    title: `[${word}] ${action.record.title}`,
    published: at,
    updated: at,
    html: () =>
      lines(
        list(changes.map(({ text }) => textHtml(hide(text)))),
        `<p>${anchor(page, "The action item as it is now")}, and ${anchor(trail, "what changed, word by word")}.</p>`,
      ),
  };
}

/** What all entries of an action item have in common. */
function itemOf(
  model: SiteModel,
  { services, severity }: PostmortemState,
  action: ActionState,
  status: ActionStatus | "changed",
): Pick<FeedItem, "facts" | "author" | "categories"> {
  const own = services.flatMap((id) => model.services.get(id)?.record ?? []);
  return {
    facts: {
      record: actionKey(action),
      kind: "action",
      status,
      severity: severity !== undefined && model.severities.has(severity) ? severity : undefined,
      services: own.map(({ id }) => id),
    },
    author: undefined,
    categories: [...new Set(["action", status, action.record.kind, ...own.map(({ name }) => name)])],
  };
}

function actionPage(model: SiteModel, { report, record }: ActionState): string {
  return `${absolute(model, lessonPath(report))}#${actionAnchor(record.id)}`;
}

/** The same as it was first published, by which programs know the item. */
function permanentPage(model: SiteModel, { report, record }: ActionState): string {
  return `${permanentAddress(model, "postmortem", report)}#${actionAnchor(record.id)}`;
}

/** An action item in one line of HTML, for its report. Nothing in it is the clock's. */
export function actionLine(model: SiteModel, state: PostmortemState, action: ActionState): string {
  const view = actionView(model, action, state.record);
  const about = [standing(view), view.owner].filter((one) => one !== undefined);
  return `${anchor(actionPage(model, action), view.title)} (${about.map(textHtml).join("; ")})`;
}

/** What is known of an action item. Nothing in it is the clock's: it is not said to be overdue. */
function factsHtml(model: SiteModel, state: PostmortemState, action: ActionState): string {
  const { record } = state;
  const view = actionView(model, action, record);
  const facts = [
    ["Status", standing(view)],
    ["Put off", view.slips?.replace(/^put off /, "")],
    ["Owner", view.owner],
    ["What it is to achieve", view.kind],
    ["How one can tell that it worked", view.evaluation],
  ] as const;
  const factors = record.factors.filter(({ id }) => action.record.factors.includes(id));
  return lines(
    list([
      ...facts.flatMap(([label, text]) => (text === undefined ? [] : [`${label}: ${textHtml(text)}`])),
      ...factors.map(({ summary }) => `Answers: ${textHtml(summary)}`),
      ...(view.issue === undefined ? [] : [`Followed at ${anchor(view.issue, view.issue)}`]),
    ]),
    `<p>From the report ${anchor(absolute(model, lessonPath(record.id)), record.title)}.</p>`,
  );
}
