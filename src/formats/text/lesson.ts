import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Postmortem } from "../../records/postmortem.ts";
import type { Term } from "../../records/term.ts";
import { actionView } from "../../views/lesson/action.ts";
import { factorSentences, lessonFacts } from "../../views/lesson/facts.ts";
import { factorWords, reportStatusWords, verdictWords } from "../../views/lesson/label.ts";
import { lessonPeople } from "../../views/lesson/people.ts";
import { type SimilarView, similarViews } from "../../views/lesson/similar.ts";
import { lessonMarkdown } from "../../views/lesson/text.ts";
import { absolute, glossaryPath, incidentPath, lessonPath, twinPath } from "../../views/page.ts";
import { timeView } from "../../views/time.ts";
import { type LinkPlace, placeAt } from "./link.ts";
import { escaped, harmless } from "./markdown.ts";
import { paragraphs } from "./twin.ts";

/** A postmortem in Markdown: what its page says, in the same order. */
export function lessonTwin(model: SiteModel, state: PostmortemState): string {
  const { record, timelines } = state;
  const { impact, detection, mitigation, resolution } = record;
  const next = model.postmortemsById.get(record.supersededBy ?? "")?.record;
  const facts = [
    `- Status: ${reportStatusWords[record.status].label}`,
    ...(next ? [`- Replaced by: ${lessonLink(model, next)}`] : []),
    ...lessonFacts(model, state).map(({ label, text }) => `- ${label}: ${escaped(text)}`),
    ...(record.published === undefined ? [] : [`- Published: ${timeView(record.published).text}`]),
  ];
  const incidents = timelines.map(
    ({ record: { id, title } }) => `- [${escaped(title)}](${absolute(model, twinPath(incidentPath(id)))})`,
  );
  const factors = record.factors.map(
    (factor) => `- **${factorWords[factor.category].label}:** ${escaped(factorSentences(factor))}`,
  );
  const section = (title: string, text: string | undefined): string | false =>
    text !== undefined && text !== "" && `## ${title}\n\n${text}`;
  const listed = (texts: readonly string[]): string => texts.map((text) => `- ${escaped(text)}`).join("\n");
  return paragraphs(
    `# ${escaped(record.title)}`,
    escaped(record.summary),
    facts.join("\n"),
    `Page: ${absolute(model, lessonPath(record.id))}`,
    impact && escaped(impact.statement),
    harmless(lessonMarkdown(record), placeAt(model, lessonPath(record.id))),
    section("Contributing factors", factors.join("\n")),
    section("Why it was not noticed earlier", detection?.gap && escaped(detection.gap)),
    section("What made it better", mitigation && escaped(mitigation)),
    section("What ended it", resolution && escaped(resolution)),
    section("Surprises", listed(record.surprises)),
    section("Open questions", listed(record.openQuestions)),
    section("Action items", actionTable(model, state)),
    section("Incidents", incidents.join("\n")),
    section(
      "Playbooks",
      record.playbooks.map(({ id, verdict }) => `- ${escaped(id)}: ${verdictWords[verdict]}`).join("\n"),
    ),
    section(
      "Related",
      similarViews(model, state)
        .map((one) => relatedLine(model, one))
        .join("\n"),
    ),
    section("People", peopleLines(model, state)),
    section("Evidence", record.evidence.map(evidenceLine).join("\n")),
  );
}

function peopleLines(model: SiteModel, state: PostmortemState): string {
  return lessonPeople(model, state)
    .map(({ label, texts }) => `- ${label}: ${texts.map(escaped).join("; ")}`)
    .join("\n");
}

/** Another report or incident, with the reason. */
function relatedLine({ site }: SiteModel, { label, href, relation, reason }: SimilarView): string {
  const address = new URL(href, site.url).href;
  return `- ${escaped(relation)}: [${escaped(label)}](<${address}>)${reason === "" ? "" : `, ${escaped(reason)}`}`;
}

/** What is restricted has no address here: the record has none. */
function evidenceLine({ label, url, access }: Postmortem["evidence"][number]): string {
  const place = access === "restricted" ? ", not public" : url === undefined ? "" : `: <${url}>`;
  return `- ${escaped(label)}${place}`;
}

/** What is to be done, as a table; why nothing is, where that is said. */
function actionTable(model: SiteModel, { record, actions }: PostmortemState): string {
  if (actions.length === 0) return escaped(record.noActionsReason ?? "");
  const rows = actions.map((action) => {
    const { title, state, when, owner = "", reason, evaluation, issue } = actionView(model, action, record);
    const status = reason === undefined ? state.label : `${state.label}: ${reason}`;
    const what = [
      escaped(title),
      evaluation && `How to tell that it worked: ${escaped(evaluation)}`,
      issue && `<${issue.replaceAll("|", "%7C")}>`,
    ];
    return `| ${[what.filter(Boolean).join(" "), ...[status, when, owner].map(escaped)].join(" | ")} |`;
  });
  return ["| Action | Status | When | Owner |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function lessonLink(model: SiteModel, { id, title }: { id: string; title: string }): string {
  return `[${escaped(title)}](${absolute(model, twinPath(lessonPath(id)))})`;
}

/** The glossary in Markdown. */
export function glossaryTwin(model: SiteModel): string {
  const names = new Map(model.terms.map(({ id, term }) => [id, term]));
  const place = placeAt(model, glossaryPath);
  return paragraphs(
    "# Glossary",
    `Page: ${absolute(model, glossaryPath)}`,
    ...model.terms.map((term) => termText(term, names, place)),
  );
}

function termText(
  { term, aliases, short, body, see }: Term,
  names: ReadonlyMap<string, string>,
  place: LinkPlace,
): string {
  const others = see.flatMap((id) => names.get(id) ?? []);
  return paragraphs(
    `## ${escaped(term)}`,
    escaped(short),
    aliases.length > 0 && `Also: ${aliases.map(escaped).join(", ")}`,
    harmless(body, place),
    others.length > 0 && `See: ${others.map(escaped).join(", ")}`,
  ).trimEnd();
}
