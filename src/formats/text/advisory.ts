import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { advisorySections } from "../../records/advisory/body.ts";
import { advisoryView } from "../../views/advisory/page.ts";
import { absolute, advisoryPath } from "../../views/page.ts";
import { timeView } from "../../views/time.ts";
import { placeAt } from "./link.ts";
import { escaped, harmless } from "./markdown.ts";
import { paragraphs } from "./twin.ts";

/** An advisory in Markdown: what its page says, in the same order. */
export function advisoryTwin(model: SiteModel, state: AdvisoryState): string {
  const { record, modified } = state;
  const view = advisoryView(model, state);
  const place = placeAt(model, advisoryPath(record.id));
  const section = (name: keyof typeof advisorySections, instead = ""): string | false => {
    const text =
      record.sections[name] === undefined ? escaped(instead) : harmless(record.sections[name], place);
    return text !== "" && `## ${advisorySections[name]}\n\n${text}`;
  };
  const facts = [
    `- Severity: ${view.severity.label}`,
    ...view.scores.map(({ version, vector, label }) => `- CVSS ${version}: ${label} (${vector})`),
    ...(record.aliases.length > 0 ? [`- Also known as: ${record.aliases.map(escaped).join(", ")}`] : []),
    ...(record.cwe.length > 0 ? [`- Weakness: ${record.cwe.join(", ")}`] : []),
    `- Published: ${timeView(record.published).text}`,
    ...(modified > record.published ? [`- Last changed: ${timeView(modified).text}`] : []),
  ];
  const rows = view.rows.flatMap(({ name, ecosystem, lines }) =>
    lines.map(({ affected, fix, isFixed }) => {
      const mend = isFixed ? `fixed in ${fix}` : fix;
      return `- ${escaped(name)} (${escaped(ecosystem)}): ${escaped(affected)}; ${escaped(mend)}`;
    }),
  );
  const incidents = view.incidents.map(
    ({ label, href }) => `- [${escaped(label)}](${absoluteHref(model, href)})`,
  );
  const references = view.references.map(({ type, href }) => `- ${type}: <${href}>`);
  return paragraphs(
    `# ${escaped(`${record.id}: ${record.title}`)}`,
    view.withdrawn && `**Withdrawn on ${view.withdrawn.at.text}.** ${escaped(view.withdrawn.reason)}`,
    facts.join("\n"),
    `Page: ${absolute(model, advisoryPath(record.id))}`,
    rows.length > 0 && `## Affected and fixed versions\n\n${rows.join("\n")}`,
    section("affected", view.affectedHint),
    section("patches", view.patchHints.join(" ")),
    section("workarounds"),
    section("impact"),
    section("details"),
    harmless(record.rest, place),
    incidents.length > 0 && `## Incidents\n\n${incidents.join("\n")}`,
    references.length > 0 && `## References\n\n${references.join("\n")}`,
  );
}

function absoluteHref(model: SiteModel, href: string): string {
  return new URL(href, model.site.url).href;
}
