import type { SiteModel } from "../model/site.ts";
import type { TextDocument } from "../views/document.ts";
import {
  advisoryPath,
  glossaryPath,
  incidentPath,
  lessonPath,
  servicePath,
  twinPath,
} from "../views/page.ts";
import { advisoryTwin } from "./text/advisory.ts";
import { glossaryTwin, lessonTwin } from "./text/lesson.ts";
import { llmsText } from "./text/llms.ts";
import { incidentTwin, serviceTwin } from "./text/twin.ts";

/** Pages of records in Markdown, and `/llms.txt`, which leads to them. */
export function* textDocuments(model: SiteModel): Generator<TextDocument> {
  yield { path: "/llms.txt", body: llmsText(model) };
  for (const timeline of model.timelines) {
    yield { path: twinPath(incidentPath(timeline.record.id)), body: incidentTwin(model, timeline) };
  }
  for (const state of model.advisories) {
    yield { path: twinPath(advisoryPath(state.record.id)), body: advisoryTwin(model, state) };
  }
  for (const state of model.postmortems) {
    yield { path: twinPath(lessonPath(state.record.id)), body: lessonTwin(model, state) };
  }
  if (model.terms.length > 0) yield { path: twinPath(glossaryPath), body: glossaryTwin(model) };
  for (const service of model.services.values()) {
    yield { path: twinPath(servicePath(service.record.id)), body: serviceTwin(model, service) };
  }
}
