import type { ActionState, PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { shownName } from "../../records/person.ts";
import type { Factor, KeyTime, PostmortemFrontMatter } from "../../records/schema/postmortem.ts";
import { trailPath } from "../../views/audit/path.ts";
import { hasHistory } from "../../views/audit/state.ts";
import { actionAnchor, factorAnchor } from "../../views/lesson/action.ts";
import { creditedName } from "../../views/lesson/credit.ts";
import { lessonMarkdown } from "../../views/lesson/text.ts";
import { ownerName } from "../../views/owner.ts";
import { absolute, incidentPath, lessonPath } from "../../views/page.ts";
import { maybeTime } from "../time.ts";
import { lessonHeadOf } from "./lessons.ts";
import type { LessonDocument } from "./schema/lesson.ts";
import { schemaUrl } from "./schema.ts";

/** `/api/v1/lessons/<id>.json`: everything that the site publishes of one postmortem. */
export function lessonDocument(model: SiteModel, state: PostmortemState): LessonDocument {
  const { record } = state;
  const { times, detection, impact } = record;
  const names = (handle: string): string[] => {
    const name = shownName(model.people, handle);
    return name === undefined ? [] : [name];
  };
  return {
    $schema: schemaUrl(model, "lesson"),
    ...lessonHeadOf(model, state),
    supersededBy: supersededBy(model, record.supersededBy),
    times: {
      impactStart: keyTime(times.impactStart),
      detected: keyTime(times.detected),
      declared: keyTime(times.declared),
      mitigated: keyTime(times.mitigated),
      impactEnd: keyTime(times.impactEnd),
      resolved: keyTime(times.resolved),
    },
    detection: detection ? { ...detection, gap: detection.gap ?? null } : null,
    impact: impact ? impactOf(impact) : null,
    factors: record.factors.map((factor) => factorOf(model, record.id, factor)),
    mitigation: record.mitigation ?? null,
    resolution: record.resolution ?? null,
    rollbackUsed: record.rollbackUsed ?? null,
    playbooks: record.playbooks.map(({ id, verdict }) => ({ id, verdict })),
    actions: state.actions.map((action) => actionOf(model, action)),
    noActionsReason: record.noActionsReason ?? null,
    surprises: record.surprises,
    openQuestions: record.openQuestions,
    related: record.related.flatMap((one) => relatedOf(model, one)),
    evidence: record.evidence.map(({ label, url, access }) => ({
      label,
      url: access === "public" ? (url ?? null) : null,
      access,
    })),
    owner: ownerName(model, record.owner),
    authors: record.authors.flatMap(names),
    reviews: record.reviews.flatMap(({ by, org, independent, on }) =>
      names(by).map((who) => ({ by: who, org: org ?? null, independent, on })),
    ),
    credits: record.credits.flatMap((credit) => {
      const who = creditedName(model, credit);
      return who === undefined ? [] : [{ name: who, roles: credit.roles }];
    }),
    text: lessonMarkdown(record),
    tags: record.tags,
    history: hasHistory(model) ? absolute(model, trailPath("postmortem", record.id)) : null,
  };
}

function keyTime(time: KeyTime | undefined): LessonDocument["times"]["detected"] {
  return time ? { at: maybeTime(time.at), confidence: time.confidence } : null;
}

function impactOf({
  userFacing,
  users,
  data,
  statement,
}: NonNullable<PostmortemFrontMatter["impact"]>): LessonDocument["impact"] {
  return {
    userFacing,
    users: users ? { count: users.count ?? null, percent: users.percent ?? null, basis: users.basis } : null,
    data,
    statement,
  };
}

function factorOf(model: SiteModel, report: string, factor: Factor): LessonDocument["factors"][number] {
  return {
    id: factor.id,
    url: `${absolute(model, lessonPath(report))}#${factorAnchor(factor.id)}`,
    category: factor.category,
    summary: factor.summary,
    introduced: factor.introduced ?? null,
    whyUndetected: factor.whyUndetected ?? null,
  };
}

function actionOf(
  model: SiteModel,
  { record, report, isOverdue, opened, slips }: ActionState,
): LessonDocument["actions"][number] {
  return {
    id: record.id,
    url: `${absolute(model, lessonPath(report))}#${actionAnchor(record.id)}`,
    title: record.title,
    kind: record.kind,
    factors: record.factors,
    owner: record.owner === undefined ? null : ownerName(model, record.owner),
    due: record.due ?? null,
    noDueReason: record.noDueReason ?? null,
    status: record.status,
    statusReason: record.statusReason ?? null,
    done: record.done ?? null,
    overdue: isOverdue,
    opened: maybeTime(opened),
    slips: slips.map(({ at, from, to }) => ({ at: toRfc3339(at), from, to })),
    issue: record.issue ?? null,
    evaluation: record.evaluation ?? null,
  };
}

/** A report that is not public is not named. */
function supersededBy(model: SiteModel, id: string | undefined): LessonDocument["supersededBy"] {
  if (id === undefined || !model.postmortemsById.has(id)) return null;
  return { id, url: absolute(model, lessonPath(id)) };
}

/** A record that is not public, or not there, is not named. */
function relatedOf(
  model: SiteModel,
  { id, url, relation, note }: PostmortemFrontMatter["related"][number],
): LessonDocument["related"] {
  const own =
    id === undefined
      ? undefined
      : model.postmortemsById.has(id)
        ? absolute(model, lessonPath(id))
        : model.timelinesById.has(id)
          ? absolute(model, incidentPath(id))
          : undefined;
  const place = id === undefined ? url : own;
  return place === undefined ? [] : [{ id: id ?? null, url: place, relation, note: note ?? null }];
}
