import type { Revision } from "../history/revision.ts";
import type { PostmortemState } from "../model/postmortem.ts";
import type { SiteModel } from "../model/site.ts";
import { renderMarkdown, textHtml } from "../records/markdown.ts";
import type { PostmortemStatus } from "../records/schema/vocabulary.ts";
import { revisionAnchor, trailPath } from "../views/audit/path.ts";
import { permanentAddress } from "../views/audit/permanent.ts";
import { type Withhold, withhold } from "../views/audit/withhold.ts";
import { factorSentences, lessonFacts } from "../views/lesson/facts.ts";
import { factorWords, reportStatusWords } from "../views/lesson/label.ts";
import { lessonPublished } from "../views/lesson/published.ts";
import { lessonMarkdown } from "../views/lesson/text.ts";
import { absolute, incidentPath, lessonPath } from "../views/page.ts";
import { actionLine } from "./action.ts";
import { anchor, lines, list, part } from "./html.ts";
import type { FeedItem } from "./item.ts";
import { type MaterialRevision, materialRevisions } from "./revision.ts";

/** What became of a report after it was published. */
type LessonChange = "changed" | "final" | "superseded";

/**
 * One entry for the publication of each report, be it in review or final, and for each material change of it. What changes
 * action items and nothing else is in their own feed: a day that was moved is no news of an outage.
 */
export function lessonItems(model: SiteModel): FeedItem[] {
  const hide = withhold(model);
  return model.postmortems.flatMap((state) => [
    publicationItem(model, state),
    ...materialRevisions(model, state)
      .filter(({ revision }) =>
        revision.changes.some(({ material, action }) => material && action === undefined),
      )
      .map((revision) => changeItem(model, state, revision, hide)),
  ]);
}

function publicationItem(model: SiteModel, state: PostmortemState): FeedItem {
  const { record } = state;
  const page = absolute(model, lessonPath(record.id));
  const published = lessonPublished(state);
  return {
    ...itemOf(model, state, record.status),
    id: permanentAddress(model, "postmortem", record.id),
    url: page,
    title: `[${record.status === "final" ? "Postmortem" : reportStatusWords[record.status].label}] ${record.title}`,
    published,
    updated: Math.max(published, state.modified),
    html: () => publicationHtml(model, state),
  };
}

function changeItem(
  model: SiteModel,
  state: PostmortemState,
  { revision, commit, at }: MaterialRevision,
  hide: Withhold,
): FeedItem {
  const { record } = state;
  const page = absolute(model, lessonPath(record.id));
  const own = revisionAnchor(commit.hash);
  const trail = `${absolute(model, trailPath("postmortem", record.id))}#${own}`;
  const kind = changeKind(revision);
  const words = revision.changes.filter(({ material }) => material).map(({ text }) => textHtml(hide(text)));
  return {
    ...itemOf(model, state, kind),
    id: `${permanentAddress(model, "postmortem", record.id)}#${own}`,
    url: trail,
    title: `[${kind === "changed" ? "Changed" : reportStatusWords[kind].label}] ${record.title}`,
    published: at,
    updated: at,
    html: () =>
      lines(
        list(words),
        `<p>${anchor(page, "The report as it is now")}, and ${anchor(trail, "what changed, word by word")}.</p>`,
      ),
  };
}

/** What all entries of a report have in common. */
function itemOf(
  model: SiteModel,
  { record, severity, services }: PostmortemState,
  status: PostmortemStatus | LessonChange,
): Pick<FeedItem, "facts" | "author" | "categories"> {
  const label = severity === undefined ? undefined : model.severities.get(severity)?.label;
  const own = services.flatMap((id) => model.services.get(id)?.record ?? []);
  return {
    facts: {
      record: record.id,
      kind: "postmortem",
      status,
      severity: label === undefined ? undefined : severity,
      services: own.map(({ id }) => id),
    },
    author: undefined,
    categories: [
      ...new Set([
        "postmortem",
        status,
        ...(label === undefined ? [] : [label]),
        ...own.map(({ name }) => name),
      ]),
    ],
  };
}

/** What most readers wait for goes first. */
function changeKind({ changes }: Revision): LessonChange {
  const own = changes.flatMap(({ action, status }) => (action === undefined ? (status ?? []) : []));
  if (own.includes("superseded")) return "superseded";
  return own.includes("final") ? "final" : "changed";
}

/** The whole report as it is now. */
function publicationHtml(model: SiteModel, state: PostmortemState): string {
  const { record, timelines, actions } = state;
  const page = absolute(model, lessonPath(record.id));
  const place = { headingLevel: 3, base: model.origin.base, absolute: page };
  const { impact, detection, surprises, openQuestions, mitigation, resolution } = record;
  const factors = record.factors.map(
    (factor) =>
      `<strong>${factorWords[factor.category].label}:</strong> ${textHtml(factorSentences(factor))}`,
  );
  return lines(
    statusHtml(model, state),
    `<p>${textHtml(record.summary)}</p>`,
    impact && `<p>${textHtml(impact.statement)}</p>`,
    list(lessonFacts(model, state).map(({ label, text }) => `${label}: ${textHtml(text)}`)),
    part("Contributing factors", factors.length > 0 && list(factors)),
    part("Why it was not noticed earlier", detection?.gap && `<p>${textHtml(detection.gap)}</p>`),
    part("What made it better", mitigation && `<p>${textHtml(mitigation)}</p>`),
    part("What ended it", resolution && `<p>${textHtml(resolution)}</p>`),
    renderMarkdown(lessonMarkdown(record), place).trimEnd(),
    part("Surprises", surprises.length > 0 && list(surprises.map(textHtml))),
    part("Open questions", openQuestions.length > 0 && list(openQuestions.map(textHtml))),
    part(
      "Action items",
      actions.length > 0
        ? list(actions.map((action) => actionLine(model, state, action)))
        : record.noActionsReason && `<p>None: ${textHtml(record.noActionsReason)}</p>`,
    ),
    part(
      "Incidents",
      timelines.length > 0 &&
        list(timelines.map((one) => anchor(absolute(model, incidentPath(one.record.id)), one.record.title))),
    ),
  );
}

/** What a reader has to know of a report that is not final. */
function statusHtml(model: SiteModel, { record }: PostmortemState): string {
  if (record.status === "in-review") return "<p>This report is in review and may still change.</p>";
  if (record.status !== "superseded") return "";
  const other =
    record.supersededBy === undefined ? undefined : model.postmortemsById.get(record.supersededBy);
  const place = other ? `: ${anchor(absolute(model, lessonPath(other.record.id)), other.record.title)}` : "";
  return `<p>Another report has taken the place of this one${place}.</p>`;
}
