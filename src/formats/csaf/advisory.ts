import { type AdvisoryChange, type AdvisoryState, NO_REASON } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { writeHeadingInstant } from "../../records/instant.ts";
import { absolute, advisoryPath, incidentPath } from "../../views/page.ts";
import { productLines } from "../advisory/products.ts";
import { publisherOf } from "../advisory/publisher.ts";
import { uri } from "../uri.ts";
import { documentPart } from "./document.ts";
import type { DocumentPlace } from "./place.ts";
import type { CsafDocument, Note, Reference } from "./shape.ts";
import { productTree } from "./tree.ts";
import { vulnerabilitiesOf } from "./vulnerability.ts";

/**
 * An advisory as a CSAF document of the profile Security Advisory. That profile asks for products; an advisory that names
 * none, and one that was withdrawn and so says nothing of products any more, is a generic document (`csaf_base`).
 */
export function advisoryCsaf(model: SiteModel, state: AdvisoryState, place: DocumentPlace): CsafDocument {
  const { record, severity, modified, changes, isWithdrawn } = state;
  const tree = isWithdrawn ? undefined : productTree(productLines(record), publisherOf(model.site).name);
  const document = documentPart(model, {
    ...place,
    ...(severity !== undefined && !isWithdrawn && { aggregate_severity: { text: severity } }),
    category: tree ? "csaf_security_advisory" : "csaf_base",
    title: isWithdrawn ? `Withdrawn: ${record.title}` : record.title,
    aliases: record.aliases,
    released: record.published,
    changed: modified,
    isFinal: true,
    revisions: changes.map((change) => ({ at: change.at, summary: summaryOf(change, state) })),
    notes: withdrawalNotes(state),
    references: referencesOf(model, state),
  });
  if (isWithdrawn) return { document };
  const vulnerabilities = vulnerabilitiesOf(model, state, tree?.products ?? []);
  return { document, ...(tree && { product_tree: tree.tree }), vulnerabilities };
}

/** The title that CSAF 2.1 asks of the reason in its profile Withdrawn; 2.0 has no such profile. */
const REASON_TITLE = "Reasoning for Withdrawal";

function withdrawalNotes({ record }: AdvisoryState): Note[] {
  if (!record.withdrawn) return [];
  const { at } = record.withdrawn;
  return [
    {
      category: "summary",
      text: `This advisory was withdrawn at ${writeHeadingInstant(at)}. Nothing that it said about products holds any more.`,
      title: "Withdrawn",
    },
    { category: "description", text: record.withdrawn.reason ?? NO_REASON, title: REASON_TITLE },
  ];
}

function summaryOf({ kind, words }: AdvisoryChange, { record }: AdvisoryState): string {
  if (kind === "published") return "Published.";
  if (kind === "withdrawn" && record.withdrawn) return `Withdrawn. ${record.withdrawn.reason ?? NO_REASON}`;
  return words.length === 0 ? "Changed." : `Changed: ${words.join("; ")}.`;
}

function referencesOf(model: SiteModel, { record, incidents }: AdvisoryState): Reference[] {
  return [
    { category: "self", summary: "This advisory as a page", url: absolute(model, advisoryPath(record.id)) },
    ...record.references.map(({ type, url }): Reference => {
      return { category: "external", summary: REFERENCES[type], url: uri(url) };
    }),
    ...incidents.flatMap((id): Reference[] => {
      const incident = model.timelinesById.get(id)?.record;
      if (!incident) return [];
      const url = absolute(model, incidentPath(id));
      return [{ category: "external", summary: `Incident: ${incident.title}`, url }];
    }),
  ];
}

const REFERENCES = {
  advisory: "Advisory",
  article: "Article",
  detection: "Detection",
  discussion: "Discussion",
  report: "Report",
  fix: "Fix",
  introduced: "Introduced",
  git: "Source code",
  package: "Package",
  evidence: "Evidence",
  web: "Web page",
} as const satisfies Record<AdvisoryState["record"]["references"][number]["type"], string>;
