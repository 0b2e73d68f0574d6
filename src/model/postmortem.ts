import type { RecordHistory, Slip } from "../history/revision.ts";
import type { Instant } from "../records/instant.ts";
import type { Postmortem } from "../records/postmortem.ts";
import type { Action } from "../records/schema/postmortem.ts";
import type { Site } from "../records/schema/site.ts";
import { dayStart, followingDay } from "./calendar.ts";
import type { Timeline } from "./timeline.ts";

/** An action item and where it stands at `now`. */
export interface ActionState {
  readonly record: Action;
  /** Id of the report that it stands in; with its own id it names it on the whole site. */
  readonly report: string;
  /** Whether nothing more will be done: done, or decided not to be. */
  readonly isOver: boolean;
  /** Whether the day by which it was to be done is past, and it is not over. */
  readonly isOverdue: boolean;
  /** Since when the public could read of it; undefined where that is not known. */
  readonly opened: Instant | undefined;
  /** Each time the day by which it was to be done was moved to a later one, oldest first; from git. */
  readonly slips: readonly Slip[];
}

/** A report that may be shown, and what follows from it. */
export interface PostmortemState {
  readonly record: Postmortem;
  /** The incidents that it reviews, in the order of the file; unknown ones are left out. */
  readonly timelines: readonly Timeline[];
  /** Services of the incidents and its own, each once. */
  readonly services: readonly string[];
  /** The worst severity of the incidents, by the order of the site's policy. */
  readonly severity: string | undefined;
  /** When users first felt it; of several incidents, the newest, which led to the review. For order and facets. */
  readonly start: Instant;
  /**
   * When the public could first read it, which never moves when it becomes final: by git, or as it says itself, whichever
   * is earlier. Git knows better, unless it was brought into the repository later. Undefined where neither knows.
   */
  readonly firstPublic: Instant | undefined;
  /** When facts last changed, by git; else when it was published, or when it was over. For feeds. */
  readonly modified: Instant;
  readonly actions: readonly ActionState[];
}

/** What the state of a report is made from. */
export interface PostmortemContext {
  readonly timelines: ReadonlyMap<string, Timeline>;
  readonly site: Site;
  readonly now: Instant;
}

/** What follows from a public report, what git knows of it, and its incidents. Pure. */
export function postmortemState(
  record: Postmortem,
  history: RecordHistory | undefined,
  { timelines, site, now }: PostmortemContext,
): PostmortemState {
  const own = record.incidents.flatMap((id) => timelines.get(id) ?? []);
  const ranks = new Map(site.severities.map(({ id }, index) => [id, index]));
  const severities = own
    .flatMap((timeline) => timeline.record.severity ?? [])
    .toSorted((a, b) => (ranks.get(a) ?? ranks.size) - (ranks.get(b) ?? ranks.size));
  const newest = own.map((timeline) => timeline.start).toSorted((a, b) => b - a)[0];
  const felt = own.length > 1 ? newest : (record.times.impactStart?.at ?? newest);
  const start = felt ?? record.published ?? history?.published ?? now;
  const latest = own.map((timeline) => timeline.end ?? now).toSorted((a, b) => b - a)[0];
  const told = [history?.published, record.published].filter((at) => at !== undefined);
  const firstPublic = told.length === 0 ? undefined : Math.min(...told);
  return {
    record,
    timelines: own,
    services: [...new Set([...own.flatMap((timeline) => timeline.services), ...record.services])],
    severity: severities[0],
    start,
    firstPublic,
    modified: history?.modified ?? history?.published ?? record.published ?? latest ?? start,
    actions: record.actions.map((action) =>
      actionState(action, record.id, { history, firstPublic, site, now }),
    ),
  };
}

function actionState(
  record: Action,
  report: string,
  {
    history,
    firstPublic,
    site,
    now,
  }: {
    readonly history: RecordHistory | undefined;
    readonly firstPublic: Instant | undefined;
    readonly site: Site;
    readonly now: Instant;
  },
): ActionState {
  const isOver = record.status === "done" || record.status === "wont-do";
  return {
    record,
    report,
    isOver,
    isOverdue:
      !isOver && record.due !== undefined && dayStart(followingDay(record.due, 1), site.timeZone) <= now,
    opened: openedAt(history?.actions.get(record.id)?.opened, history?.published, firstPublic),
    slips: history?.actions.get(record.id)?.slips ?? [],
  };
}

/**
 * Since when an action could be read of. One that was there from the first version on may be older than git knows: where a
 * report was brought in later, it says itself when it was published.
 */
function openedAt(
  known: Instant | undefined,
  first: Instant | undefined,
  report: Instant | undefined,
): Instant | undefined {
  return known === undefined || known === first ? report : known;
}

/** The name of an action item on the whole site: `2026-10-06-sign-in/alert-on-expiry`. */
export function actionKey({ report, record }: Pick<ActionState, "report" | "record">): string {
  return `${report}/${record.id}`;
}
