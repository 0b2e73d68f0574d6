import { type AdvisoryState, isForScanners, NO_REASON } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { toRfc3339 } from "../records/instant.ts";
import type { TextDocument } from "../views/document.ts";
import { absolute, advisoryPath } from "../views/page.ts";
import { isCve } from "./advisory/cve.ts";
import { markdownText } from "./advisory/markdown.ts";
import { type Product, type ProductLine, productLines } from "./advisory/products.ts";
import { publisherOf } from "./advisory/publisher.ts";
import { productPurl, purlAt, purlOfRange } from "./advisory/purl.ts";
import { remediationsOf } from "./advisory/remediation.ts";
import { jsonLines } from "./json.ts";

/** One statement of OpenVEX 0.2.0: what a vulnerability does to some products. */
interface Statement {
  readonly vulnerability: object;
  readonly products: readonly VexProduct[];
  readonly status: "affected" | "fixed" | "not_affected" | "under_investigation";
  readonly status_notes?: string;
  readonly action_statement?: string;
  readonly impact_statement?: string;
}

interface VexProduct {
  readonly "@id": string;
  readonly identifiers: { readonly purl: string };
}

/**
 * An OpenVEX 0.2.0 document for each advisory that names products, at `openvex.json` beside its page. All times are those
 * of the record.
 */
export function* vexDocuments(model: SiteModel): Generator<TextDocument> {
  for (const state of model.advisories.filter(isForScanners)) {
    const { record, modified, changes } = state;
    const statements = productLines(record).flatMap((line) => statementsOf(model, state, line));
    if (statements.length === 0) continue;
    const path = `${advisoryPath(record.id)}openvex.json`;
    const { name, category } = publisherOf(model.site);
    const document = {
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": absolute(model, path),
      author: name,
      role: category,
      timestamp: toRfc3339(record.published),
      last_updated: toRfc3339(modified),
      version: changes.length,
      tooling: "Daymark",
      statements,
    };
    yield { path, body: jsonLines(document) };
  }
}

/**
 * What an advisory says of the versions of one package. A withdrawn one says nothing of them any more, and OpenVEX has no
 * other word for that than `under_investigation`: whether they are affected may stand in another advisory.
 */
function statementsOf(model: SiteModel, state: AdvisoryState, { name, products }: ProductLine): Statement[] {
  const { record } = state;
  const vulnerability = vulnerabilityOf(model, state);
  if (record.withdrawn) {
    const purls = products.map(({ entry }) => productPurl(entry));
    const status_notes = `The advisory was withdrawn. ${record.withdrawn.reason ?? NO_REASON}`;
    return [{ vulnerability, products: vexProducts(purls), status: "under_investigation", status_notes }];
  }
  const groups = Map.groupBy(products, ({ status }) => status);
  const {
    known_affected: affected = [],
    fixed = [],
    known_not_affected: safe = [],
  } = Object.fromEntries(groups);
  const ranges = affected.filter(({ range }) => range !== undefined).map(({ version }) => version);
  const statements: Statement[] = [
    {
      vulnerability,
      products: vexProducts([...affected.map(purlIn), ...assertedPurls(affected)]),
      status: "affected",
      ...(ranges.length > 0 && { status_notes: `Affected versions of ${name}: ${ranges.join(", ")}` }),
      action_statement: actionOf(model, state, affected),
    },
    { vulnerability, products: vexProducts(fixed.map(purlIn)), status: "fixed" },
    {
      vulnerability,
      products: vexProducts(safe.map(purlIn)),
      status: "not_affected",
      impact_statement: "These versions are not among those that the advisory names as affected.",
    },
  ];
  return statements.filter((statement) => statement.products.length > 0);
}

/**
 * A range has the qualifier `vers`: without it, tools that match by package URL would take it for every version. Those
 * that do not know the qualifier find the single versions.
 */
function purlIn({ range, purl, version }: Product): string {
  return range ? purlOfRange(purl, version) : purl;
}

/** The versions by which the author shows that the ranges are right. */
function assertedPurls(affected: readonly Product[]): string[] {
  const entries = new Set(affected.map(({ entry }) => entry));
  return [...entries].flatMap((entry) =>
    entry.vulnerableAt.map((version) => purlAt(productPurl(entry), version)),
  );
}

function vexProducts(purls: readonly string[]): VexProduct[] {
  return [...new Set(purls)].map((purl) => ({ "@id": purl, identifiers: { purl } }));
}

/** What to do, in the words of the remediations. */
function actionOf(model: SiteModel, { record }: AdvisoryState, affected: readonly Product[]): string {
  const text = (section: string | undefined) => section && markdownText(model, section);
  const remediations = remediationsOf(
    affected.map((product) => ({ ...product, id: product.version })),
    { patches: text(record.sections.patches), workarounds: text(record.sections.workarounds) },
  );
  return remediations.map(({ details }) => details).join("\n\n");
}

/** By its CVE id, which is what most tools look for, and otherwise by our own. */
function vulnerabilityOf(model: SiteModel, { record }: AdvisoryState): object {
  const { id, title, aliases } = record;
  const name = aliases.find(isCve) ?? id;
  const others = [...new Set([id, ...aliases])].filter((alias) => alias !== name);
  return {
    "@id": absolute(model, advisoryPath(id)),
    name,
    description: title,
    ...(others.length > 0 && { aliases: others }),
  };
}
