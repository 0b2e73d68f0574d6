import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Affected } from "../../records/advisory/software.ts";
import { counted } from "../count.ts";
import { advisoryScopes, packageScope } from "../feed/scope.ts";
import { advisoriesPath, advisoryPath, link, type PageView, pageView } from "../page.ts";
import { type AdvisorySummaryView, advisorySummary, type SeverityView, severityView } from "./summary.ts";
import { type AffectedLineView, affectedRows, purlType } from "./versions.ts";

/** A package that an advisory names, and its advisories, newest first. */
export interface AdvisoryPackage {
  /** Package URL without a version. */
  readonly purl: string;
  readonly name: string;
  readonly ecosystem: string;
  /** Path of its page within the site, as in addresses. */
  readonly path: string;
  /** Where that page lies below that of all packages, as in a file system. */
  readonly folder: string;
  readonly advisories: readonly AdvisoryState[];
}

/** The path of all packages. */
export const packagesPath = `${advisoriesPath}packages/`;

const cache = new WeakMap<SiteModel, ReadonlyMap<string, AdvisoryPackage>>();

/** All packages that public advisories name, by package URL, sorted by name. Made once for a model. */
export function advisoryPackages(model: SiteModel): ReadonlyMap<string, AdvisoryPackage> {
  const known = cache.get(model);
  if (known) return known;
  const found = new Map<string, { name: string; ecosystem: string; advisories: AdvisoryState[] }>();
  for (const state of model.advisories) {
    for (const { package: named } of state.record.affected) {
      if (named?.purl === undefined || packagePath(named.purl) === undefined) continue;
      const ecosystem = named.ecosystem ?? purlType(named.purl);
      const own = found.get(named.purl) ?? { name: named.name, ecosystem, advisories: [] };
      found.set(named.purl, own);
      if (own.advisories.at(-1) !== state) own.advisories.push(state);
    }
  }
  const packages = [...found].map(([purl, own]) => {
    const path = packagePath(purl) ?? packagesPath;
    return { ...own, purl, path, folder: decodeURIComponent(path.slice(packagesPath.length, -1)) };
  });
  packages.sort((a, b) => (a.name === b.name ? (a.purl < b.purl ? -1 : 1) : a.name < b.name ? -1 : 1));
  const result = new Map(packages.map((one) => [one.purl, one]));
  cache.set(model, result);
  return result;
}

/** Longer names of files are refused by file systems, which count bytes. */
const LONGEST = 200;

/**
 * The path of a package's page: its package URL without `pkg:`, since a colon may stand in no file name on Windows, and
 * with a plain `@`, which no address need escape.
 * Undefined for one with a qualifier or a very long name, or with a part that would be another folder.
 */
export function packagePath(purl: string): string | undefined {
  const parts = purl.replace(/^pkg:/, "").split("/");
  if (
    /[?#]/.test(purl) ||
    parts.some(
      (part) =>
        part === "" || part.length > LONGEST || /^(?:\.|%2e)+$/i.test(part) || /%(?:2f|5c|00)/i.test(part),
    )
  )
    return undefined;
  return `${packagesPath}${parts.join("/").replaceAll("%40", "@")}/`;
}

/** The link to the page of a package; undefined where it has none. */
export function packageLink(model: SiteModel, purl: string): string | undefined {
  const path = packagePath(purl);
  return path === undefined || !advisoryPackages(model).has(purl) ? undefined : link(model, path);
}

/** One package, or one repository, in a table. */
export interface PackageRowView {
  readonly name: string;
  readonly ecosystem: string;
  /** Its page; undefined for a repository, which has none. */
  readonly href: string | undefined;
  /** One for each range of each advisory that is in force. */
  readonly lines: readonly PackageLineView[];
}

/** What one advisory says of some versions. */
export interface PackageLineView extends AffectedLineView {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly severity: SeverityView;
}

/** `/advisories/packages/`: what is affected, without a script. */
export interface PackagesView {
  readonly page: PageView;
  readonly check: string;
  readonly rows: readonly PackageRowView[];
}

/** `/advisories/packages/<purl>/`. */
export interface PackageView {
  readonly page: PageView;
  readonly name: string;
  readonly ecosystem: string;
  readonly purl: string;
  readonly note: string;
  readonly row: PackageRowView;
  readonly advisories: readonly AdvisorySummaryView[];
}

/** Makes the page of all packages. */
export function packagesView(model: SiteModel): PackagesView {
  return {
    page: pageView(model, {
      title: "Affected packages",
      description: `Packages with security advisories of ${model.site.name}, their affected and fixed versions.`,
      path: packagesPath,
      feeds: advisoryScopes(model),
      breadcrumbs: [{ label: "Advisories", href: link(model, advisoriesPath) }],
    }),
    check: link(model, checkPath),
    rows: [
      ...[...advisoryPackages(model).values()].map((one) => packageRow(model, one)),
      ...repositoryRows(model),
    ],
  };
}

/** Where readers hold what they use against the advisories. */
export const checkPath = `${advisoriesPath}check/`;

/** Makes the page of one package. */
export function packageView(model: SiteModel, own: AdvisoryPackage): PackageView {
  const active = own.advisories.filter((state) => !state.isWithdrawn).length;
  return {
    page: pageView(model, {
      title: `Advisories for ${own.name}`,
      description: `Security advisories for ${own.name} (${own.ecosystem}): affected and fixed versions.`,
      path: own.path,
      breadcrumbs: [
        { label: "Advisories", href: link(model, advisoriesPath) },
        { label: "Packages", href: link(model, packagesPath) },
      ],
      feeds: [packageScope(model, own), ...advisoryScopes(model)],
    }),
    name: own.name,
    ecosystem: own.ecosystem,
    purl: own.purl,
    note: `${counted(active, "advisory", "advisories")}${active === own.advisories.length ? "" : `, and ${own.advisories.length - active} withdrawn`}, newest first.`,
    row: packageRow(model, own),
    advisories: own.advisories.map((state) => advisorySummary(model, state)),
  };
}

function packageRow(model: SiteModel, own: AdvisoryPackage): PackageRowView {
  const { purl, name, ecosystem, path, advisories } = own;
  const lines = advisories.flatMap((state) =>
    linesOf(model, state, ({ package: named }) => named?.purl === purl).filter(({ isRepo }) => !isRepo),
  );
  return { name, ecosystem, href: link(model, path), lines: lines.map(({ line }) => line) };
}

/** Repositories that advisories name by commits, sorted. */
function repositoryRows(model: SiteModel): PackageRowView[] {
  const lines = model.advisories.flatMap((state) =>
    linesOf(model, state, ({ package: named }) => named === undefined).filter(({ isRepo }) => isRepo),
  );
  const byName = Map.groupBy(lines, ({ name }) => name);
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => ({
      name,
      ecosystem: "git",
      href: undefined,
      lines: own.map(({ line }) => line),
    }));
}

/** What an advisory in force says of some of its entries, line by line. */
function linesOf(
  model: SiteModel,
  state: AdvisoryState,
  isWanted: (entry: Affected) => boolean,
): { readonly name: string; readonly isRepo: boolean; readonly line: PackageLineView }[] {
  const { record } = state;
  if (state.isWithdrawn) return [];
  const about = {
    id: record.id,
    title: record.title,
    href: link(model, advisoryPath(record.id)),
    severity: severityView(state),
  };
  return record.affected
    .filter(isWanted)
    .flatMap((entry) => affectedRows(entry, record.kind, () => undefined))
    .flatMap(({ name, isRepo, lines }) =>
      lines.map((line) => ({ name, isRepo, line: { ...about, ...line } })),
    );
}
