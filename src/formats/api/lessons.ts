import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { toRfc3339 } from "../../records/instant.ts";
import { absolute, incidentPath, lessonPath } from "../../views/page.ts";
import { maybeTime } from "../time.ts";
import { type ListPage, paged } from "./paged.ts";
import type { LessonsDocument } from "./schema/lessons.ts";
import { schemaUrl } from "./schema.ts";

/** The path of one postmortem's document. */
export function lessonJsonPath(id: string): string {
  return `/api/v1/lessons/${id}.json`;
}

/** The list of all postmortems, newest begin first. */
export function lessonsPages(model: SiteModel): Generator<ListPage> {
  return paged(
    model,
    "lessons",
    model.postmortems,
    (head, own): LessonsDocument => ({
      $schema: schemaUrl(model, "lessons"),
      ...head,
      lessons: own.map((state) => ({
        ...lessonHeadOf(model, state),
        details: absolute(model, lessonJsonPath(state.record.id)),
      })),
    }),
  );
}

/** What is said of a postmortem in the list and in its own document. */
export function lessonHeadOf(
  model: SiteModel,
  state: PostmortemState,
): Omit<LessonsDocument["lessons"][number], "details"> {
  const { record, timelines, services, severity, start, modified } = state;
  return {
    id: record.id,
    title: record.title,
    summary: record.summary,
    url: absolute(model, lessonPath(record.id)),
    // The model has no draft.
    status: record.status === "draft" ? "in-review" : record.status,
    type: record.type,
    trigger: record.trigger,
    severity: severity ?? null,
    start: toRfc3339(start),
    services: [...services],
    incidents: timelines.map(({ record: { id } }) => ({ id, url: absolute(model, incidentPath(id)) })),
    published: maybeTime(record.published),
    modified: toRfc3339(modified),
  };
}
