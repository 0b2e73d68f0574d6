import { dayKey } from "../../model/calendar.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { ServiceState } from "../../model/service.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import type { Instant } from "../../records/instant.ts";
import { markdownTokens } from "../../records/markdown.ts";
import { statusWord } from "../../records/parse/heading.ts";
import type { Heading } from "../../records/postmortem/body.ts";
import type { Term } from "../../records/term.ts";
import { actionAnchor, factorAnchor } from "../../views/lesson/action.ts";
import { facetValues } from "../../views/lesson/facets.ts";
import { actionStatusWords, factorWords } from "../../views/lesson/label.ts";
import { lessonMarkdown } from "../../views/lesson/text.ts";
import { glossaryPath, incidentPath, lessonPath, servicePath } from "../../views/page.ts";
import { shortDayText, timeView } from "../../views/time.ts";
import { blockLabels, clockSentence } from "../../views/update.ts";
import type { SearchPage, SearchSection } from "./document.ts";
import { lines, paragraphs } from "./text.ts";

const UNKNOWN = "unknown";

/** An incident, a maintenance or a notice: each update is a section. */
export function incidentPage(model: SiteModel, timeline: Timeline): SearchPage {
  const { record, updates, start, services } = timeline;
  const known = services.filter((id) => model.services.has(id));
  return {
    path: incidentPath(record.id),
    title: record.title,
    ids: [record.id],
    date: dateOf(model, start),
    facets: {
      kind: [record.kind],
      service: known.length === 0 ? [UNKNOWN] : known,
      year: [yearOf(model, start)],
      // Plans and notices are no events that anybody had to notice.
      ...(record.kind === "incident" && {
        type: [record.type ?? UNKNOWN],
        detection: [record.detected?.by ?? UNKNOWN],
        severity: [record.severity ?? UNKNOWN],
      }),
    },
    intro: [...paragraphs(record.summary), ...lines([namesOf(model, known), record.tags.join(", ")])],
    sections: updates.map(
      (update): SearchSection => ({
        anchor: update.anchor,
        title: `${statusWord(update.status)}, ${timeView(update.at).text}`,
        text: update.byClock
          ? [clockSentence(update)]
          : [
              ...paragraphs(update.text),
              ...(["known", "notKnown", "doing"] as const).flatMap((block) =>
                update[block] === undefined ? [] : [`${blockLabels[block]}:`, ...paragraphs(update[block])],
              ),
            ],
      }),
    ),
  };
}

/** A report: each heading of its text, each factor and each action item is a section. */
export function lessonPage(model: SiteModel, state: PostmortemState): SearchPage {
  const { record, actions, start } = state;
  const { status: _report, ...facets } = facetValues(model, state);
  const text = textSections(lessonMarkdown(record), record.headings);
  const { impact, detection } = record;
  return {
    path: lessonPath(record.id),
    title: record.title,
    ids: [record.id],
    date: dateOf(model, start),
    facets: { kind: ["lesson"], ...facets },
    intro: lines([
      record.summary,
      impact?.statement,
      detection?.gap,
      record.mitigation,
      record.resolution,
      ...text.intro,
      ...record.surprises,
      ...record.openQuestions,
      namesOf(model, state.services),
      record.tags.join(", "),
    ]),
    sections: [
      ...text.sections,
      ...record.factors.map((factor) => ({
        anchor: factorAnchor(factor.id),
        title: `Contributing factor: ${factorWords[factor.category].label.toLowerCase()}`,
        text: lines([factor.summary, factor.introduced, factor.whyUndetected]),
      })),
      ...actions.map(({ record: action }) => ({
        anchor: actionAnchor(action.id),
        title: `Action item, ${actionStatusWords[action.status].label.toLowerCase()}: ${action.title}`,
        text: lines([action.statusReason, action.evaluation]),
      })),
    ],
  };
}

/** A term of the glossary, which is a part of one page. */
export function termPage({ id, term, aliases, short, body }: Term): SearchPage {
  return {
    path: `${glossaryPath}#${encodeURIComponent(id)}`,
    title: term,
    ids: [id],
    date: undefined,
    facets: { kind: ["term"] },
    intro: [...lines([short, aliases.join(", ")]), ...paragraphs(body)],
    sections: [],
  };
}

/** A service: what it is for. */
export function servicePage({ record }: ServiceState): SearchPage {
  return {
    path: servicePath(record.id),
    title: record.name,
    ids: [record.id],
    date: undefined,
    facets: { kind: ["service"], service: [record.id] },
    intro: [...lines([record.description]), ...paragraphs(record.body)],
    sections: [],
  };
}

/** A day as people read it and as results are sorted by. */
export function dateOf(model: SiteModel, at: Instant): SearchPage["date"] {
  return { text: shortDayText(dayKey(at, model.site.timeZone)), sort: timeView(at).iso };
}

/** The year that a moment belongs to. */
export function yearOf(model: SiteModel, at: Instant): string {
  return dayKey(at, model.site.timeZone).slice(0, 4);
}

function namesOf(model: SiteModel, services: readonly string[]): string {
  return services.flatMap((id) => model.services.get(id)?.record.name ?? []).join(", ");
}

/**
 * A text taken apart at its headings. Headings are told apart by their order: the text here has those of the report, one after
 * the other, whatever has taken the place of components.
 */
function textSections(
  markdown: string,
  headings: readonly Heading[],
): { readonly intro: readonly string[]; readonly sections: readonly SearchSection[] } {
  const all = markdown.split("\n");
  const starts = markdownTokens(markdown).flatMap((token) =>
    token.type === "heading_open" && token.level === 0 && token.map ? [token.map] : [],
  );
  const isSame = starts.length === headings.length;
  if (!isSame) return { intro: paragraphs(markdown), sections: [] };
  const between = (from: number, to: number | undefined): string[] =>
    paragraphs(all.slice(from, to).join("\n"));
  return {
    intro: between(0, starts[0]?.[0]),
    sections: headings.map(({ anchor, text }, index) => ({
      anchor,
      title: text,
      text: between(starts[index]?.[1] ?? 0, starts[index + 1]?.[0]),
    })),
  };
}
