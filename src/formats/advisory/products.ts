import { affectedVersions } from "../../records/advisory/affected.ts";
import { type Affected, rangeText, type VersionRange } from "../../records/advisory/software.ts";
import type { PublishedAdvisory } from "../../records/advisory.ts";
import { affectedTester, mergeIntervals } from "../../versions/affected.ts";
import { schemeOf } from "../../versions/ecosystem.ts";
import { productName, productPurl, purlAt, repositoryPurl } from "./purl.ts";
import { versOf, versType } from "./vers.ts";

/** What is said of a product; the names are those of `product_status` (CSAF 2.0, section 3.2.3.9). */
export type ProductStatus = "fixed" | "known_affected" | "known_not_affected";

/** A range of versions, or one version, of something that an advisory names. */
export interface Product {
  readonly status: ProductStatus;
  /** The name of what it is a version of. */
  readonly of: string;
  readonly category: "product_version" | "product_version_range";
  /** The version or commit, or the range as a `vers`. */
  readonly version: string;
  /** The same for people: `1.4.3`, `from 2.0.0, before 2.1.1`. */
  readonly words: string;
  /** Package URL, without a version for a range. */
  readonly purl: string;
  /** Where it stands in the advisory. */
  readonly entry: Affected;
  /** The range, for a range. */
  readonly range?: VersionRange;
}

/** What an advisory says of the versions of one package or repository. */
export interface ProductLine {
  readonly name: string;
  readonly products: readonly Product[];
}

const linesByRecord = new WeakMap<PublishedAdvisory, readonly ProductLine[]>();

/** The products of an advisory by package or repository, in the order of the file; each product once. */
export function productLines(record: PublishedAdvisory): readonly ProductLine[] {
  let lines = linesByRecord.get(record);
  if (!lines) {
    lines = linesOf(record);
    linesByRecord.set(record, lines);
  }
  return lines;
}

function linesOf({ affected }: PublishedAdvisory): readonly ProductLine[] {
  const lines = Map.groupBy(affected, (entry) => productPurl(entry));
  return [...lines.values()].flatMap((entries) => {
    const products = unique(
      entries.flatMap((entry) => [...affectedProducts(entry)]),
      new Set(),
    );
    const seen = new Set(products.map(keyOf));
    const others = entries.flatMap((entry) => [...fixedProducts(entry), ...otherProducts(entry)]);
    const [first] = entries;
    if (!first || products.length === 0) return [];
    const isAmong = amongAffected(entries);
    const unaffected = others.filter((product) => !isAmong(product));
    return [{ name: productName(first), products: [...products, ...unique(unaffected, seen)] }];
  });
}

/** Intervals that overlap are one product. Single versions come after them, unless the intervals cover them. */
function* affectedProducts(entry: Affected): Generator<Product> {
  const of = productName(entry);
  const purl = productPurl(entry);
  const scheme = schemeIn(entry);
  const { commits = [], intervals = [] } = Object.groupBy(entry.ranges, ({ repo }) =>
    repo === undefined ? "intervals" : "commits",
  );
  const base = { status: "known_affected", of, entry } as const;
  const named = { ...base, category: "product_version_range" } as const;
  for (const range of scheme ? mergeIntervals(intervals, scheme) : intervals) {
    yield { ...named, version: versOf(versType(purl), range), words: rangeText(range), purl, range };
  }
  for (const range of commits) {
    const own = repositoryPurl(range.repo ?? "");
    yield { ...named, version: versOf("git", range), words: rangeText(range), purl: own, range };
  }
  const isCovered = scheme && affectedTester({ intervals, versions: [] }, scheme);
  for (const version of entry.versions) {
    if (isCovered?.(version)) continue;
    yield { ...base, category: "product_version", version, words: version, purl: purlAt(purl, version) };
  }
}

function* fixedProducts(entry: Affected): Generator<Product> {
  const base = { status: "fixed", of: productName(entry), category: "product_version", entry } as const;
  for (const { fixed, repo } of entry.ranges) {
    if (fixed === undefined) continue;
    const purl = repo === undefined ? purlAt(productPurl(entry), fixed) : repositoryPurl(repo, fixed);
    yield { ...base, version: fixed, words: fixed, purl };
  }
}

/** Versions that the author says are not affected. One that is a fix was named before. */
function* otherProducts(entry: Affected): Generator<Product> {
  const base = { status: "known_not_affected", of: productName(entry), entry } as const;
  for (const version of entry.notAffectedAt) {
    const purl = purlAt(productPurl(entry), version);
    yield { ...base, category: "product_version", version, words: version, purl };
  }
}

/** A version cannot be affected and fixed: the fix of one range may lie in another. */
function amongAffected(entries: readonly Affected[]): (product: Product) => boolean {
  const testers = [...Map.groupBy(entries, schemeIn)].flatMap(([scheme, own]) => {
    if (!scheme) return [];
    const parts = own.map(affectedVersions);
    const all = {
      intervals: parts.flatMap(({ intervals }) => intervals),
      versions: parts.flatMap(({ versions }) => versions),
    };
    return [affectedTester(all, scheme)];
  });
  return ({ version, purl }) =>
    !purl.includes("vcs_url=") && testers.some((isAffected) => isAffected(version));
}

function unique(products: readonly Product[], seen: Set<string>): Product[] {
  return products.filter((product) => !seen.has(keyOf(product)) && seen.add(keyOf(product)));
}

function keyOf({ purl, version }: Product): string {
  return `${purl} ${version}`;
}

function schemeIn(entry: Affected): ReturnType<typeof schemeOf> {
  const ecosystem = entry.package?.ecosystem;
  return ecosystem === undefined ? undefined : schemeOf(ecosystem);
}
