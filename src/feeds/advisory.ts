import { type AdvisoryChange, type AdvisoryState, NO_REASON } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { advisorySections } from "../records/advisory/body.ts";
import { renderMarkdown, textHtml } from "../records/markdown.ts";
import { checkPath, packageLink } from "../views/advisory/package.ts";
import { packageNames, scoreView, severityLabels } from "../views/advisory/summary.ts";
import { type AffectedRowView, affectedRows } from "../views/advisory/versions.ts";
import { revisionAnchor, trailPath } from "../views/audit/path.ts";
import { type Withhold, withhold } from "../views/audit/withhold.ts";
import { absolute, advisoryPath, incidentPath } from "../views/page.ts";
import { timeView } from "../views/time.ts";
import { anchor, lines, list } from "./html.ts";
import type { FeedItem } from "./item.ts";

/** One entry for the publication of each advisory, each material change of it, and its withdrawal. */
export function advisoryItems(model: SiteModel): FeedItem[] {
  const hide = withhold(model);
  return model.advisories.flatMap((state) =>
    state.changes.map((change) => advisoryItem(model, state, change, hide)),
  );
}

/**
 * The entry of the publication has the text as it is now, so it says when that last changed; those of changes stay as they
 * were.
 */
function advisoryItem(
  model: SiteModel,
  state: AdvisoryState,
  change: AdvisoryChange,
  hide: Withhold,
): FeedItem {
  const { record, severity, isWithdrawn, modified } = state;
  const isPublication = change.kind === "published";
  const page = absolute(model, advisoryPath(record.id));
  const packages = record.affected.flatMap((entry) => entry.package?.purl ?? []);
  return {
    id: isPublication ? page : `${page}#${fragment(change)}`,
    url: change.commit === undefined ? page : revisionUrl(model, record.id, change.commit),
    title: `[${wordOf(state, change)}] ${nameOf(state)}`,
    facts: {
      record: record.id,
      kind: "advisory",
      status: change.kind,
      severity: undefined,
      services: [],
      advisory: { kind: record.kind, severity, packages: [...new Set(packages)] },
    },
    published: change.at,
    updated: isPublication ? modified : change.at,
    author: undefined,
    categories: [
      ...new Set([
        "advisory",
        ...(record.kind === "vulnerability" ? [] : [record.kind]),
        change.kind,
        ...(isWithdrawn ? ["withdrawn"] : []),
        ...(severity === undefined ? [] : [severity]),
        ...packageNames(state),
      ]),
    ],
    html: () => {
      if (isPublication) return publicationHtml(model, state);
      return change.kind === "withdrawn"
        ? withdrawalHtml(model, state)
        : changeHtml(model, state, change, hide);
    },
  };
}

/** What tells a change from the others for ever: its commit. One that git does not know is the withdrawal. */
function fragment({ commit }: AdvisoryChange): string {
  return commit === undefined ? "withdrawn" : revisionAnchor(commit);
}

function revisionUrl(model: SiteModel, id: string, commit: string): string {
  return `${absolute(model, trailPath("advisory", id))}#${revisionAnchor(commit)}`;
}

function wordOf({ record, severity }: AdvisoryState, { kind }: AdvisoryChange): string {
  if (kind === "changed") return "Changed";
  if (kind === "withdrawn") return "Withdrawn";
  if (record.kind === "malware") return "Malware";
  if (record.kind === "informational") return "For information";
  return severity === undefined || severity === "none" ? "Advisory" : severityLabels[severity];
}

/** Id and title; a record of another database that has no title of its own has its id in its place. */
function nameOf({ record: { id, title } }: AdvisoryState): string {
  return title === id ? id : `${id}: ${title}`;
}

function publicationHtml(model: SiteModel, state: AdvisoryState): string {
  const { record, score, incidents } = state;
  const place = {
    headingLevel: 4,
    base: model.origin.base,
    absolute: absolute(model, advisoryPath(record.id)),
  };
  const { impact, affected, patches, workarounds, details } = advisorySections;
  const section = (label: string, text: string | undefined): string =>
    text === undefined ? "" : `<h3>${label}</h3>\n${renderMarkdown(text, place)}`;
  const rows = record.affected.flatMap((entry) =>
    affectedRows(entry, record.kind, (purl) => packageLink(model, purl)),
  );
  const known = incidents.flatMap((id) => model.timelinesById.get(id)?.record ?? []);
  const text = lines(
    record.withdrawn && withdrawnSentence(state),
    score && `<p>Severity: ${scoreView(score).label} (${textHtml(score.vector)}).</p>`,
    record.aliases.length > 0 && `<p>Also known as ${textHtml(record.aliases.join(", "))}.</p>`,
    rows.length > 0 &&
      `<h3>Affected and fixed versions</h3>\n${list(rows.map((row) => rowHtml(model, row)))}`,
    rows.length > 0 && `<p>${anchor(absolute(model, checkPath), "Check a lockfile or SBOM")}</p>`,
    section(affected, record.sections.affected),
    section(patches, record.sections.patches),
    section(workarounds, record.sections.workarounds),
    section(impact, record.sections.impact),
    section(details, record.sections.details),
    renderMarkdown(record.rest, place),
    known.length > 0 &&
      `<h3>Incidents</h3>\n${list(known.map(({ id, title }) => anchor(absolute(model, incidentPath(id)), title)))}`,
    record.references.length > 0 &&
      `<h3>References</h3>\n${list(record.references.map(({ type, url }) => `${type}: ${anchor(url, url)}`))}`,
  );
  return text === "" ? `<p>${textHtml(nameOf(state))}.</p>` : text;
}

function rowHtml(model: SiteModel, { name, ecosystem, href, lines }: AffectedRowView): string {
  const named = href === undefined ? textHtml(name) : anchor(new URL(href, absolute(model, "/")).href, name);
  const ranges = lines.map(
    ({ affected, fix, isFixed }) => `${affected}; ${isFixed ? `fixed in ${fix}` : fix}`,
  );
  return `${named} (${textHtml(ecosystem)}): ${textHtml(ranges.join(". ") || "versions not known")}`;
}

function changeHtml(
  model: SiteModel,
  { record }: AdvisoryState,
  { words, commit }: AdvisoryChange,
  hide: Withhold,
): string {
  const page = absolute(model, advisoryPath(record.id));
  return lines(
    words.length > 0 && list(words.map((word) => textHtml(hide(word)))),
    `<p>${anchor(page, "The advisory as it is now")}${
      commit === undefined
        ? ""
        : `, and ${anchor(revisionUrl(model, record.id, commit), "what changed, word by word")}`
    }.</p>`,
  );
}

function withdrawalHtml(model: SiteModel, state: AdvisoryState): string {
  const page = absolute(model, advisoryPath(state.record.id));
  return lines(withdrawnSentence(state), `<p>${anchor(page, "The advisory")}</p>`);
}

function withdrawnSentence({ record: { withdrawn } }: AdvisoryState): string {
  if (withdrawn === undefined) return "<p>This advisory was withdrawn.</p>";
  return `<p>This advisory was withdrawn on ${timeView(withdrawn.at).text}. Nothing need be done because of it.</p>\n<p>${textHtml(withdrawn.reason ?? NO_REASON)}</p>`;
}
